/* Usage is read and written out here. */
#include "model/usage.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/timeutil.h"
#include "sql/registry.h"

#define YEAR_MIN 2000
#define MONTH_TEXT 16

struct month month_now(void)
{
    struct month m;
    unsigned day;

    time_civil_from_days(time_now() / TIME_DAY, &m.year, &m.month, &day);
    return m;
}

bool month_parse(const char *text, struct month *m_r)
{
    char end;
    int year;
    unsigned month;

    if (strlen(text) != 7 || text[4] != '-' || strspn(text, "0123456789") != 4 ||
        strspn(text + 5, "0123456789") != 2 || sscanf(text, "%4d-%2u%c", &year, &month, &end) != 2)
        return false;
    *m_r = (struct month){ year, month };
    return year >= YEAR_MIN && month >= 1 && month <= 12;
}

bool month_is_to_come(const struct month *m)
{
    struct month now = month_now();

    return m->year * 12 + m->month > now.year * 12 + now.month;
}

int64_t usage_projection(const struct month *m, int64_t used, int64_t since, int64_t now)
{
    int64_t begin = time_days_from_civil(m->year, m->month, 1) * TIME_DAY;
    int64_t end = begin + time_days_in_month(m->year, m->month) * TIME_DAY;

    if (since > begin)
        begin = since;
    if (now - begin < TIME_DAY || now >= end)
        return -1;
    return used + (int64_t)((double)used * ((double)(end - now) / (double)(now - begin)));
}

/* The one row of the month's sums. */
struct sums {
    const char *soft, *hard, *notice;
    int64_t used, rejected, bytes, retention_days, notice_at, since;
};
static const struct field sums_fields[] = {
    FIELD(struct sums, used, "used", FIELD_INT, 0),
    FIELD(struct sums, rejected, "rejected", FIELD_INT, 0),
    FIELD(struct sums, soft, "soft", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct sums, hard, "hard", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct sums, bytes, "bytes", FIELD_INT, 0),
    FIELD(struct sums, retention_days, "retentionDays", FIELD_INT, 0),
    FIELD(struct sums, since, "since", FIELD_TIME, 0),
    FIELD(struct sums, notice, "notice", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct sums, notice_at, "noticeAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD_END,
};

static const struct field day_fields[] = {
    FIELD(struct usage_day, date, "date", FIELD_STR, 0),
    FIELD(struct usage_day, events, "events", FIELD_INT, 0),
    FIELD(struct usage_day, rejected, "rejected", FIELD_INT, 0),
    FIELD_END,
};

static const struct field key_fields[] = {
    FIELD(struct usage_key, key_id, "keyId", FIELD_UUID, FIELD_NULLABLE),
    FIELD(struct usage_key, name, "name", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct usage_key, events, "events", FIELD_INT, 0),
    FIELD(struct usage_key, rejected, "rejected", FIELD_INT, 0),
    FIELD_END,
};

enum err usage_get(struct ctx *c, const struct month *m, struct usage *u_r)
{
    const char *first = arena_printf(c->arena, "%04" PRId64 "-%02u-01", m->year, m->month);
    struct db_batch *b = db_batch(c);
    int month = db_add(b, &Q_BILLING_MONTH, db_uuid(c->who.tenant_id), db_text(first));
    int days = db_add(b, &Q_BILLING_DAYS, db_uuid(c->who.tenant_id), db_text(first));
    int keys = db_add(b, &Q_BILLING_KEYS, db_uuid(c->who.tenant_id), db_text(first));
    struct sums s;
    enum err e = db_run(b);

    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, month), 0, sums_fields, &s);
    *u_r = (struct usage){ .month = *m,
                           .used = s.used,
                           .rejected = s.rejected,
                           .soft = s.soft,
                           .hard = s.hard,
                           .projection = usage_projection(m, s.used, s.since, time_now()),
                           .bytes = s.bytes,
                           .retention_days = s.retention_days,
                           .notice = s.notice,
                           .notice_at = s.notice_at };
    u_r->days =
        row_read_all(c->arena, db_rows(b, days), day_fields, sizeof(*u_r->days), &u_r->ndays);
    u_r->keys =
        row_read_all(c->arena, db_rows(b, keys), key_fields, sizeof(*u_r->keys), &u_r->nkeys);
    return OK;
}

static void put_number(struct json_out *w, const char *name, int64_t n)
{
    json_key(w, name);
    json_num(w, n);
}

static void put_limit(struct json_out *w, const char *name, const char *limit)
{
    json_key(w, name);
    json_raw(w, limit);
}

static void put_list(struct json_out *w, const char *name, const struct field *fields,
                     const void *list, size_t n, size_t size)
{
    json_key(w, name);
    json_open(w, '[');
    for (size_t i = 0; i < n; i++)
        json_thing(w, fields, (const char *)list + i * size);
    json_close(w, ']');
}

static void put_notice(struct json_out *w, const struct usage *u)
{
    json_key(w, "notice");
    if (!u->notice) {
        json_none(w);
        return;
    }
    json_open(w, '{');
    json_key(w, "kind");
    json_str(w, u->notice);
    json_key(w, "at");
    json_time(w, u->notice_at);
    json_close(w, '}');
}

void usage_json(struct json_out *w, const struct usage *u)
{
    char month[MONTH_TEXT];

    snprintf(month, sizeof(month), "%04" PRId64 "-%02u", u->month.year, u->month.month);
    json_open(w, '{');
    json_key(w, "month");
    json_str(w, month);
    put_number(w, "used", u->used);
    put_number(w, "rejected", u->rejected);
    put_limit(w, "soft", u->soft);
    put_limit(w, "hard", u->hard);
    json_key(w, "projection");
    if (u->projection < 0)
        json_none(w);
    else
        json_num(w, u->projection);
    put_list(w, "days", day_fields, u->days, u->ndays, sizeof(*u->days));
    put_list(w, "keys", key_fields, u->keys, u->nkeys, sizeof(*u->keys));
    json_key(w, "storage");
    json_open(w, '{');
    put_number(w, "bytes", u->bytes);
    put_number(w, "retentionDays", u->retention_days);
    json_close(w, '}');
    put_notice(w, u);
    json_close(w, '}');
}
