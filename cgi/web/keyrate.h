/* The rate of a key: a bucket of `burst` tokens into which `perSecond` fall, shared by all programs and
 * hosts through memcached. Without memcached nothing is limited.
 *
 * The gate takes one token of each request and refuses it when there is none. What a request then
 * turns out to bring beyond that (the events of a batch) is taken without asking: it may overdraw the
 * bucket, and the requests behind it wait the longer. So the rate holds in the long run and a batch
 * larger than the bucket still comes through.
 */
#ifndef WEB_KEYRATE_H
#define WEB_KEYRATE_H

#include <stdint.h>

#include "base/err.h"

struct request;

/* Takes one token when the request's key has a rate; ERR_RATE with the seconds to wait. */
enum err keyrate_check(struct request *r) __attribute__((warn_unused_result));

/* Takes `n` more tokens, whether they are there or not. */
void keyrate_take(struct request *r, int64_t n);

/* Adds RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers) to the answer of a key with
 * a rate: the policy "key" has `q` tokens and is full again after `w` seconds; `r` are left, `t` seconds
 * until all are. */
void keyrate_headers(struct request *r);

#endif
