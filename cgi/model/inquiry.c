/* Texts of answers are remembered, and made where they are not. */
#include "model/inquiry.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/kept.h"
#include "model/outcome.h"
#include "model/outcome_csv.h"
#include "sql/registry.h"

#define NAME_MAX_LENGTH ((size_t)4 << 10)

struct dataset_row {
    const char *id, *name;
    const char *data_version;
};

static const struct field dataset_row_fields[] = {
    FIELD(struct dataset_row, id, "id", FIELD_UUID, 0),
    FIELD(struct dataset_row, name, "name", FIELD_STR, 0),
    FIELD(struct dataset_row, data_version, "dataVersion", FIELD_STR, 0),
    FIELD_END,
};

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The order of metrics and of conditions changes nothing in an answer. */
static void add_sorted(struct ctx *c, struct str *s, const char *const *texts, size_t n)
{
    const char **sorted = arena_array(c->arena, const char *, n + 1);

    for (size_t i = 0; i < n; i++)
        sorted[i] = texts[i];
    qsort(sorted, n, sizeof(*sorted), compare_texts);
    str_printf(s, "%zu;", n);
    for (size_t i = 0; i < n; i++)
        kept_fact(s, sorted[i]);
}

static void add_conditions(struct ctx *c, struct str *s, const struct question *q)
{
    size_t n = q->where_names.len;
    const char **pairs = arena_array(c->arena, const char *, n + 1);

    for (size_t i = 0; i < n; i++)
        pairs[i] = arena_printf(c->arena, "%zu:%s=%s", strlen(q->where_names.data[i]),
                                q->where_names.data[i], q->where_values.data[i]);
    add_sorted(c, s, pairs, n);
}

/* The question in its one spelling. */
static const char *key_of(struct ctx *c, const struct inquiry *i, const char *data_version)
{
    const struct analysis *a = &i->analysis;
    const struct question *q = &a->question;
    struct str facts = kept_facts(c);

    str_printf(&facts, "%d%d %u %" PRId64 " %" PRId64 " %d %d %u %d,", i->summary, i->csv, q->aggs,
               q->from, q->to, (int)a->fill, (int)a->transform.kind, a->transform.buckets,
               (int)a->compare);
    kept_fact(&facts, q->dataset_id);
    kept_fact(&facts, data_version);
    kept_fact(&facts, q->interval);
    kept_fact(&facts, q->zone);
    kept_fact(&facts, q->group_by);
    add_sorted(c, &facts, a->shown.data, a->shown.len);
    add_conditions(c, &facts, q);
    for (size_t k = 0; k < a->n_expressions; k++)
        kept_fact(&facts, a->expressions[k]->text);
    return kept_key(c, &facts);
}

static const struct dataset_row *row_of(const struct dataset_row *rows, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].id, id) == 0)
            return &rows[i];
    return NULL;
}

static void add_id(struct field_strs *ids, const char *id)
{
    for (size_t i = 0; i < ids->len; i++)
        if (strcmp(ids->data[i], id) == 0)
            return;
    ids->data[ids->len++] = id;
}

static enum err find_datasets(struct ctx *c, const struct field_strs *ids,
                              const struct db_rows **rows_r)
{
    if (ids->len == 1)
        return db_query(c, &Q_SERIES_DATA_VERSION, rows_r, db_uuid(c->who.tenant_id),
                        db_uuid(ids->data[0]));
    return db_query(c, &Q_SERIES_DATA_VERSIONS, rows_r, db_uuid(c->who.tenant_id), db_list(ids));
}

enum err inquiry_prepare(struct ctx *c, struct inquiry *list, size_t n)
{
    struct field_strs ids = { .data = arena_array(c->arena, const char *, n + 1) };
    const struct db_rows *found;
    struct dataset_row *rows;
    size_t n_rows;
    enum err e;

