/* How long ago etl last ticked. */
#ifndef MODEL_TICK_H
#define MODEL_TICK_H

#include <stdint.h>

#include "base/err.h"

struct ctx;

/* Seconds since the newest tick began; -1 when there has been none. */
enum err tick_age(struct ctx *c, int64_t *seconds_r) __attribute__((warn_unused_result));

#endif
