/* Decoding of binary COPY rows, for tests. */
#include "tests/unit/etl/collect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lines.h"
#include "base/str.h"

#define PG_EPOCH INT64_C(946684800000000)
#define TEXT_CAP ((size_t)4 << 20)

struct wire {
    const unsigned char *p, *end;
};

static void must(bool good, const char *what)
{
    if (good)
        return;
    printf("Bail out! bad COPY row: %s\n", what);
    exit(1);
}

static uint64_t number(struct wire *w, size_t bytes)
{
    uint64_t v = 0;

    must((size_t)(w->end - w->p) >= bytes, "cut off");
    for (size_t i = 0; i < bytes; i++)
        v = v << 8 | *w->p++;
    return v;
}

static int64_t integer(struct wire *w, size_t bytes)
{
    must(number(w, 4) == bytes, "length of an integer");
    uint64_t v = number(w, bytes);
    return bytes == 2 ? (int16_t)v : bytes == 4 ? (int32_t)v : (int64_t)v;
}

static double real(struct wire *w)
{
    int64_t bits = integer(w, 8);
    double v;

    memcpy(&v, &bits, 8);
    return v;
}

static int64_t when(struct wire *w)
{
    return integer(w, 8) + PG_EPOCH;
}

static void begin_row(struct wire *w, unsigned fields)
{
    must(number(w, 2) == fields, "fields of a row");
    must(number(w, 4) == 16, "length of a uuid");
    must(w->end - w->p >= 16 && !memcmp(w->p, COLLECT_TENANT, 16), "tenant");
    w->p += 16;
}

/* The array's n elements as 64-bit words, the first at `out`, the next `stride` bytes on. */
static size_t words(struct wire *w, uint32_t oid, void *out, size_t stride, size_t n, int64_t add)
{
    uint64_t length = number(w, 4);

    must(number(w, 4) == 1 && number(w, 4) == 0 && number(w, 4) == oid, "head of an array");
    size_t dim = number(w, 4);
    must(number(w, 4) == 1 && length == 20 + 12 * dim && (!n || dim == n), "size of an array");
    if (!out) {
        w->p -= 24;
        return dim;
    }
    for (size_t i = 0; i < dim; i++) {
        int64_t v = integer(w, 8) + add;

        memcpy((char *)out + i * stride, &v, 8);
    }
    return dim;
}

static void lines(struct wire *w, void *out, size_t stride, size_t n)
{
    const size_t length = number(w, 4);
    must((size_t)(w->end - w->p) >= length, "cut off");
    struct lines l = lines_open(w->p, (int)length);

    for (size_t i = 0; i < n; i++) {
        int64_t line = lines_next(&l);

        memcpy((char *)out + i * stride, &line, 8);
    }
    must(l.p == l.end && !l.left, "more lines than points");
    w->p += length;
}

static struct copy_buffer *accept_buffer(struct collect *c, struct copy_buffer *b)
{
    if (c->refuse_after && ++c->buffers > c->refuse_after) {
        copy_buffer_free(b);
        return NULL;
    }
    copy_clear(b);
    return b;
}

static struct copy_buffer *take_segments(void *arg, struct copy_buffer *b)
{
    struct collect *c = arg;
    struct wire w = { b->data, b->data + b->len };

    for (size_t i = 0; i < b->rows; i++) {
        struct collected_segment s = { 0 };

        begin_row(&w, 17);
        s.series = integer(&w, 8);
        must(integer(&w, 8) == COLLECT_PART, "part");
        s.seq = (int)integer(&w, 4);
        s.t0 = when(&w);
        s.t1 = when(&w);
        s.n = integer(&w, 4);
        s.sum = real(&w);
        s.min = real(&w);
        s.max = real(&w);
        s.first = real(&w);
        s.last = real(&w);
        s.points = arena_array(c->arena, struct point, (size_t)s.n);
        words(&w, 1184, &s.points[0].t, sizeof(struct point), (size_t)s.n, PG_EPOCH);
        words(&w, 701, &s.points[0].v, sizeof(struct point), (size_t)s.n, 0);
        lines(&w, &s.points[0].line, sizeof(struct point), (size_t)s.n);
        must(integer(&w, 8) == s.points[0].line, "the first line");
        must(integer(&w, 8) == s.points[s.n - 1].line, "the last line");
        vec_push(&c->segments, s);
    }
    must(w.p == w.end, "bytes behind the last row");
    return accept_buffer(c, b);
}

