/* Tests of etl/decide: what the beginning of a file leaves open, the rest of it decides. */
#include "etl/decide.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "tests/unit/etl/collect.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)256 << 20)
#define MANY 9000 /* rows, so that the sample ends before the last ones */

struct file {
    const char *name, *row, *last; /* MANY times `row`, then `last` */
    const char *format, *note;     /* of the plan; its only note, or "" */
    const char *first, *value;     /* of the points by time; "-" */
    uint64_t rejects;
    bool cannot_rewind, passes_twice;
};

static const struct file files[] = {
    { "the day stands first, as the last row says", "2/3/2024,1.5\n", "13/3/2024,2.5\n", "%d/%m/%Y",
      "", "2024-03-02T00:00:00Z", "1.5", 0, false, true },
    { "the month stands first", "2/3/2024,1.5\n", "3/13/2024,2.5\n", "%m/%d/%Y", "",
      "2024-02-03T00:00:00Z", "1.5", 0, false, true },
    { "nothing says which", "2/3/2024,1.5\n", "3/3/2024,2.5\n", "%m/%d/%Y", "date_order_ambiguous",
      "2024-02-03T00:00:00Z", "1.5", 0, false, true },
    { "the file cannot be begun again", "2/3/2024,1.5\n", "13/3/2024,2.5\n", "%m/%d/%Y",
      "date_order_ambiguous", "2024-02-03T00:00:00Z", "1.5", 1, true, false },
    { "the sample says which", "2/13/2024,1.5\n", "3/3/2024,2.5\n", "%m/%d/%Y", "",
      "2024-02-13T00:00:00Z", "1.5", 0, false, false },
    { "a clock behind the date", "2-3-2024 7:30,1.5\n", "3-13-2024 7:31,2.5\n", "%m-%d-%Y %H:%M",
      "", "2024-02-03T07:30:00Z", "1.5", 0, false, true },
    { "the comma is a decimal sign", "2024-01-01,\"1,500\"\n", "2024-01-02,\"1,5\"\n", "%Y-%m-%d",
      "", "2024-01-01T00:00:00Z", "1.5", 0, false, true },
    { "the comma divides thousands", "2024-01-01,\"1,500\"\n", "2024-01-02,\"1,500.5\"\n",
      "%Y-%m-%d", "", "2024-01-01T00:00:00Z", "1500", 0, false, true },
    { "nothing says what the comma is", "2024-01-01,\"1,500\"\n", "2024-01-02,\"2,500\"\n",
      "%Y-%m-%d", "decimal_ambiguous", "2024-01-01T00:00:00Z", "1500", 0, false, true },
};

static void check(struct arena *a, const struct file *f)
{
    struct collect c;
    struct str s = str_new(a, 4 << 20);
    char first[TIME_TEXT_MAX] = "-", value[32] = "-";
    size_t n = 0;

    str_adds(&s, "date,a\n");
    for (int i = 0; i < MANY; i++)
        str_adds(&s, f->row);
    str_adds(&s, f->last);
    collect_init(&c, a);
    c.cannot_rewind = f->cannot_rewind;
    is_int(collect_run_bytes(&c, FILE_CSV, s.data, s.len), INGEST_OK, "%s: is read", f->name);
    is_str(c.res.plan.time_format, f->format, "%s: the format", f->name);
    is_str(c.res.plan.n_notes ? c.res.plan.notes[0].code : "", f->note, "%s: the note", f->name);
    is_int(c.rewinds, f->passes_twice, "%s: is read twice where it must", f->name);
    is_int(c.res.rejects, f->rejects, "%s: rejects", f->name);
    is_int(c.res.rows, MANY + 1 - f->rejects, "%s: rows", f->name);
    const struct point *p = collect_points(&c, 1, &n);
    if (n) {
        time_format(first, p[0].t);
        str_from_double(value, p[0].v);
    }
    is_str(first, f->first, "%s: the first time", f->name);
    is_str(value, f->value, "%s: its value", f->name);
}

int main(void)
{
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        struct arena *a = arena_new(ARENA_CAP);

        check(a, &files[i]);
        arena_free(a);
    }
    return done_testing();
}
