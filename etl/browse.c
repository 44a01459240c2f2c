/* Rows of a file are picked out here. */
#include "etl/browse.h"

#include <string.h>

#include "base/arena.h"
#include "base/timeutil.h"
#include "etl/infer.h"

#define FILE_CAP ((size_t)256 << 20)

void browse_init(struct browse *b, struct arena *a, const struct ingest_limits *limits,
                 uint64_t offset, size_t want, int64_t deadline)
{
    memset(b, 0, sizeof(*b));
    b->arena = a;
    b->limits = ingest_limits_full(limits);
    b->skip = offset;
    b->want = want;
    b->deadline = deadline;
    names_init(&b->header, a);
    vec_init(&b->rows, a);
}

bool browse_goes_on(const struct browse *b)
{
    return !b->more && !b->late;
}

static bool in_time(void *arg)
{
    const struct browse *b = arg;
    return time_mono() < b->deadline;
}

/* At most BROWSE_CELL_MAX bytes, cut between characters. */
static const char *copy_cell(struct browse *b, const struct cell *c)
{
    size_t n = c->n;
    if (c->kind == CELL_ABSENT)
        return NULL;
    if (n > BROWSE_CELL_MAX)
        for (n = BROWSE_CELL_MAX; n && ((unsigned char)c->p[n] & 0xc0) == 0x80;)
            n--;
    b->bytes += n;
    return arena_strndup(b->arena, c->p, n);
}

/* Columns of the file at hand, as far as they are known, under the header's names. */
static void take_columns(struct browse *b, const struct reader *r)
{
    for (size_t i = 0; i < r->columns.n; i++)
        names_add(&b->header, r->columns.list[i].text, r->columns.list[i].len);
}

static void take_row(struct browse *b, const struct reader *r)
{
    struct browse_row row = { .line = r->row.line };
    take_columns(b, r);
    row.n = b->header.n;
    row.cells = arena_array(b->arena, const char *, row.n);
    for (size_t i = 0; i < r->row.n && i < r->columns.n; i++) {
        const struct name *name = &r->columns.list[i];
        row.cells[names_find(&b->header, name->text, name->len)] = copy_cell(b, &r->row.cells[i]);
    }
    vec_push(&b->rows, row);
    b->want = b->bytes < BROWSE_BYTES_MAX ? b->want - 1 : 0;
}

static void take_rows(struct browse *b, struct reader *r)
{
    while (!b->more && reader_next(r)) {
        if (b->skip)
            b->skip--;
        else if (b->want)
            take_row(b, r);
        else
            b->more = true;
    }
}

enum ingest_error browse_file(struct browse *b, enum file_type type,
                              const struct ingest_mapping *mapping,
                              ssize_t (*read)(void *arg, void *buf, size_t n), void *arg,
                              const char **detail_r)
{
    struct arena *a = arena_new(FILE_CAP);
    struct input *in = arena_one(a, struct input);
    struct sample given = { .type = type, .mapping = mapping, .limits = &b->limits };
    struct ingest_plan plan = { 0 };
    struct rejects rejects;

    rejects_init(&rejects, a, 0);
    input_init(in, a, b->limits.record_bytes, read, arg);
    in->inflated_most = b->limits.inflated_bytes;
    in->on_block = in_time;
    in->on_block_arg = b;
    enum ingest_error e = plan_of_input(a, in, &given, &plan, detail_r);
    /* what cannot be taken for points can be looked at all the same */
    if (plan.n_columns) {
        struct reader *r = infer_reader(a, type, &plan, mapping, in, &rejects, &b->limits);
        take_columns(b, r);
        if (!r->error)
            take_rows(b, r);
        e = b->more ? INGEST_OK : input_problem(in, detail_r);
        if (e == INGEST_OK && r->error && !b->more) {
            e = r->error;
            *detail_r = arena_strdup(b->arena, r->detail);
        }
    }
    if (e && *detail_r)
        *detail_r = arena_strdup(b->arena, *detail_r);
    b->late = in->stopped;
    arena_free(a);
    return b->late ? INGEST_OK : e;
}
