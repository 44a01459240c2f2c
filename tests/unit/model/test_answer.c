/* Tests of model/answer: rows of analytics.read(), made by hand, merge into the right buckets. */
#include "model/answer.h"

#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/digest.h"
#include "base/lines.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/outcome.h"
#include "model/points.h"
#include "tests/unit/tap.h"

#define COLUMNS 21
#define HOUR (3600 * INT64_C(1000000))
#define ROWS_MAX 16

/* Stands in for base/db at link time: rows as PostgreSQL's binary format has them. */
struct cell {
    const uint8_t *data; /* NULL is null */
    int len;
};
struct db_rows {
    struct cell cells[ROWS_MAX][COLUMNS];
    int n;
};

static struct db_rows rows;
static struct ctx c;

int db_count(const struct db_rows *r)
{
    return r->n;
}

const void *db_bytes(const struct db_rows *r, int row, int column, int *len_r)
{
    if (len_r)
        *len_r = r->cells[row][column].len;
    return r->cells[row][column].data;
}

static void put(uint8_t *out, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(v >> (8 * (bytes - 1 - i)));
}

static void set_int(int column, int64_t v, int bytes)
{
    uint8_t *p = arena_alloc(c.arena, 8);

    put(p, (uint64_t)v, bytes);
    rows.cells[rows.n][column] = (struct cell){ p, bytes };
}

static void set_time(int column, int64_t us)
{
    set_int(column, us - POINTS_EPOCH, 8);
}

static void set_text(int column, const char *text)
{
    rows.cells[rows.n][column] = (struct cell){ (const uint8_t *)text, (int)strlen(text) };
}

static uint8_t *set_array(int column, size_t n)
{
    int len = 20 + 12 * (int)n;
    uint8_t *p = arena_alloc(c.arena, (size_t)len);

    put(p, 1, 4);
    put(p + 12, n, 4);
    put(p + 16, 1, 4);
    for (size_t i = 0; i < n; i++)
        put(p + 20 + 12 * i, 8, 4);
    rows.cells[rows.n][column] = (struct cell){ p, len };
    return p + 24;
}

static void set_reals(int column, const double *v, size_t n)
{
    uint8_t *p = set_array(column, n);

    for (size_t i = 0; i < n; i++) {
        uint64_t bits;

        memcpy(&bits, &v[i], 8);
        put(p + 12 * i, bits, 8);
    }
}

static void set_times(int column, const int64_t *t, size_t n)
{
    uint8_t *p = set_array(column, n);

    for (size_t i = 0; i < n; i++)
        put(p + 12 * i, (uint64_t)(t[i] - POINTS_EPOCH), 8);
}

static void head(int64_t from, int64_t to, int64_t most, const char *unit)
{
    rows.n = 0;
    memset(rows.cells, 0, sizeof(rows.cells));
    set_int(0, -2, 2);
    set_int(1, most, 8);
    set_time(4, from);
    set_time(5, to);
    set_text(15, unit);
    rows.n++;
}

static void series(int64_t id, const char *metric, const char *label)
{
    set_int(0, -1, 2);
    set_int(1, id, 8);
    set_text(15, metric);
    if (label)
        set_text(16, label);
    rows.n++;
}

static void segment(int64_t id, int64_t from, int64_t to, const int64_t *t, const double *v,
                    size_t n)
{
    set_int(0, 0, 2);
    set_int(1, id, 8);
    set_int(2, 1, 8);
    set_time(4, from);
    set_time(5, to);
    set_times(6, t, n);
    set_reals(8, v, n);
    rows.n++;
}

static enum err read_rows(const char *interval, const char *group, struct answer *a)
{
    struct question q = { .interval = interval, .zone = "UTC", .group_by = group, .aggs = AGG_ALL };

    c.problem = (struct problem){ 0 };
    return answer_read(&c, &rows, 0, rows.n, 0, &q, a);
}

static void test_points(void)
{
    const int64_t t[] = { 0, HOUR - 1, HOUR, HOUR, 3 * HOUR };
    const double v[] = { 1, 3, 10, 20, 99 };
    struct answer a;

    head(0, 3 * HOUR, 4, "hour");
    series(7, "m", NULL);
    segment(7, 0, 3 * HOUR, t, v, 5);
    is_int(read_rows("hour", NULL, &a), OK, "a segment");
    is_int(a.n_buckets, 3, "three hours");
    is_int(a.n_series, 1, "one series");
    is_int(a.series[0].buckets[0].n, 2, "two points in the first");
    is_real(a.series[0].buckets[0].sum, 4, "their sum");
    is_real(a.series[0].buckets[1].first, 10, "of equal times the first stays first");
    is_real(a.series[0].buckets[1].last, 20, "and the last one is last");
    is_int(a.series[0].buckets[2].n, 0, "an hour without points; to is exclusive");
}

