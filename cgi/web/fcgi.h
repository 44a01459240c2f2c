/* libfcgi, used here and nowhere else: one slot per thread takes requests from the shared socket.
 *
 *     struct fcgi *f = fcgi_open(listen_fd);
 *     while (fcgi_accept(f)) {
 *         … fcgi_param(f, "REQUEST_METHOD") … fcgi_write(f, text, len) …
 *         fcgi_finish(f);
 *     }
 *     fcgi_close(f);
 *
 * No connection is kept open between requests: with more connections than threads a fresh request
 * would wait behind idle ones.
 */
#ifndef WEB_FCGI_H
#define WEB_FCGI_H

#include <stdbool.h>
#include <stddef.h>

struct fcgi;

/* Prepares the library. Once per process, before any thread; install signal handlers after it. */
void fcgi_init(void);

struct fcgi *fcgi_open(int listen_fd);
void fcgi_close(struct fcgi *f);

/* Waits for a request. After fcgi_drain() it still takes what has already connected, then answers
 * false; a thread that sleeps in here has to be woken by a signal whose handler does nothing. */
bool fcgi_accept(struct fcgi *f);

/* Asks all threads of the process to come to an end; safe in a signal handler. */
void fcgi_drain(void);

/* A FastCGI parameter, or NULL; valid until fcgi_finish(). */
const char *fcgi_param(const struct fcgi *f, const char *name);

/* All parameters as "NAME=value", NULL-terminated; valid until fcgi_finish(). */
char *const *fcgi_params(const struct fcgi *f);

/* Reads up to n bytes of the body; fewer only at its end or when the server went away. */
size_t fcgi_read(struct fcgi *f, void *p, size_t n);

/* False when the server went away. */
bool fcgi_write(struct fcgi *f, const void *p, size_t n);

/* Sends what was written so far. False when the server went away. */
bool fcgi_flush(struct fcgi *f);

/* Ends the connection instead of the answer. nginx tells the two apart where it was told
 * fastcgi_keep_conn. fcgi_finish() still follows. */
void fcgi_break_off(struct fcgi *f);

/* Ends the answer: the server has all of it when this returns. */
void fcgi_finish(struct fcgi *f);

#endif
