/* Passwords are hashed slowly on purpose, two at once on a machine; others wait their turn.
 *
 * Who waits keeps a thread. So that a flood of sign-ins cannot take all of them from everybody
 * else, half of a worker's threads is the most that wait; one more is told to come back.
 */
#ifndef MODEL_PASSWORD_H
#define MODEL_PASSWORD_H

#include <stdbool.h>

#include "base/err.h"

struct ctx;

/* The text to store, in the arena. ERR_UNAVAILABLE when too many are waiting. */
enum err password_hash(struct ctx *c, const char *password, const char **hash_r)
    __attribute__((warn_unused_result));

/* Whether `password` is the one that `hash` was made from. */
enum err password_matches(struct ctx *c, const char *password, const char *hash, bool *same_r)
    __attribute__((warn_unused_result));

#endif
