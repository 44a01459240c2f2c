/* Series and rejects of a part are copied into PostgreSQL here. */
#include "etl/ingest_facts.h"

#include <string.h>

#include "base/ctx.h"
#include "base/db.h"
#include "base/uuid.h"
#include "etl/ingest.h"
#include "model/part.h"
#include "sql/registry.h"

static void to_bytes(const char *uuid, uint8_t out[16])
{
    if (!uuid_to_bytes(uuid, out))
        BUG("id %s", uuid);
}

/* Sends rows that lie ready, and frees them. */
static enum err copy_rows(struct ctx *c, const struct query *q, struct copy_buffer *b)
{
    struct db_copy *copy;
    enum err e;

    copy_trailer(b);
    e = db_copy_begin(c, q, &copy);
    if (e == OK)
        e = db_copy_send(copy, b->data, b->len);
    if (e == OK)
        e = db_copy_finish(copy);
    copy_buffer_free(b);
    return e;
}

static void copy_string(struct copy_buffer *b, const char *s)
{
    copy_text(b, s, strlen(s));
}

enum err facts_copy_series(struct ctx *c, const struct part *p, const struct ingest_result *res)
{
    struct copy_buffer *b = copy_buffer_new(1 << 16);
    uint8_t tenant[16];

    to_bytes(c->who.tenant_id, tenant);
    copy_header(b);
    for (size_t i = 0; i < res->n_series; i++) {
        const struct ingest_series *s = res->series[i];

        copy_row(b, 10);
        copy_uuid(b, tenant);
        copy_int8(b, p->id);
        copy_int8(b, s->id);
        copy_int4(b, (int32_t)s->levels);
        copy_int4(b, (int32_t)s->n_segments);
        copy_int8(b, s->n);
        copy_time(b, s->first_at);
        copy_time(b, s->last_at);
        copy_int4(b, (int32_t)s->digests);
        copy_int8(b, s->segment_span);
    }
    return copy_rows(c, &Q_PART_COPY_SERIES, b);
}

static void copy_metric(struct copy_buffer *b, const struct ingest_metric *m)
{
    copy_string(b, m->name);
    copy_int4(b, (int32_t)m->n_series);
    if (m->n_series <= METRIC_IDS)
        copy_int8_array(b, m->ids, sizeof(*m->ids), m->n_series);
    else
        copy_null(b);
    if (m->total)
        copy_int8(b, m->total->id);
    else
        copy_null(b);
    copy_int4(b, m->total ? (int32_t)m->total->levels : 0);
    copy_int4(b, m->total ? (int32_t)m->total->digests : 0);
    copy_int8(b, m->n);
    copy_time(b, m->first_at);
    copy_time(b, m->last_at);
}

enum err facts_copy_metrics(struct ctx *c, const struct part *p, const struct ingest_result *res)
{
    struct copy_buffer *b = copy_buffer_new(1 << 16);
    uint8_t tenant[16];
    enum err e;

    to_bytes(c->who.tenant_id, tenant);
    copy_header(b);
    for (size_t i = 0; i < res->n_metrics; i++) {
        copy_row(b, 11);
        copy_uuid(b, tenant);
        copy_int8(b, p->id);
        copy_metric(b, &res->metrics[i]);
    }
    e = copy_rows(c, &Q_PART_COPY_METRICS, b);
    return e != OK ? e
                   : db_query(c, &Q_PART_LISTED, NULL, db_uuid(p->dataset_id), db_int(p->id),
                              db_int(res->last_line));
}

enum err facts_copy_rejects(struct ctx *c, const struct part *p, const struct ingest_result *res)
{
    struct copy_buffer *b;
    uint8_t tenant[16], dataset[16];

    if (!res->n_reject_list)
        return OK;
    b = copy_buffer_new(1 << 16);
    to_bytes(c->who.tenant_id, tenant);
    to_bytes(p->dataset_id, dataset);
    copy_header(b);
    for (size_t i = 0; i < res->n_reject_list; i++) {
        const struct reject *r = &res->reject_list[i];

        copy_row(b, 9);
        copy_uuid(b, tenant);
        copy_uuid(b, dataset);
        copy_int8(b, p->id);
        copy_int4(b, (int32_t)i);
        copy_int8(b, (int64_t)r->line);
        copy_string(b, r->column);
        copy_string(b, r->value);
        copy_string(b, reject_code(r->reason));
        copy_string(b, r->raw);
    }
    return copy_rows(c, &Q_PART_COPY_REJECTS, b);
}
