/* Rows a second of etl's core by stage, on one core and without a database:
 *
 *     tests/bench/ingest_core [ROWS [FILE]]
 *
 * Makes a CSV file of `metric,value,timestamp` in memory (or takes FILE, of such columns or a JSON
 * array), then times splitting rows, splitting + numbers and times, and the whole way to COPY rows:
 * without digests, with them, and with the rows in random order.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/arena.h"
#include "base/timeutil.h"
#include "etl/infer.h"
#include "etl/ingest.h"
#include "etl/number.h"
#include "etl/timecell.h"

#define ARENA_CAP ((size_t)64 << 20)
#define N_METRICS 10
#define RUNS 5

/* Microseconds of processor time: the work is on one thread, the machine may be busy. */
static int64_t cpu_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

struct source {
    const char *p;
    size_t n, at;
};

static ssize_t read_source(void *arg, void *buf, size_t n)
{
    struct source *s = arg;
    size_t left = s->n - s->at, take = n < left ? n : left;

    memcpy(buf, s->p + s->at, take);
    s->at += take;
    return (ssize_t)take;
}

/* Ten metrics a second over many days, as a sensor logger would write it. */
static char *make_file(size_t rows, size_t *n_r)
{
    size_t room = 64 + rows * 48, n = 0;
    char *p = malloc(room);
    unsigned x = 12345;

    if (!p)
        abort();
    n += (size_t)snprintf(p, room, "metric,value,timestamp\n");
    for (size_t i = 0; i < rows; i++) {
        char when[TIME_TEXT_MAX];

        x = x * 1103515245 + 12345;
        time_format(when, INT64_C(1704067200000000) + (int64_t)(i / N_METRICS) * 4 * TIME_SECOND);
        n += (size_t)snprintf(p + n, room - n, "sensor_%zu,%u.%02u,%s\n", i % N_METRICS,
                              (x >> 8) % 2000, (x >> 20) % 100, when);
    }
    *n_r = n;
    return p;
}

struct counted {
    size_t segment_bytes, segment_rows, rollup_bytes, rollup_rows, digest_bytes, digest_rows;
};

static struct copy_buffer *count_segments(void *arg, struct copy_buffer *b)
{
    struct counted *t = arg;

    t->segment_bytes += b->len;
    t->segment_rows += b->rows;
    return b;
}

static struct copy_buffer *count_rollups(void *arg, struct copy_buffer *b)
{
    struct counted *t = arg;

    t->rollup_bytes += b->len;
    t->rollup_rows += b->rows;
    return b;
}

static struct copy_buffer *count_digests(void *arg, struct copy_buffer *b)
{
    struct counted *t = arg;

    t->digest_bytes += b->len;
    t->digest_rows += b->rows;
    return b;
}

static bool number_series(void *arg, const struct ingest_series *const *list, size_t n,
                          int64_t *ids)
{
    int64_t *next = arg;

    (void)list;
    for (size_t i = 0; i < n; i++)
        ids[i] = ++*next;
    return true;
}

static double run_whole(const char *p, size_t n, enum file_type type, bool digests,
                        struct counted *totals, struct ingest_result *res_r)
{
    struct arena *a = arena_new(ARENA_CAP);
    struct source source = { p, n, 0 };
    int64_t ids = 0, start = cpu_now();
    struct ingest_job job = { .arena = a,
                              .type = type,
                              .read = read_source,
                              .read_arg = &source,
                              .part_id = 1,
                              .resolve = number_series,
                              .resolve_arg = &ids,
                              .sink = { .arg = totals,
                                        .write_segment_rows = count_segments,
                                        .write_rollup_rows = count_rollups,
                                        .write_digest_rows = digests ? count_digests : NULL } };

    memset(totals, 0, sizeof(*totals));
    if (ingest_run(&job, res_r) != INGEST_OK) {
        fprintf(stderr, "%s: %s\n", ingest_code(res_r->error), res_r->detail);
        exit(1);
    }
    double seconds = (double)(cpu_now() - start) / 1e6;
    res_r->reject_list = NULL;
    res_r->series = NULL;
    arena_free(a);
    return seconds;
}

/* Rows split into cells; with `cells`, numbers and times are read as well. */
static double run_reader(const char *p, size_t n, bool cells)
{
    struct arena *a = arena_new(ARENA_CAP);
    struct source source = { p, n, 0 };
    struct input in;
    struct rejects rejects;
    struct ingest_limits limits = ingest_limits_full(NULL);
    struct time_cache times = { 0 };
    double sum = 0, v = 0;
    int64_t t = 0, start = cpu_now();

    input_init(&in, a, limits.record_bytes, read_source, &source);
    rejects_init(&rejects, a, 0);
    struct reader *r = reader_csv_new(a, &in, &rejects, &limits, (struct csv_shape){ ',', false });
    while (reader_next(r)) {
        const struct cell *c = r->row.cells;

        if (!cells)
            continue;
        if (number_parse(c[1].p, c[1].n, '.', &v) == NUMBER_OK &&
            timecell_parse(&times, c[2].p, c[2].n, &t))
            sum += v + (double)t;
    }
    double seconds = (double)(cpu_now() - start) / 1e6;
    if (cells && sum <= 0)
        exit(1);
    arena_free(a);
    return seconds;
}