static struct copy_buffer *take_chunks(void *arg, struct copy_buffer *b)
{
    struct collect *c = arg;
    struct wire w = { b->data, b->data + b->len };
    const size_t size = sizeof(struct bucket);

    for (size_t i = 0; i < b->rows; i++) {
        struct collected_chunk k = { 0 };

        begin_row(&w, 18);
        k.series = integer(&w, 8);
        must(integer(&w, 8) == COLLECT_PART, "part");
        k.level = (int)integer(&w, 2);
        k.seq = (int)integer(&w, 4);
        k.t0 = when(&w);
        k.t1 = when(&w);
        k.n = words(&w, 1184, NULL, 0, 0, 0);
        k.buckets = arena_array(c->arena, struct bucket, k.n);
        words(&w, 1184, &k.buckets->t, size, k.n, PG_EPOCH);
        words(&w, 20, &k.buckets->n, size, k.n, 0);
        words(&w, 701, &k.buckets->sum, size, k.n, 0);
        words(&w, 701, &k.buckets->min, size, k.n, 0);
        words(&w, 701, &k.buckets->max, size, k.n, 0);
        words(&w, 701, &k.buckets->first, size, k.n, 0);
        words(&w, 701, &k.buckets->last, size, k.n, 0);
        words(&w, 1184, &k.buckets->first_t, size, k.n, PG_EPOCH);
        words(&w, 1184, &k.buckets->last_t, size, k.n, PG_EPOCH);
        lines(&w, &k.buckets->first_line, size, k.n);
        lines(&w, &k.buckets->last_line, size, k.n);
        vec_push(&c->chunks, k);
    }
    must(w.p == w.end, "bytes behind the last row");
    return accept_buffer(c, b);
}

static struct copy_buffer *take_digests(void *arg, struct copy_buffer *b)
{
    struct collect *c = arg;
    struct wire w = { b->data, b->data + b->len };

    for (size_t i = 0; i < b->rows; i++) {
        struct collected_digest *d = arena_one(c->arena, struct collected_digest);
        int64_t t;

        begin_row(&w, 9);
        d->series = integer(&w, 8);
        must(integer(&w, 8) == COLLECT_PART, "part");
        d->level = (int)integer(&w, 2);
        d->seq = (int)integer(&w, 4);
        d->t = when(&w);
        must(when(&w) == d->t && words(&w, 1184, &t, 8, 1, PG_EPOCH) == 1 && t == d->t, "time");
        const size_t length = number(&w, 4);
        const uint8_t *p = w.p;
        d->n = digest_unpack(&p, w.end, d->list);
        must(p == w.p + length, "length of a digest");
        w.p = p;
        vec_push(&c->digests, d);
    }
    must(w.p == w.end, "bytes behind the last row");
    return accept_buffer(c, b);
}

static ssize_t read_text(void *arg, void *buf, size_t n)
{
    struct collect *c = arg;

    if (!c->left)
        return c->read_fails ? -1 : 0;
    n = n < c->left ? n : c->left;
    n = c->read_max && n > c->read_max ? c->read_max : n;
    memcpy(buf, c->text, n);
    c->text += n;
    c->left -= n;
    return (ssize_t)n;
}

static bool rewind_text(void *arg)
{
    struct collect *c = arg;

    c->rewinds++;
    c->text = c->whole;
    c->left = c->n_whole;
    return true;
}

