/* Rates, running sums and moving averages are made here. */
#include "model/transform.h"

#include <math.h>
#include <string.h>

#include "base/ctx.h"
#include "base/str.h"
#include "base/timeutil.h"

#define AVERAGE "movingAverage("

/* The n of "movingAverage(n)", or 0. */
static unsigned buckets_of(const char *text)
{
    size_t prefix = strlen(AVERAGE), digits;
    char number[8] = "";
    int64_t n;

    if (!str_starts(text, AVERAGE))
        return 0;
    digits = strspn(text + prefix, "0123456789");
    if (!digits || digits >= sizeof(number) || strcmp(text + prefix + digits, ")") != 0)
        return 0;
    memcpy(number, text + prefix, digits);
    return str_to_int64(number, &n) && n <= TRANSFORM_BUCKETS_MAX ? (unsigned)n : 0;
}

struct transform transform_read(struct ctx *c, const char *path, const char *text)
{
    struct transform t = { .kind = TRANSFORM_NONE };

    if (strcmp(text, "rate") == 0)
        t.kind = TRANSFORM_RATE;
    else if (strcmp(text, "cumulative") == 0)
        t.kind = TRANSFORM_CUMULATIVE;
    else if ((t.buckets = buckets_of(text)) > 0)
        t.kind = TRANSFORM_AVERAGE;
    else
        ctx_invalid(c, path, "choice",
                    "must be rate, cumulative or movingAverage(n) with n from 1 to %d",
                    TRANSFORM_BUCKETS_MAX);
    return t;
}

static void make_rates(const int64_t *edges, double *values, size_t n)
{
    double before = (double)NAN;
    int64_t since = 0;

    for (size_t i = 0; i < n; i++) {
        double v = values[i];

        if (isnan(v))
            continue;
        values[i] = (v < before ? v : v - before) / ((double)(edges[i] - since) / TIME_SECOND);
        before = v;
        since = edges[i];
    }
}

static void make_sums(double *values, size_t n)
{
    long double sum = 0;
    size_t i = 0;

    while (i < n && isnan(values[i]))
        i++;
    for (; i < n; i++) {
        if (!isnan(values[i]))
            sum += values[i];
        values[i] = (double)sum;
    }
}

struct mean {
    long double sum;
    unsigned n;
};

static void mean_add(struct mean *m, double v)
{
    if (isnan(v))
        return;
    m->sum += v;
    m->n++;
}

/* In blocks as long as the window: a window is the end of one block and the beginning of the next,
 * so nothing is ever subtracted and a huge value leaves no trace behind. tails[k] is what the values
 * from k on of the last block come to. */
static void make_averages(unsigned window, double *values, size_t n)
{
    double block[TRANSFORM_BUCKETS_MAX];
    struct mean tails[TRANSFORM_BUCKETS_MAX + 1] = { 0 }, head = { 0 };

    for (size_t i = 0; i < n; i++) {
        size_t k = i % window;
        struct mean all;

        if (k == 0 && i > 0) {
            head = (struct mean){ 0 };
            tails[window] = head;
            for (unsigned j = window; j-- > 0;) {
                tails[j] = tails[j + 1];
                mean_add(&tails[j], block[j]);
            }
        }
        block[k] = values[i];
        mean_add(&head, values[i]);
        all = (struct mean){ head.sum + tails[k + 1].sum, head.n + tails[k + 1].n };
        values[i] = i + 1 < window || !all.n ? (double)NAN : (double)(all.sum / all.n);
    }
}

void transform_apply(const struct transform *t, const int64_t *edges, double *values, size_t n)
{
    switch (t->kind) {
    case TRANSFORM_NONE:
        break;
    case TRANSFORM_RATE:
        make_rates(edges, values, n);
        break;
    case TRANSFORM_CUMULATIVE:
        make_sums(values, n);
        break;
    case TRANSFORM_AVERAGE:
        make_averages(t->buckets, values, n);
        break;
    }
}