static char *read_file(const char *path, size_t *n_r)
{
    FILE *f = fopen(path, "rb");
    size_t room = 1 << 20, n = 0, got;
    char *p = malloc(room);

    if (!f || !p) {
        perror(path);
        exit(1);
    }
    while ((got = fread(p + n, 1, room - n, f)) > 0) {
        n += got;
        if (n == room && !(p = realloc(p, room *= 2)))
            abort();
    }
    fclose(f);
    p[n] = 0;
    *n_r = n;
    return p;
}

static void print(const char *stage, double seconds, double rows, size_t bytes)
{
    printf("%-28s %8.3f s %8.2f M rows/s %8.0f MB/s\n", stage, seconds, rows / seconds / 1e6,
           (double)bytes / seconds / 1e6);
}

static double best(double a, double b)
{
    return a < b ? a : b;
}

/* The same rows behind the same header in another order: what sorting takes. */
static char *shuffled(const char *p, size_t n)
{
    size_t rows = 0, at = (size_t)(strchr(p, '\n') + 1 - p), left = n - at;
    const char **list = calloc(n / 8 + 1, sizeof(*list));
    char *out = malloc(n + 1), *to = out + at;
    unsigned x = 99;

    if (!list || !out)
        abort();
    memcpy(out, p, at);
    for (const char *line = p + at; left; line += strcspn(line, "\n") + 1) {
        left -= strcspn(line, "\n") + 1;
        list[rows++] = line;
    }
    for (size_t i = rows; i > 1; i--) {
        x = x * 1103515245 + 12345;
        size_t k = (x >> 4) % i;
        const char *line = list[i - 1];

        list[i - 1] = list[k];
        list[k] = line;
    }
    for (size_t i = 0; i < rows; i++) {
        size_t len = strcspn(list[i], "\n") + 1;

        memcpy(to, list[i], len);
        to += len;
    }
    *to = 0;
    free(list);
    return out;
}

struct stages {
    double split, cells, plain, whole, shuffled;
};

static void time_stages(const char *p, size_t n, const char *other, struct stages *s,
                        struct counted *totals, struct ingest_result *res)
{
    for (int i = 0; i < RUNS; i++) {
        s->split = best(s->split, run_reader(p, n, false));
        s->cells = best(s->cells, run_reader(p, n, true));
        s->shuffled = best(s->shuffled, run_whole(other, n, FILE_CSV, true, totals, res));
        s->plain = best(s->plain, run_whole(p, n, FILE_CSV, false, totals, res));
        s->whole = best(s->whole, run_whole(p, n, FILE_CSV, true, totals, res));
    }
}

/* Where the time goes; a row's share of each stage, in nanoseconds, is read by ingest.mjs. */
static void print_stages(const struct stages *s, double rows, size_t n)
{
    print("split", s->split, rows, n);
    print("split, numbers, times", s->cells, rows, n);
    print("to COPY rows, no digests", s->plain, rows, n);
    print("to COPY rows", s->whole, rows, n);
    print("the same in random order", s->shuffled, rows, n);
    printf("ns a row: split %.0f, numbers and times %.0f, series, rollups and encoding %.0f, "
           "digests %.0f; sorting, were they in random order, %.0f\n",
           s->split / rows * 1e9, (s->cells - s->split) / rows * 1e9,
           (s->plain - s->cells) / rows * 1e9, (s->whole - s->plain) / rows * 1e9,
           (s->shuffled - s->whole) / rows * 1e9);
}

int main(int argc, char **argv)
{
    size_t rows = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000000, n = 0;
    char *p = argc > 2 ? read_file(argv[2], &n) : make_file(rows, &n);
    struct stages s = { 1e9, 1e9, 1e9, 1e9, 1e9 };
    struct ingest_result res = { 0 };
    struct counted totals;
    struct rusage usage;
    char *other = NULL;

    if (n && *p != '[') {
        other = shuffled(p, n);
        time_stages(p, n, other, &s, &totals, &res);
        print_stages(&s, (double)res.rows, n);
    } else {
        for (int i = 0; i < RUNS; i++)
            s.whole = best(s.whole, run_whole(p, n, FILE_JSON, true, &totals, &res));
        print("to COPY rows", s.whole, (double)res.rows, n);
    }
    getrusage(RUSAGE_SELF, &usage);
    printf(
        "%llu rows, %llu points, %llu rejects, %zu series; segments %zu rows %.1f MB, rollups "
        "%zu rows %.1f MB, digests %zu rows %.1f MB; peak memory %ld MB with the files (%zu MB)\n",
        (unsigned long long)res.rows, (unsigned long long)res.points,
        (unsigned long long)res.rejects, res.n_series, totals.segment_rows,
        (double)totals.segment_bytes / 1e6, totals.rollup_rows, (double)totals.rollup_bytes / 1e6,
        totals.digest_rows, (double)totals.digest_bytes / 1e6, usage.ru_maxrss / 1024,
        (other ? 2 * n : n) >> 20);
    free(other);
    free(p);
    return 0;
}