static void test_clip(void)
{
    const int64_t t[] = { 0, HOUR, 2 * HOUR };
    const double v[] = { 1, 2, 4 };
    struct answer a;

    head(0, 3 * HOUR, 4, "hour");
    series(7, "m", NULL);
    segment(7, HOUR, 2 * HOUR, t, v, 3);
    is_int(read_rows("hour", NULL, &a), OK, "a row that answers for a piece");
    is_real(a.series[0].buckets[0].n + a.series[0].buckets[2].n, 0, "gives nothing outside of it");
    is_real(a.series[0].buckets[1].sum, 2, "and all inside");
}

static void test_groups(void)
{
    const int64_t t[] = { 0 };
    const double one[] = { 1 }, two[] = { 2 }, four[] = { 4 };
    struct answer a;

    head(0, HOUR, 2, "hour");
    series(1, "m", "b");
    series(2, "m", "a");
    series(3, "m", "b");
    segment(1, 0, HOUR, t, one, 1);
    segment(2, 0, HOUR, t, two, 1);
    segment(3, 0, HOUR, t, four, 1);
    is_int(read_rows("hour", "label", &a), OK, "three series in two groups");
    is_int(a.n_series, 2, "make two");
    is_str(a.series[0].label, "a", "sorted by label");
    is_real(a.series[1].buckets[0].sum, 5, "merged where the label is the same");
    is_real(a.series[1].buckets[0].min, 1, "with the least");
    is_real(a.series[1].buckets[0].max, 4, "and the greatest");
}

static void set_bytes(int row, int column, const uint8_t *p, size_t n)
{
    rows.cells[row][column] = (struct cell){ p, (int)n };
}

/* A segment of one point, of a part, at a line. */
static void point(int64_t id, int64_t part, int64_t t, double v, int64_t line)
{
    uint8_t *lines = arena_alloc(c.arena, LINES_ROOM(1));

    segment(id, 0, HOUR, &t, &v, 1);
    rows.n--;
    set_int(2, part, 8);
    set_bytes(rows.n, 19, lines, lines_pack(lines, &line, sizeof(line), 1));
    rows.n++;
}

static void test_ties(void)
{
    struct answer a;

    head(0, HOUR, 2, "hour");
    series(1, "m", NULL);
    series(2, "m", NULL);
    point(1, 5, 7, 10, 30);
    point(2, 5, 7, 20, 4);
    is_int(read_rows("hour", NULL, &a), OK, "two series with one time in one part");
    is_real(a.series[0].buckets[0].first, 20, "the lower line is first");
    is_real(a.series[0].buckets[0].last, 10, "the higher one last");
    head(0, HOUR, 2, "hour");
    series(1, "m", NULL);
    series(2, "m", NULL);
    point(1, 5, 7, 10, 30);
    point(2, 6, 7, 20, 4);
    is_int(read_rows("hour", NULL, &a), OK, "the same in two parts");
    is_real(a.series[0].buckets[0].first, 10, "the earlier part is first");
    is_real(a.series[0].buckets[0].last, 20, "the later one last");
}

static enum err read_percentiles(int64_t how, struct answer *a)
{
    struct question q = { .interval = "hour", .zone = "UTC", .aggs = AGG_COUNT | AGG_PERCENTILES };
    uint8_t *p = arena_alloc(c.arena, 4);

    put(p, (uint64_t)how, 4);
    rows.cells[0][3] = (struct cell){ p, 4 };
    c.problem = (struct problem){ 0 };
    return answer_read(&c, &rows, 0, rows.n, 0, &q, a);
}

static void test_percentiles(void)
{
    const int64_t t[] = { 0, 1, 2, HOUR, HOUR + 1 };
    const double v[] = { 5, 1, 2, 7, 8 };
    struct answer a;

    head(0, 3 * HOUR, 4, "hour");
    series(7, "m", NULL);
    segment(7, 0, 3 * HOUR, t, v, 5);
    is_int(read_percentiles(1, &a), OK, "percentiles of all points");
    is_real(a.series[0].percentiles[0].at[0], 2, "the middle one of three");
    is_real(a.series[0].percentiles[1].at[0], 7.5, "half-way between two");
    is_real(a.series[0].percentiles[0].at[1], 2 + (2 * 0.95 - 1) * 3, "p95 between the last two");
    ok(!a.approximate, "are exact");
}

