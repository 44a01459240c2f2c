/* Digests are made, packed and asked here. */
#include "base/digest.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/varint.h"

static int by_mean(const void *pa, const void *pb)
{
    const struct centroid *a = pa, *b = pb;

    return (a->mean > b->mean) - (a->mean < b->mean);
}

void digest_sort(struct centroid *list, size_t n)
{
    qsort(list, n, sizeof(*list), by_mean);
}

/* ---- Merging ---- */

/* The quantile one step of the scale function beyond q: with the angle asin(2q - 1) and the step d,
 * (sin(angle + d) + 1) / 2, by the sum formula. */
static double next_limit(double q)
{
    static const double cos_step = 0.99950656036573160, sin_step = 0.03141075907812829;
    double x = 2 * q - 1;

    return x >= cos_step ? 1 : (x * cos_step + sqrt(1 - x * x) * sin_step + 1) / 2;
}

static void join(struct centroid *into, const struct centroid *c)
{
    double weight = into->weight + c->weight;

    /* not by a product, which may be beyond all numbers */
    into->mean += (c->mean - into->mean) * (c->weight / weight);
    if (!isfinite(into->mean)) /* the difference was */
        into->mean = c->mean;
    into->weight = weight;
}

size_t digest_compress(struct centroid *list, size_t n)
{
    double total = 0, before = 0, limit;
    size_t made = 0;

    for (size_t i = 0; i < n; i++)
        total += list[i].weight;
    limit = next_limit(0) * total;
    for (size_t i = 1; i < n; i++) {
        bool at_the_ends = made == 0 || i == n - 1;

        if (!at_the_ends && before + list[made].weight + list[i].weight <= limit) {
            join(&list[made], &list[i]);
            continue;
        }
        before += list[made].weight;
        limit = next_limit(before / total) * total;
        list[++made] = list[i];
    }
    return n ? made + 1 : 0;
}

/* ---- Asking ---- */

static double between(double a, double b, double part)
{
    double difference = b - a;

    return isfinite(difference) ? a + difference * part : a * (1 - part) + b * part;
}

double digest_quantile(const struct centroid *sorted, size_t n, double q)
{
    double total = 0, before = 0, middle = 0;

    for (size_t i = 0; i < n; i++)
        total += sorted[i].weight;
    const double rank = q * (total - 1);
    for (size_t i = 0; i < n; i++) {
        double last = middle;

        middle = before + (sorted[i].weight - 1) / 2;
        if (rank <= middle)
            return i == 0 || rank >= middle ? sorted[i].mean
                                            : between(sorted[i - 1].mean, sorted[i].mean,
                                                      (rank - last) / (middle - last));
        before += sorted[i].weight;
    }
    return sorted[n - 1].mean;
}

static void swap(double *a, double *b)
{
    double x = *a;

    *a = *b;
    *b = x;
}

static double middle_of(double a, double b, double c)
{
    return a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
}

/* Moves the value of rank k to its place, all before it not greater, all behind it not less.
 * Sources: C. A. R. Hoare, "Algorithm 65: Find", CACM 4 (1961); E. W. Dijkstra's partition in three,
 * for many equal values. */
static void put_in_place(double *v, size_t n, size_t k)
{
    size_t left = 0, right = n - 1;

    while (left < right) {
        const double pivot = middle_of(v[left], v[left + (right - left) / 2], v[right]);
        size_t less = left, i = left, more = right + 1;

        while (i < more)
            if (v[i] < pivot)
                swap(&v[less++], &v[i++]);
            else if (v[i] > pivot)
                swap(&v[i], &v[--more]);
            else
                i++;
        if (k < less)
            right = less - 1;
        else if (k >= more)
            left = more;
        else
            return;
    }
}

double values_quantile(double *values, size_t n, double q)
{
    const double rank = q * (double)(n - 1);
    const size_t low = (size_t)rank;
    double next;

    put_in_place(values, n, low);
    if (low + 1 >= n)
        return values[low];
    next = values[low + 1];
    for (size_t i = low + 2; i < n; i++)
        next = values[i] < next ? values[i] : next;
    return between(values[low], next, rank - (double)low);
}

/* ---- Packing ---- */

size_t digest_pack(uint8_t *out, const struct centroid *list, size_t n)
{
    uint8_t *p = varint_put(out, n);

    for (size_t i = 0; i < n; i++) {
        uint64_t bits;

        p = varint_put(p, (uint64_t)list[i].weight);
        memcpy(&bits, &list[i].mean, sizeof(bits));
        for (unsigned k = 0; k < 8; k++)
            *p++ = (uint8_t)(bits >> (8 * k));
    }
    return (size_t)(p - out);
}

size_t digest_unpack(const uint8_t **p, const uint8_t *end, struct centroid *list)
{
    const uint64_t n = varint_get(p, end);

    if (n > DIGEST_MAX)
        BUG("a digest of %llu centroids", (unsigned long long)n);
    for (uint64_t i = 0; i < n; i++) {
        uint64_t weight = varint_get(p, end), bits = 0;

        if (end - *p < 8)
            BUG("a digest is cut off");
        for (unsigned k = 0; k < 8; k++)
            bits |= (uint64_t) * (*p)++ << (8 * k);
        if (!list)
            continue;
        list[i].weight = (double)weight;
        memcpy(&list[i].mean, &bits, sizeof(bits));
    }
    return n;
}
