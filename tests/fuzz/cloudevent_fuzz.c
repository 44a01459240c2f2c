/* Fuzz target: a CloudEvent in the binary form. Lines "name: value" are its headers, what follows
 * an empty line is its body. What has no errors can be stored. */
#include <stdint.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "model/cloudevent.h"
#include "tests/fuzz/event_check.h"

#define HEADERS_MAX 100

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct message {
    struct cloudevent_header headers[HEADERS_MAX];
    size_t n;
    const char *content_type, *body;
    size_t body_len;
};

static void take_line(struct message *m, char *line)
{
    char *colon = strstr(line, ": ");

    if (!colon)
        return;
    *colon = '\0';
    if (str_eq(line, "content-type"))
        m->content_type = colon + 2;
    else
        m->headers[m->n++] = (struct cloudevent_header){ line, colon + 2 };
}

static void cut(struct arena *a, const uint8_t *data, size_t size, struct message *m)
{
    char *p = arena_strndup(a, (const char *)data, size), *end = p + size;

    while (p < end && *p != '\n' && m->n < HEADERS_MAX) {
        size_t n = strcspn(p, "\n");

        p[n] = '\0';
        take_line(m, p);
        p += n + 1;
    }
    if (p + 1 < end) {
        m->body = p + 1;
        m->body_len = (size_t)(end - p - 1);
    }
}

static void check(const struct event *e)
{
    check_event(e);
    if (e->errors)
        return;
    if (!e->type || !e->source || !e->key)
        BUG("something required is missing");
    if (!is_text(e->type) || !is_text(e->source) || !is_text(e->user_id) || !is_text(e->key))
        BUG("not UTF-8");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = { .arena = arena_new(256 << 20) };
    struct message m = { .n = 0 };
    struct event e;

    cut(c.arena, data, size, &m);
    if (cloudevent_binary(&c, m.headers, m.n, m.content_type, m.body, m.body_len, &e) == OK)
        check(&e);
    else if (c.problem.err != ERR_BAD_JSON || !c.problem.detail)
        BUG("refused without a problem");
    arena_free(c.arena);
    return 0;
}
