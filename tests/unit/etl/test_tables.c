/* Tables as real exporters write them, bytes and all: what is inferred, and what is read. The plan
 * that each must give stands beside it as FILE.plan.json; BW_TEST_WRITE_PLANS=1 writes these anew. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "etl/preview.h"
#include "tests/unit/etl/collect.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)512 << 20)
#define FILE_MAX ((size_t)1 << 20)

struct table {
    const char *file;
    enum file_type type;
    const char *error; /* its code, instead of all that follows */
    uint64_t rows, rejects;
    const char *metric; /* the first series of that metric begins at `first` with `value` */
    const char *first;
    double value;
    double sum; /* of all points of the metric */
};

static const struct table tables[] = {
#include "tests/unit/etl/tables.inc"
};

static const char *path_of(struct arena *a, const char *file, const char *suffix)
{
    const char *source = getenv("srcdir");

    return arena_printf(a, "%s/tests/unit/etl/tables/%s%s", source ? source : ".", file, suffix);
}

static const char *read_whole(struct arena *a, const char *path, size_t *n_r)
{
    char *text = arena_alloc(a, FILE_MAX);
    FILE *f = fopen(path, "rb");

    *n_r = f ? fread(text, 1, FILE_MAX - 1, f) : 0;
    if (f)
        fclose(f);
    return text;
}

/* Laid out so that a difference is seen: a line an element of the outer lists. */
static const char *lay_out(struct arena *a, const char *json)
{
    struct str s = str_new(a, FILE_MAX);

    bool quoted = false;
    for (const char *p = json; *p; p++) {
        str_addc(&s, *p);
        quoted ^= *p == '"' && p[-1] != '\\';
        if (quoted)
            continue;
        if (*p == '}' || (*p == ',' && p > json && (p[-1] == ']' || p[-1] == '}')) || *p == '[')
            str_adds(&s, *p == '}' && p[1] == ',' ? "" : "\n");
    }
    return str_c(&s);
}

static const char *plan_of(struct arena *a, const struct ingest_plan *plan)
{
    struct str s = str_new(a, FILE_MAX);
    struct json_out w = json_out(&s);

    ingest_plan_json(&w, plan);
    return lay_out(a, str_c(&s));
}

static void check_plan(struct arena *a, const struct table *t, const char *got)
{
    size_t n;
    const char *path = path_of(a, t->file, ".plan.json");

    if (getenv("BW_TEST_WRITE_PLANS")) {
        FILE *f = fopen(path, "w");

        if (f) {
            fputs(got, f);
            fclose(f);
        }
    }
    is_str(got, read_whole(a, path, &n), "%s: the plan", t->file);
}

/* The first point and the sum of a metric's series. */
static void check_metric(const struct table *t, struct collect *c)
{
    char first[TIME_TEXT_MAX] = "none";
    double sum = 0, value = 0;
    bool met = false;

    for (size_t i = 0; i < c->res.n_series; i++) {
        size_t n;
        const struct point *p = collect_points(c, c->res.series[i]->id, &n);

        if (!str_eq(c->res.series[i]->metric, t->metric))
            continue;
        for (size_t k = 0; k < n; k++)
            sum += p[k].v;
        if (!met && n) {
            met = true;
            time_format(first, p[0].t);
            value = p[0].v;
        }
    }
    is_str(first, t->first, "%s: the first time of %s", t->file, t->metric);
    is_real(value, t->value, "%s: its value", t->file);
    ok(fabs(sum - t->sum) < 1e-9 * (1 + fabs(t->sum)), "%s: the sum is %.15g, read %.15g", t->file,
       t->sum, sum);
}

static void check_run(struct arena *a, const struct table *t, const char *text, size_t n)
{
    struct collect c;

    collect_init(&c, a);
    enum ingest_error e = collect_run_bytes(&c, t->type, text, n);
    if (e)
        diag("%s: %s", t->file, c.res.detail);
    is_str(e ? ingest_code(e) : "ok", t->error ? t->error : "ok", "%s: is read", t->file);
    check_plan(a, t, plan_of(a, &c.res.plan));
    if (t->error)
        return;
    is_int(c.res.rows, t->rows, "%s: rows", t->file);
    is_int(c.res.rejects, t->rejects, "%s: rejects", t->file);
    if (c.res.rejects != t->rejects)
        diag("%s", collect_rejects(&c));
    check_metric(t, &c);
}

/* The preview says the same before the upload. */
static void check_preview(struct arena *a, const struct table *t, const char *text, size_t n)
{
    struct str s = str_new(a, FILE_MAX);
    struct json_out w = json_out(&s);
    struct preview p = { .type = t->type, .bytes = text, .n = n, .whole = true };
    const char *counts = arena_printf(a, "\"rowCount\":%llu,\"rejectCount\":%llu,",
                                      (unsigned long long)t->rows, (unsigned long long)t->rejects);

    ingest_preview(a, &p, &w);
    if (t->error)
        counts = arena_printf(a, "\"problem\":{\"code\":\"%s\"", t->error);
    ok(strstr(str_c(&s), counts) != NULL, "%s: the preview says %s", t->file, counts);
}

int main(void)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
        struct arena *a = arena_new(ARENA_CAP);
        size_t n;
        const char *text = read_whole(a, path_of(a, tables[i].file, ""), &n);

        if (ok(n > 0, "%s: is there", tables[i].file)) {
            check_run(a, &tables[i], text, n);
            check_preview(a, &tables[i], text, n);
        }
        arena_free(a);
    }
    return done_testing();
}
