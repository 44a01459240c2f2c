/* The near cache: what a process has just been told and may believe for two seconds, so that not every
 * request asks memcached. Small values only; the shared cache and the database stand behind it.
 *
 *     uint64_t ticket = near_ticket(user_id);
 *     if (!near_get(key, user_id, buf, sizeof(buf)))
 *         … ask, then near_set(key, user_id, ticket, text);
 *     … and who changes what the key says, after the commit: near_forget(user_id);
 *
 * Every value is about a subject. All processes of a host share a table of counters, one for a few
 * subjects each; near_forget() raises the subject's, and every value that was found out before is
 * void at once, in every program. Another host believes its values to their end.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NEAR_SECONDS 2
#define NEAR_KEY_MAX 127
#define NEAR_VALUE_MAX 159

/* Maps the counters, a file in `dir` that is made when it is not there. Without it, and before, every
 * near_get() misses. False when that cannot be done. */
bool near_open(const char *dir) __attribute__((warn_unused_result));

/* What was the state of things about the subject before somebody asked for it. */
uint64_t near_ticket(const char *subject);

/* Whether nobody forgot the subject since the ticket was taken. */
bool near_holds(const char *subject, uint64_t ticket);

/* The value as text, when there is one that is still believed. */
bool near_get(const char *key, const char *subject, char value_r[static NEAR_VALUE_MAX + 1]);

/* Keeps it, unless the subject was forgotten since the ticket was taken. Longer keys and values than
 * the maxima are not kept. */
void near_set(const char *key, const char *subject, uint64_t ticket, const char *value);

void near_forget(const char *subject);

#endif
