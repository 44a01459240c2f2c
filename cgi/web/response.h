/* Filling the answer. The dispatcher sends it after the handler returned, in one place. */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "web/request.h"

/* Starts a JSON answer; write through the returned writer. */
struct json_out *respond_json(struct request *r, int status);

/* One thing by its field table, bare. */
void respond_thing(struct request *r, int status, const struct field *fields, const void *thing);

/* {"items":[…],"nextCursor":…} of `n` things of `size` bytes each; when n > limit the last one is
 * dropped and the cursor points behind the one before it (its id is the first member, const char
 * *). */
void respond_list(struct request *r, const struct page *page, const struct field *fields,
                  const void *things, size_t n, size_t size);

/* {"<name>":[…]} of all `n` things of `size` bytes each: a list that is never long. */
void respond_things(struct request *r, int status, const char *name, const struct field *fields,
                    const void *things, size_t n, size_t size);

/* 204, or another status without a body. */
void respond_empty(struct request *r, int status);

/* Any other content. */
struct str *respond_text(struct request *r, int status, const char *content_type);

/* Largest piece of a streamed answer, and what making one may take. */
#define STREAM_PIECE_MAX ((size_t)64 << 20)
#define STREAM_MEMORY ((size_t)256 << 20)

/* A body of any length: status 200, made by `next` piece by piece while it is sent, in the memory
 * of one piece (struct stream in request.h). `state` lives as long as the request. An error before
 * the first piece is answered as a problem, a later one breaks the answer off. The path needs the
 * lines that nginx/site.conf.in has for streams: a slow reader then slows the making. */
void respond_stream(struct request *r, const char *content_type,
                    enum err (*next)(struct ctx *c, void *state, struct str *text, bool *more_r),
                    void *state);

/* A header; both strings must live in the arena. Set-Cookie may repeat. A value with a control
 * character is a BUG. */
void response_header(struct request *r, const char *name, const char *value);

/* Lets a browser keep the answer, which asks each time whether the one with this tag still holds. True:
 * it does, and 304 is filled. */
bool respond_unchanged(struct request *r, const char *tag);

/* Attributes are fixed: HttpOnly, SameSite=Lax, Secure and the name's prefix under TLS. max_age 0
 * deletes it. */
void response_cookie(struct request *r, const char *base, const char *value, const char *path,
                     int64_t max_age);

/* Turns r->ctx.problem into application/problem+json. */
void respond_problem(struct request *r);

/* The status and the headers of r->ctx.problem alone; write a JSON body of another shape. */
struct json_out *respond_failed(struct request *r);

#endif
