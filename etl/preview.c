/* The beginning of a file is read here the way the whole will be, and told as JSON. */
#include "etl/preview.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/timeutil.h"
#include "base/vec.h"
#include "etl/infer.h"
#include "etl/mapper.h"
#include "etl/timesort.h"

#define SCRATCH_CAP ((size_t)256 << 20)
#define BUFFER_BYTES ((size_t)64 << 20)
#define CHART_ROWS (SEGMENT_RUN - 1) /* so many leave every point in its buffer */

struct shown {
    struct arena *arena, *scratch;
    const struct preview *of;
    struct ingest_limits limits;
    struct sample sample;
    struct ingest_plan plan;
    enum ingest_error error;
    const char *detail;
    VEC(const char *) cells; /* of the first rows, NULL: absent */
    VEC(size_t) row_cells;
    struct rejects rejects;
    struct mapper mapper;
    struct builder builder;
    bool built;
    struct str series; /* its JSON, made once the chart has enough rows */
};

/* ---- Reading ---- */

static struct copy_buffer *pass_by(void *arg, struct copy_buffer *full)
{
    (void)arg;
    copy_clear(full);
    return full;
}

static bool number_series(void *arg, const struct ingest_series *const *list, size_t n,
                          int64_t *ids)
{
    int64_t *last = arg;
    for (size_t i = 0; i < n; i++)
        ids[i] = list[i]->metric ? ++*last : 0;
    return true;
}

static void keep_row(struct shown *s, const struct row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const struct cell *c = &row->cells[i];
        const char *text = c->kind == CELL_ABSENT ? NULL : arena_strndup(s->arena, c->p, c->n);
        vec_push(&s->cells, text);
    }
    vec_push(&s->row_cells, row->n);
}

static void series_json(struct shown *s);

static void read_rows(struct shown *s, struct reader *r)
{
    size_t rows = 0;
    while (reader_next(r)) {
        if (s->row_cells.len < PREVIEW_ROWS)
            keep_row(s, &r->row);
        if (!mapper_take(&s->mapper))
            break;
        if (++rows == CHART_ROWS)
            series_json(s);
    }
    if (rows < CHART_ROWS)
        series_json(s);
}

/* Of a file that cannot be taken as it is: what a person needs to say how. */
static void show_rows(struct shown *s, struct reader *r)
{
    while (!r->error && s->row_cells.len < PREVIEW_ROWS && reader_next(r))
        keep_row(s, &r->row);
}

static struct ingest_job *make_job(struct shown *s)
{
    struct ingest_job *job = arena_one(s->scratch, struct ingest_job);
    *job = (struct ingest_job){ .arena = s->scratch,
                                .limits = &s->limits,
                                .ingest_time = s->of->now,
                                .resolve = number_series,
                                .resolve_arg = arena_one(s->scratch, int64_t),
                                .sink = { NULL, pass_by, pass_by } };
    return job;
}

static void take_rows(struct shown *s)
{
    const struct ingest_mapping *mapping = s->of->mapping;
    struct input *in = arena_one(s->scratch, struct input);
    infer_input(in, s->scratch, &s->sample, &s->plan);
    struct reader *r =
        infer_reader(s->scratch, s->of->type, &s->plan, mapping, in, &s->rejects, &s->limits);
    if (s->error == INGEST_OK && r->error) {
        s->error = r->error;
        s->detail = r->detail;
    }
    if (s->error) {
        show_rows(s, r);
        return;
    }
    mapper_init(&s->mapper, s->scratch, &s->plan, r, s->of->now, !mapping || !mapping->metrics);
    builder_init(&s->builder, make_job(s), &s->limits, &s->mapper.table);
    s->mapper.builder = &s->builder;
    s->built = true;
    read_rows(s, r);
}

/* ---- Writing ---- */

static void points_json(struct json_out *w, const struct shown *s, struct point *p, size_t n)
{
    size_t shown = n < PREVIEW_POINTS ? n : PREVIEW_POINTS;
    timesort(p, arena_array(s->scratch, struct point, n), n);
    json_key(w, "t");
    json_open(w, '[');
    for (size_t i = 0; i < shown; i++)
        json_real(w, (double)p[i * n / shown].t / TIME_SECOND);
    json_close(w, ']');
    json_key(w, "v");
    json_open(w, '[');
    for (size_t i = 0; i < shown; i++)
        json_real(w, p[i * n / shown].v);
    json_close(w, ']');
}

/* All points of a metric, whatever their labels: a line for each column that is one. */
static void metric_json(struct json_out *w, const struct shown *s, const char *metric)
{
    const struct series_table *t = &s->mapper.table;
    VEC(struct point) all;
    vec_init(&all, s->scratch);
    for (size_t i = 0; i < t->n; i++)
        if (!strcmp(t->list[i]->facts.metric, metric))
            for (size_t k = 0; k < t->list[i]->n; k++)
                vec_push(&all, t->list[i]->points[k]);
    json_open(w, '{');
    json_key(w, "metric");
    json_str(w, metric);
    json_key(w, "labels");
    json_open(w, '{');
    json_close(w, '}');
    points_json(w, s, all.data, all.len);
    json_close(w, '}');
}