static bool give_ids(void *arg, const struct ingest_series *const *list, size_t n, int64_t *ids)
{
    struct collect *c = arg;

    c->questions++;
    for (size_t i = 0; i < n; i++)
        ids[i] = list[i]->metric ? ++c->ids : 0;
    return true;
}

void collect_init(struct collect *c, struct arena *a)
{
    memset(c, 0, sizeof(*c));
    c->arena = a;
    vec_init(&c->segments, a);
    vec_init(&c->chunks, a);
    vec_init(&c->digests, a);
}

struct ingest_job collect_job(struct collect *c)
{
    struct ingest_job job = { .arena = c->arena,
                              .mapping = c->mapping,
                              .limits = &c->limits,
                              .part_id = COLLECT_PART,
                              .ingest_time = COLLECT_NOW,
                              .read = read_text,
                              .read_arg = c,
                              .rewind = c->cannot_rewind ? NULL : rewind_text,
                              .resolve = give_ids,
                              .resolve_arg = c,
                              .cancel = &c->cancel,
                              .sink = { .arg = c,
                                        .write_segment_rows = take_segments,
                                        .write_rollup_rows = take_chunks,
                                        .write_digest_rows = take_digests } };

    memcpy(job.tenant_id, COLLECT_TENANT, 16);
    return job;
}

enum ingest_error collect_run_bytes(struct collect *c, enum file_type type, const char *p, size_t n)
{
    struct ingest_job job = collect_job(c);

    job.type = type;
    c->text = c->whole = p;
    c->left = c->n_whole = n;
    return ingest_run(&job, &c->res);
}

enum ingest_error collect_run(struct collect *c, enum file_type type, const char *text)
{
    return collect_run_bytes(c, type, text, strlen(text));
}

struct placed {
    struct point point;
    int seq;
    size_t at;
};

static int in_order(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    if (x->point.t != y->point.t)
        return x->point.t < y->point.t ? -1 : 1;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

struct point *collect_points(struct collect *c, int64_t series, size_t *n_r)
{
    VEC(struct placed) all;

    vec_init(&all, c->arena);
    for (size_t i = 0; i < c->segments.len; i++) {
        const struct collected_segment *s = &c->segments.data[i];

        for (size_t k = 0; s->series == series && k < (size_t)s->n; k++)
            vec_push(&all, ((struct placed){ s->points[k], s->seq, k }));
    }
    if (all.len)
        qsort(all.data, all.len, sizeof(*all.data), in_order);
    struct point *p = arena_array(c->arena, struct point, all.len + 1);
    for (size_t i = 0; i < all.len; i++)
        p[i] = all.data[i].point;
    *n_r = all.len;
    return p;
}

const char *collect_text(struct collect *c)
{
    struct str s = str_new(c->arena, TEXT_CAP);

    for (size_t i = 0; i < c->res.n_series; i++) {
        const struct ingest_series *one = c->res.series[i];
        size_t n;

        str_printf(&s, "%s%s", i ? "; " : "", one->metric);
        for (size_t k = 0; k < one->n_labels; k++)
            str_printf(&s, "%s%s=%s%s", k ? "," : "{", one->labels[k].name, one->labels[k].value,
                       k + 1 == one->n_labels ? "}" : "");
        str_adds(&s, ":");
        const struct point *p = collect_points(c, one->id, &n);
        for (size_t k = 0; k < n; k++)
            if (p[k].t == COLLECT_NOW)
                str_printf(&s, " now=%.17g", p[k].v);
            else
                str_printf(&s, " %lld=%.17g", (long long)(p[k].t / 1000000), p[k].v);
    }
    return str_c(&s);
}

const char *collect_rejects(struct collect *c)
{
    struct str s = str_new(c->arena, TEXT_CAP);

    for (size_t i = 0; i < c->res.n_reject_list; i++) {
        const struct reject *r = &c->res.reject_list[i];

        str_printf(&s, "%s%llu [%s] [%s] %s", i ? "; " : "", (unsigned long long)r->line, r->column,
                   r->value, reject_code(r->reason));
    }
    return str_c(&s);
}
