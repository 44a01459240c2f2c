/* How full and how busy it is, for the System page. */
#ifndef MODEL_SYSTEM_H
#define MODEL_SYSTEM_H

#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

/* Queue, files and points are the workspace's; database and tick are everybody's. */
struct system_facts {
    int64_t tick_at; /* FIELD_TIME_NONE: there was none yet */
    int64_t database_bytes;
    int64_t ready, delayed, running, dead;
    int64_t files_bytes, files_count;
    int64_t points_bytes, points_count;
};

enum err system_facts(struct ctx *c, struct system_facts *f_r) __attribute__((warn_unused_result));

#endif