    for (size_t i = 0; i < n; i++)
        if (list[i].analysis.question.dataset_id)
            add_id(&ids, list[i].analysis.question.dataset_id);
    if ((e = find_datasets(c, &ids, &found)) != OK)
        return e;
    rows = row_read_all(c->arena, found, dataset_row_fields, sizeof(*rows), &n_rows);
    for (size_t i = 0; i < n; i++) {
        const char *id = list[i].analysis.question.dataset_id;
        const struct dataset_row *row = id ? row_of(rows, n_rows, id) : NULL;

        if (!row)
            continue;
        list[i].dataset_name = row->name;
        list[i].key = key_of(c, &list[i], row->data_version);
    }
    return OK;
}

const char *inquiry_recall(struct ctx *c, const struct inquiry *i, size_t *n_r)
{
    return kept_get(c, i->key, n_r);
}

static void write_json(struct str *out, const struct inquiry *i, const struct outcome *o)
{
    struct json_out w = json_out(out);

    json_open(&w, '{');
    if (i->summary) {
        outcome_json_approximate(&w, o);
        json_key(&w, "series");
        outcome_json_summary(&w, o, &o->now);
        outcome_json_previous(&w, NULL, o, "series");
    } else {
        outcome_json_series(&w, o);
        outcome_json_previous(&w, o, NULL, NULL);
    }
    json_close(&w, '}');
}

static struct outcome_rows all_rows(const struct db_batch *b, int statement)
{
    const struct db_rows *rows = db_rows(b, statement);

    return (struct outcome_rows){ .rows = rows, .end = db_count(rows) };
}

struct analysis_rows inquiry_add(struct db_batch *b, const struct inquiry *i, const char *tenant_id)
{
    return analysis_add(b, &i->analysis, tenant_id);
}

enum err inquiry_write(struct ctx *c, const struct inquiry *i, const struct db_batch *b,
                       struct analysis_rows rows, struct str *out)
{
    struct outcome_rows now = all_rows(b, rows.now), before = { 0 };
    size_t start = out->len;
    struct outcome o;
    enum err e;

    if (rows.before >= 0)
        before = all_rows(b, rows.before);
    if ((e = outcome_read(c, &i->analysis, &now, rows.before >= 0 ? &before : NULL, &o)) != OK)
        return e;
    if (!i->csv)
        write_json(out, i, &o);
    else if ((e = outcome_csv(c, &o, i->summary, out)) != OK)
        return e;
    if (out->overflow) {
        ctx_invalid(c, "interval", "too_small",
                    "makes an answer that is too large: take a longer interval or fewer series");
        return ctx_check(c);
    }
    kept_set(c, i->key, out->data + start, out->len - start);
    return OK;
}

/* The range is checked before; what PostgreSQL cannot read is the zone. */
enum err inquiry_explain(struct ctx *c, enum err e)
{
    if (e != ERR_INVALID || c->problem.errors)
        return e;
    ctx_invalid(c, "tz", "choice", "is not a time zone that PostgreSQL knows");
    return ctx_check(c);
}

enum err inquiry_answer(struct ctx *c, const struct inquiry *i, struct str *out)
{
    struct db_batch *b = db_batch(c);
    struct analysis_rows rows = inquiry_add(b, i, c->who.tenant_id);
    enum err e = db_run(b);

    return e == OK ? inquiry_write(c, i, b, rows, out) : inquiry_explain(c, e);
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

/* RFC 6266: plain letters for old clients, the full name beside them. */
const char *inquiry_disposition(struct ctx *c, const struct inquiry *i)
{
    const char *suffix = i->summary ? "-summary.csv" : ".csv";
    struct str plain = str_new(c->arena, NAME_MAX_LENGTH),
               full = str_new(c->arena, NAME_MAX_LENGTH);

    for (const char *p = i->dataset_name; *p; p++) {
        bool keep = is_plain(*p);

        if (keep || ((unsigned char)*p & 0xc0) != 0x80)
            str_addc(&plain, keep ? *p : '_');
        if (keep)
            str_addc(&full, *p);
        else
            str_printf(&full, "%%%02X", (unsigned)(unsigned char)*p);
    }
    return arena_printf(c->arena, "attachment; filename=\"%s%s\"; filename*=UTF-8''%s%s",
                        str_c(&plain), suffix, str_c(&full), suffix);
}
