/* The live overview is read, put together and kept here. */
#include "model/event_overview.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/hll.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/event_list.h"
#include "model/inquiry.h"
#include "model/kept.h"
#include "model/points.h"
#include "sql/registry.h"

#define FEED 20
#define PAYLOAD_MAX 1000
#define TEXT_MAX ((size_t)1 << 20)

struct overview {
    int64_t as_of, seq;
    const char *data_version, *minute; /* data_version NULL: there were no events */
    const char *dataset_id;
    int64_t total, this_minute, invalid;
    const char *zone;
    const char *starts, *segments, *previous, *top_types; /* JSON */
    const char *users, *feed;                             /* JSON */
};

static const struct field head_fields[] = {
    FIELD(struct overview, as_of, "asOf", FIELD_TIME, 0),
    FIELD(struct overview, data_version, "dataVersion", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct overview, seq, "seq", FIELD_INT, 0),
    FIELD(struct overview, minute, "minute", FIELD_STR, 0),
    FIELD_END,
};

static const struct field count_fields[] = {
    FIELD(struct overview, as_of, "asOf", FIELD_TIME, 0),
    FIELD(struct overview, seq, "seq", FIELD_INT, 0),
    FIELD(struct overview, dataset_id, "datasetId", FIELD_UUID, FIELD_NULLABLE),
    FIELD(struct overview, total, "total", FIELD_INT, 0),
    FIELD(struct overview, this_minute, "thisMinute", FIELD_INT, 0),
    FIELD(struct overview, invalid, "invalid", FIELD_INT, 0),
    FIELD(struct overview, starts, "starts", FIELD_JSON, 0),
    FIELD(struct overview, segments, "segments", FIELD_JSON, 0),
    FIELD(struct overview, previous, "previous", FIELD_JSON, 0),
    FIELD(struct overview, top_types, "topTypes", FIELD_JSON, 0),
    FIELD_END,
};

/* What is kept: all but the moment and the counter. */
static const struct field kept_fields[] = {
    FIELD(struct overview, dataset_id, "datasetId", FIELD_UUID, FIELD_NULLABLE),
    FIELD(struct overview, total, "total", FIELD_INT, 0),
    FIELD(struct overview, this_minute, "thisMinute", FIELD_INT, 0),
    FIELD(struct overview, invalid, "invalid", FIELD_INT, 0),
    FIELD(struct overview, zone, "tz", FIELD_STR, 0),
    FIELD(struct overview, starts, "starts", FIELD_JSON, 0),
    FIELD(struct overview, segments, "segments", FIELD_JSON, 0),
    FIELD(struct overview, previous, "previous", FIELD_JSON, 0),
    FIELD(struct overview, top_types, "topTypes", FIELD_JSON, 0),
    FIELD(struct overview, users, "users", FIELD_JSON, 0),
    FIELD(struct overview, feed, "feed", FIELD_JSON, 0),
    FIELD_END,
};

/* ---- Users and feed ---- */

static int64_t windows_of(const struct db_rows *rows, int row)
{
    return (int32_t)points_be32(db_bytes(rows, row, 0, NULL));
}

/* Of all sketches that belong to the window with this bit. */
static int64_t count_users(const struct db_rows *rows, int bit)
{
    struct hll h = { 0 };

    for (int i = 0; i < db_count(rows); i++) {
        int len;
        const uint8_t *packed = db_bytes(rows, i, 1, &len);

        if (windows_of(rows, i) & bit)
            hll_merge(&h, packed, (size_t)len);
    }
    return llround(hll_count(&h));
}

static const char *users_json(struct ctx *c, const struct db_rows *rows)
{
    return arena_printf(c->arena, "{\"hour\":%" PRId64 ",\"day\":%" PRId64 ",\"week\":%" PRId64 "}",
                        count_users(rows, 1), count_users(rows, 2), count_users(rows, 4));
}

static const char *feed_json(struct ctx *c, const struct db_rows *rows)
{
    struct str s = str_new(c->arena, TEXT_MAX);
    struct json_out w = json_out(&s);
    struct event_row *list;
    size_t n;

    list = row_read_all(c->arena, rows, event_row_fields, sizeof(*list), &n);
    json_open(&w, '[');
    for (size_t i = 0; i < n; i++)
        json_thing(&w, event_row_fields, &list[i]);
    json_close(&w, ']');
    return str_c(&s);
}

/* ---- The whole ---- */

static const char *key_of(struct ctx *c, const struct overview *o)
{
    struct str facts = kept_facts(c);

    if (!o->data_version)
        return NULL;
    kept_fact(&facts, "overview");
    kept_fact(&facts, o->zone);
    kept_fact(&facts, o->minute);
    kept_fact(&facts, o->data_version);
    return kept_key(c, &facts);
}

static enum err read_head(struct ctx *c, struct overview *o)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_EVENT_OVERVIEW_HEAD, &rows, db_uuid(c->who.tenant_id));

    if (e == OK)
        row_read(c->arena, rows, 0, head_fields, o);
    return e;
}

static enum err read_all(struct ctx *c, struct overview *o)
{
    struct db_batch *b = db_batch(c);
    const char *tenant = c->who.tenant_id;
    int counts = db_add(b, &Q_EVENT_OVERVIEW_COUNTS, db_uuid(tenant), db_text(o->zone));
    int users = db_add_binary(b, &Q_EVENT_OVERVIEW_USERS, db_uuid(tenant), db_text(o->zone));
    int feed =
        db_add(b, &Q_EVENT_OVERVIEW_FEED, db_uuid(tenant), db_int(PAYLOAD_MAX), db_int(FEED));
    enum err e = db_run(b);

    if (e != OK)
        return inquiry_explain(c, e);
    row_read(c->arena, db_rows(b, counts), 0, count_fields, o);
    o->users = users_json(c, db_rows(b, users));
    o->feed = feed_json(c, db_rows(b, feed));
    return OK;
}

/* A text made by read_all() of the state that the key names: when the state moved on in between,
 * nothing is kept. */
static enum err make_text(struct ctx *c, struct overview *o, struct str *text, bool *keep_r)
{
    struct overview all = { .zone = o->zone };
    struct json_out w = json_out(text);
    enum err e = read_all(c, &all);

    if (e != OK)
        return e;
    json_thing(&w, kept_fields, &all);
    *keep_r = all.seq == o->seq && !text->overflow;
    o->as_of = all.as_of;
    o->seq = all.seq;
    return OK;
}

static void write(struct str *out, const struct overview *o, const char *text, size_t n)
{
    struct json_out w = json_out(out);

    json_open(&w, '{');
    json_key(&w, "asOf");
    json_time(&w, o->as_of);
    json_key(&w, "seq");
    json_num(&w, o->seq);
    /* the rest of the object, without its brace */
    str_addc(out, ',');
    str_add(out, text + 1, n - 1);
}

enum err event_overview(struct ctx *c, const char *zone, struct str *out)
{
    struct str made = str_new(c->arena, TEXT_MAX);
    struct overview o = { .zone = zone };
    const char *key, *text;
    bool keep = false;
    size_t n;
    enum err e;

    if ((e = read_head(c, &o)) != OK)
        return e;
    key = key_of(c, &o);
    if ((text = kept_get(c, key, &n)) != NULL) {
        write(out, &o, text, n);
        return OK;
    }
    if ((e = make_text(c, &o, &made, &keep)) != OK)
        return e;
    if (keep)
        kept_set(c, key, made.data, made.len);
    write(out, &o, made.data, made.len);
    return OK;
}