/* Whether an earlier series with points has this one's metric. */
static bool told_before(const struct series_table *t, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (t->list[i]->n && !strcmp(t->list[i]->facts.metric, t->list[at]->facts.metric))
            return true;
    return false;
}

static void series_json(struct shown *s)
{
    const struct series_table *t = &s->mapper.table;
    struct json_out w = json_out(&s->series);
    json_open(&w, '[');
    for (size_t i = 0, shown = 0; i < t->n && shown < PREVIEW_SERIES; i++) {
        if (!t->list[i]->n || told_before(t, i))
            continue;
        metric_json(&w, s, t->list[i]->facts.metric);
        shown++;
    }
    json_close(&w, ']');
}

static void problem_json(struct json_out *w, const struct shown *s)
{
    json_key(w, "problem");
    if (s->error == INGEST_OK) {
        json_none(w);
        return;
    }
    json_open(w, '{');
    json_key(w, "code");
    json_str(w, ingest_code(s->error));
    json_key(w, "detail");
    json_str(w, s->detail ? s->detail : ingest_sentence(s->error));
    json_close(w, '}');
}

static void header_json(struct json_out *w, const struct shown *s)
{
    json_key(w, "header");
    json_open(w, '[');
    for (size_t i = 0; i < s->plan.n_columns; i++)
        json_str(w, s->plan.columns[i].name);
    json_close(w, ']');
}

static void rows_json(struct json_out *w, const struct shown *s)
{
    const char *const *cell = s->cells.data;
    json_key(w, "rows");
    json_open(w, '[');
    for (size_t i = 0; i < s->row_cells.len; i++) {
        json_open(w, '[');
        for (size_t k = 0; k < s->row_cells.data[i]; k++)
            json_str(w, *cell++);
        json_close(w, ']');
    }
    json_close(w, ']');
}

static void rejects_json(struct json_out *w, const struct shown *s)
{
    json_key(w, "rejects");
    json_open(w, '[');
    for (size_t i = 0; i < s->rejects.list.len; i++) {
        const struct reject *r = &s->rejects.list.data[i];
        json_open(w, '{');
        json_key(w, "line");
        json_num(w, (int64_t)r->line);
        json_key(w, "column");
        json_str(w, r->column);
        json_key(w, "value");
        json_str(w, r->value);
        json_key(w, "reason");
        json_str(w, reject_code(r->reason));
        json_key(w, "raw");
        json_str(w, r->raw);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_answer(struct json_out *w, const struct shown *s)
{
    json_open(w, '{');
    json_key(w, "plan");
    if (s->plan.n_columns)
        ingest_plan_json(w, &s->plan);
    else
        json_none(w);
    problem_json(w, s);
    header_json(w, s);
    rows_json(w, s);
    json_key(w, "rowCount");
    json_num(w, (int64_t)s->mapper.rows);
    json_key(w, "rejectCount");
    json_num(w, (int64_t)s->rejects.count);
    rejects_json(w, s);
    json_key(w, "series");
    json_raw(w, s->series.len ? str_c(&s->series) : "[]");
    json_close(w, '}');
}

static void find_plan(struct shown *s)
{
    s->error = INGEST_EMPTY_FILE;
    if (s->of->n)
        s->error = sample_decode(s->scratch, &s->sample, &s->detail);
    if (s->of->n && !s->error)
        s->error = infer_sample(s->arena, s->scratch, &s->sample, &s->plan, &s->detail);
}

void ingest_preview(struct arena *a, const struct preview *p, struct json_out *w)
{
    struct arena *scratch = arena_new(SCRATCH_CAP);
    struct shown *s = arena_one(scratch, struct shown);
    s->arena = a;
    s->scratch = scratch;
    s->of = p;
    s->limits = ingest_limits_full(p->limits);
    s->limits.buffer_bytes = BUFFER_BYTES;
    s->sample = (struct sample){ .type = p->type,
                                 .p = p->bytes,
                                 .n = p->n,
                                 .whole = p->whole,
                                 .mapping = p->mapping,
                                 .limits = &s->limits };
    s->series = str_new(scratch, BUFFER_BYTES);
    vec_init(&s->cells, scratch);
    vec_init(&s->row_cells, scratch);
    rejects_init(&s->rejects, scratch, PREVIEW_ROWS);
    find_plan(s);
    if (s->plan.n_columns)
        take_rows(s);
    write_answer(w, s);
    if (s->built)
        builder_release(&s->builder);
    arena_free(scratch);
}
