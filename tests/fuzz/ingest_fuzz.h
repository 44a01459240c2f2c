/* What the fuzz targets of readers and inference share: a run over bytes, read twice in pieces of
 * different sizes, whose results must not differ. */
#ifndef TESTS_FUZZ_INGEST_FUZZ_H
#define TESTS_FUZZ_INGEST_FUZZ_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "etl/ingest.h"

struct fuzz_input {
    const uint8_t *p;
    size_t left, step;
};

/* Sums that two runs over the same bytes share. */
struct fuzz_outcome {
    enum ingest_error error;
    uint64_t rows, rejects, points, series, bytes_out;
};

static ssize_t fuzz_read(void *arg, void *buf, size_t n)
{
    struct fuzz_input *in = arg;

    n = n < in->left ? n : in->left;
    n = n < in->step ? n : in->step;
    if (n)
        memcpy(buf, in->p, n);
    in->p += n;
    in->left -= n;
    return (ssize_t)n;
}

static inline bool fuzz_resolve(void *arg, const struct ingest_series *const *list, size_t n,
                                int64_t *ids)
{
    int64_t *next = arg;

    for (size_t i = 0; i < n; i++) {
        if (str_utf8_valid(list[i]->metric, strlen(list[i]->metric)) != strlen(list[i]->metric))
            BUG("a metric that is not UTF-8");
        if (!list[i]->metric[0])
            BUG("a metric without a name");
        for (size_t k = 0; k < list[i]->n_labels; k++)
            if (!list[i]->labels[k].value[0] || !list[i]->labels[k].name[0])
                BUG("a label without text");
        ids[i] = ++*next;
    }
    return true;
}

static inline struct copy_buffer *fuzz_sink(void *arg, struct copy_buffer *b)
{
    uint64_t *bytes = arg;

    *bytes += b->len;
    copy_clear(b);
    return b;
}

static inline struct fuzz_outcome fuzz_run(enum file_type type, const uint8_t *data, size_t size,
                                           size_t step)
{
    struct arena *a = arena_new((size_t)512 << 20);
    struct fuzz_input in = { data, size, step };
    struct ingest_limits limits = { .field_bytes = 64,
                                    .record_bytes = 512,
                                    .columns = 8,
                                    .label_values = 4,
                                    .series = 6,
                                    .rejects_kept = 5,
                                    .buffer_bytes = 65536 };
    struct fuzz_outcome out = { 0 };
    int64_t ids = 0;
    struct ingest_job job = { .arena = a,
                              .type = type,
                              .limits = &limits,
                              .read = fuzz_read,
                              .read_arg = &in,
                              .resolve = fuzz_resolve,
                              .resolve_arg = &ids,
                              .sink = { &out.bytes_out, fuzz_sink, fuzz_sink } };
    struct ingest_result res;

    out.error = ingest_run(&job, &res);
    out.rows = res.rows;
    out.rejects = res.rejects;
    out.points = res.points;
    out.series = res.n_series;
    if ((out.error == INGEST_OK) != (res.points > 0 && !res.detail))
        BUG("%s with %llu points", ingest_code(out.error), (unsigned long long)res.points);
    for (size_t i = 0; i < res.n_reject_list; i++)
        if (str_utf8_valid(res.reject_list[i].value, strlen(res.reject_list[i].value)) !=
            strlen(res.reject_list[i].value))
            BUG("a reject whose value is not UTF-8");
    arena_free(a);
    return out;
}

/* Runs twice; what comes out may not depend on how the bytes come in. */
static inline void fuzz_twice(enum file_type type, const uint8_t *data, size_t size)
{
    struct fuzz_outcome once = fuzz_run(type, data, size, (size_t)1 << 20);
    struct fuzz_outcome again = fuzz_run(type, data, size, size % 7 + 1);

    if (memcmp(&once, &again, sizeof(once)))
        BUG("%s %llu %llu %llu read at once, %s %llu %llu %llu in pieces", ingest_code(once.error),
            (unsigned long long)once.rows, (unsigned long long)once.rejects,
            (unsigned long long)once.points, ingest_code(again.error),
            (unsigned long long)again.rows, (unsigned long long)again.rejects,
            (unsigned long long)again.points);
}

#endif