static void test_digests(void)
{
    const struct centroid list[] = { { 1, 1 }, { 3, 1 }, { 5, 1 } };
    const int64_t t[] = { 0, HOUR }, odd[] = { HOUR + 1 };
    const double seven[] = { 7 };
    uint8_t *bytes = arena_alloc(c.arena, 2 * DIGEST_ROOM);
    struct answer a;
    size_t n;

    head(0, 2 * HOUR, 3, "hour");
    series(7, "m", NULL);
    n = digest_pack(bytes, list, 3);
    n += digest_pack(bytes + n, list, 2);
    set_int(0, 6, 2);
    set_int(1, 7, 8);
    set_time(4, 0);
    set_time(5, 2 * HOUR);
    set_times(6, t, 2);
    set_bytes(rows.n++, 19, bytes, n);
    segment(7, HOUR, 2 * HOUR, odd, seven, 1);
    rows.n--;
    set_int(0, 7, 2);
    rows.n++;
    is_int(read_percentiles(2, &a), OK, "percentiles of digests");
    ok(a.approximate, "are not exact, which is said");
    is_real(a.series[0].percentiles[0].at[0], 3, "the middle of a digest");
    is_real(a.series[0].percentiles[1].at[0], 3, "of a digest and a point at the edge");
    is_int(a.series[0].buckets[1].n, 0, "neither counts for anything else");
}

static void test_too_many(void)
{
    struct answer a;

    head(0, HOUR, 2, "hour");
    rows.n--;
    set_int(17, 1, 8);
    rows.n++;
    is_int(read_percentiles(1, &a), ERR_INVALID, "more points than can be read one by one");
    is_str(c.problem.errors->path, "agg", "are told of the aggregation");
    is_int(read_rows("hour", NULL, &a), ERR_INVALID, "without percentiles");
    is_str(c.problem.errors->path, "interval", "of the interval");
}

static void test_limits(void)
{
    struct answer a;

    head(0, 20000 * HOUR, 20001, "hour");
    is_int(read_rows("hour", NULL, &a), ERR_INVALID, "too many buckets");
    is_str(c.problem.errors->path, "interval", "are told of the interval");
    rows.n = 0;
    memset(rows.cells, 0, sizeof(rows.cells));
    set_int(0, -2, 2);
    set_int(1, 1, 8);
    set_text(15, "century");
    rows.n++;
    is_int(read_rows("auto", NULL, &a), OK, "no data at all");
    is_int(a.n_buckets, 0, "has no buckets");
    is_int(a.from, FIELD_TIME_NONE, "and no range");
}

static void test_json(void)
{
    const int64_t t[] = { 0, 1 };
    const double v[] = { 1, 2 };
    struct analysis a = { .question = {
                              .interval = "hour", .zone = "UTC", .aggs = AGG_AVG | AGG_COUNT } };
    struct str s = str_new(c.arena, 4096);
    struct json_out w = json_out(&s);
    struct outcome_rows slice;
    struct outcome o;

    head(0, 2 * HOUR, 3, "hour");
    series(7, "m", NULL);
    segment(7, 0, 2 * HOUR, t, v, 2);
    slice = (struct outcome_rows){ .rows = &rows, .end = rows.n };
    is_int(outcome_read(&c, &a, &slice, NULL, &o), OK, "an answer");
    json_open(&w, '{');
    outcome_json_series(&w, &o);
    json_close(&w, '}');
    is_str(str_c(&s),
           "{\"interval\":\"hour\",\"tz\":\"UTC\",\"from\":\"1970-01-01T00:00:00Z\","
           "\"to\":\"1970-01-01T02:00:00Z\",\"series\":[{\"metric\":\"m\",\"labels\":{},"
           "\"t\":[0,3600],\"avg\":[1.5,null],\"count\":[2,0]}]}",
           "as JSON: no data is null, and zero where things are counted");
}

int main(void)
{
    c.arena = arena_new(8 << 20);
    test_points();
    test_clip();
    test_groups();
    test_ties();
    test_percentiles();
    test_digests();
    test_too_many();
    test_limits();
    test_json();
    arena_free(c.arena);
    return done_testing();
}
