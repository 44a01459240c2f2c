/* What a table is, and how to read it, is found out here by header and sample. */
#include "etl/infer.h"

#include <string.h>

#include "base/arena.h"
#include "etl/study.h"

/* ---- The sample ---- */

/* The part of a cut-off sample that ends with a line. */
static size_t whole_lines(const struct sample *s, bool cr_lines)
{
    size_t n = s->n;
    if (s->whole || s->type == FILE_JSON)
        return n;
    while (n && s->p[n - 1] != (cr_lines ? '\r' : '\n'))
        n--;
    return n;
}

void infer_input(struct input *in, struct arena *a, const struct sample *s,
                 const struct ingest_plan *plan)
{
    input_of_memory(in, a, s->p, whole_lines(s, plan->cr_lines));
}

/* What a sample without a row means. */
static enum ingest_error without_rows(struct study *s, const struct rejects *rejects)
{
    if (!s->sample->whole)
        return study_fail(s, INGEST_NO_ROWS, "There is no whole row in the first %zu bytes.",
                          s->sample->n);
    if (rejects->count)
        return study_fail(s, INGEST_NOTHING_READABLE, "%s",
                          ingest_sentence(INGEST_NOTHING_READABLE));
    return study_fail(s, INGEST_NO_ROWS, "%s",
                      s->sample->type == FILE_CSV ? ingest_sentence(INGEST_NO_ROWS)
                                                  : "The array has no elements.");
}

static void plan_shape(struct ingest_plan *plan, struct csv_shape s)
{
    plan->delimiter = s.delimiter;
    plan->cr_lines = s.cr_lines;
    plan->drawn = s.drawn;
    plan->skip = s.skip;
    plan->told = s.told;
    plan->comments = s.comments;
}

static struct csv_shape shape_of(const struct ingest_plan *plan)
{
    return (struct csv_shape){ .delimiter = plan->delimiter,
                               .cr_lines = plan->cr_lines,
                               .drawn = plan->drawn,
                               .skip = plan->skip,
                               .told = plan->told,
                               .comments = plan->comments };
}

static enum ingest_error study_sample(struct study *s)
{
    const struct sample *sample = s->sample;
    struct ingest_plan *plan = s->plan;
    plan_encoding(s->arena, plan, sample->gzip, sample->encoding);
    if (sample->type == FILE_CSV)
        plan_shape(plan, csv_shape(sample->p, sample->n));
    struct input *in = arena_one(s->scratch, struct input);
    struct rejects *rejects = arena_one(s->scratch, struct rejects);
    infer_input(in, s->scratch, sample, plan);
    rejects_init(rejects, s->scratch, 0);
    s->columns = arena_array(s->scratch, struct column_study, sample->limits->columns);
    s->guesser = guesser_new(s->scratch);
    s->reader =
        infer_reader(s->scratch, sample->type, plan, sample->mapping, in, rejects, sample->limits);
    size_t rows = s->reader->error ? 0 : study_rows(s);
    reader_notes(s->reader, s->arena, plan);
    enum ingest_error e = s->reader->error;
    bool cut = !sample->whole && (e == INGEST_BAD_JSON || e == INGEST_EMPTY_FILE);
    if (e && !cut)
        return study_fail(s, e, "%s", s->reader->detail);
    if (!rows)
        return without_rows(s, rejects);
    study_columns(s);
    return infer_roles(s);
}

enum ingest_error infer_sample(struct arena *a, struct arena *scratch, const struct sample *sample,
                               struct ingest_plan *plan_r, const char **detail_r)
{
    struct ingest_plan plan = { .name = -1, .value = -1, .decimal = '.' };
    struct study s = { .sample = sample, .arena = a, .scratch = scratch, .plan = &plan };
    enum ingest_error e = study_sample(&s);
    *plan_r = plan;
    *detail_r = s.detail;
    return e;
}

/* ---- Readers by plan ---- */

static void expect(struct reader *r, const char *name)
{
    if (name && r->columns.n < r->limits->columns)
        names_add(&r->columns, name, strlen(name));
}

/* Columns that a mapping names exist in JSON before a row shows them. */
static void expect_mapping(struct reader *r, const struct ingest_mapping *mapping)
{
    if (!mapping)
        return;
    for (size_t i = 0; i < mapping->n_timestamp; i++)
        expect(r, mapping->timestamp[i]);
    for (size_t i = 0; i < mapping->n_metrics; i++)
        expect(r, mapping->metrics[i]);
    for (size_t i = 0; i < mapping->n_labels; i++)
        expect(r, mapping->labels[i]);
}

struct reader *infer_reader(struct arena *a, enum file_type type, const struct ingest_plan *plan,
                            const struct ingest_mapping *mapping, struct input *in,
                            struct rejects *rejects, const struct ingest_limits *limits)
{
    if (type == FILE_CSV)
        return reader_csv_new(a, in, rejects, limits, shape_of(plan));
    struct reader *r = reader_json_new(a, in, rejects, limits, type == FILE_NDJSON);
    expect_mapping(r, mapping);
    return r;
}
