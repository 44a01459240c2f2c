/* What a tenant used in a month: events by day and by key, and what they take on the disk. Months and
 * days are UTC and go by the time at which an event arrived. */
#ifndef MODEL_USAGE_H
#define MODEL_USAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct json_out;

struct month {
    int64_t year;
    unsigned month; /* 1..12 */
};

struct month month_now(void);
/* "2024-01"; false when it is none, or before 2000. */
bool month_parse(const char *text, struct month *m_r) __attribute__((warn_unused_result));
bool month_is_to_come(const struct month *m);

/* How many events the month will have when the rest of it goes on as fast as it went until `now`; the
 * pace is counted from the month's begin, or from `since` where that is later: the tenant was made then
 * (µs). -1 where nothing honest can be said: the month is over, or the pace is not yet one of a whole
 * day. */
int64_t usage_projection(const struct month *m, int64_t used, int64_t since, int64_t now);

struct usage_day {
    const char *date;
    int64_t events, rejected;
};

struct usage_key {
    const char *key_id; /* NULL: people, and what came without a key */
    const char *name;   /* NULL: the key is gone */
    int64_t events, rejected;
};

struct usage {
    struct month month;
    int64_t used, rejected;
    const char *soft, *hard; /* numbers as text; NULL: none */
    int64_t projection;      /* -1: none */
    struct usage_day *days;
    size_t ndays;
    struct usage_key *keys;
    size_t nkeys;
    int64_t bytes, retention_days;
    const char *notice; /* "soft", "hard": the last one of the month; or NULL */
    int64_t notice_at;
};

/* Of c->who.tenant_id. */
enum err usage_get(struct ctx *c, const struct month *m, struct usage *u_r)
    __attribute__((warn_unused_result));
void usage_json(struct json_out *w, const struct usage *u);

#endif
