/* Secrets that workspaces store and that have to be read again: sealed with the seal key.
 *
 * `about` says what the secret is for and whose it is ("signing <key id>"); a text that was sealed about
 * something else does not open, so that rows cannot be exchanged.
 */
#ifndef MODEL_SEALED_H
#define MODEL_SEALED_H

struct arena;

/* The sealed text as hex, in the arena. */
const char *sealed_make(struct arena *a, const char *about, const char *text)
    __attribute__((returns_nonnull));

/* The text again, or NULL when it was sealed with another key or about something else. */
const char *sealed_open(struct arena *a, const char *about, const char *hex);

#endif
