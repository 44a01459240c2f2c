/* Different things are counted here, about. */
#include "base/hll.h"

#include <math.h>

#include "base/err.h"

#define REST_BITS (64 - HLL_BITS)
#define RANKS (REST_BITS + 2)
#define ENTRY 3 /* bytes of a register in a sketch of few things */
#define FEW ((HLL_ROOM - 1) / ENTRY)

enum form { FORM_FEW = 1, FORM_ALL = 2 };

static bool raise(struct hll *h, unsigned index, unsigned rank)
{
    if (h->rank[index] >= rank)
        return false;
    h->rank[index] = (uint8_t)rank;
    return true;
}

bool hll_add(struct hll *h, uint64_t hash)
{
    /* the one behind the rest ends the zeros */
    uint64_t rest = hash << HLL_BITS | UINT64_C(1) << (HLL_BITS - 1);

    return raise(h, (unsigned)(hash >> REST_BITS), (unsigned)__builtin_clzll(rest) + 1);
}

/* ---- The estimate ---- */

/* What registers say that are still empty; x is their share. */
static double sigma(double x)
{
    double y = 1, z = x, before;

    if (x == 1)
        return INFINITY;
    do {
        x *= x;
        before = z;
        z += x * y;
        y += y;
    } while (z != before);
    return z;
}

/* What registers say that are full; x is the share of the others. */
static double tau(double x)
{
    double y = 1, z = 1 - x, before;

    if (x == 0 || x == 1)
        return 0;
    do {
        x = sqrt(x);
        before = z;
        y *= 0.5;
        z -= (1 - x) * (1 - x) * y;
    } while (z != before);
    return z / 3;
}

double hll_count(const struct hll *h)
{
    const double m = HLL_REGISTERS;
    unsigned counts[RANKS] = { 0 };
    double z;

    for (unsigned i = 0; i < HLL_REGISTERS; i++)
        counts[h->rank[i]]++;
    z = m * tau(1 - counts[RANKS - 1] / m);
    for (unsigned rank = RANKS - 2; rank > 0; rank--)
        z = 0.5 * (z + counts[rank]);
    return m * m / (2 * M_LN2) / (z + m * sigma(counts[0] / m));
}

/* ---- Packed ---- */

static size_t pack_few(uint8_t *out, const struct hll *h)
{
    size_t n = 0;

    out[n++] = FORM_FEW;
    for (unsigned i = 0; i < HLL_REGISTERS; i++) {
        if (!h->rank[i])
            continue;
        out[n++] = (uint8_t)(i >> 8);
        out[n++] = (uint8_t)i;
        out[n++] = h->rank[i];
    }
    return n;
}

/* Four registers to three bytes. */
static size_t pack_all(uint8_t *out, const struct hll *h)
{
    size_t n = 0;

    out[n++] = FORM_ALL;
    for (unsigned i = 0; i < HLL_REGISTERS; i += 4) {
        const uint8_t *r = h->rank + i;
        uint32_t bits = (uint32_t)r[0] << 18 | (uint32_t)r[1] << 12 | (uint32_t)r[2] << 6 | r[3];

        out[n++] = (uint8_t)(bits >> 16);
        out[n++] = (uint8_t)(bits >> 8);
        out[n++] = (uint8_t)bits;
    }
    return n;
}

size_t hll_pack(uint8_t *out, const struct hll *h)
{
    size_t used = 0;

    for (unsigned i = 0; i < HLL_REGISTERS; i++)
        used += h->rank[i] != 0;
    return used < FEW ? pack_few(out, h) : pack_all(out, h);
}

static void check_register(unsigned index, unsigned rank)
{
    if (index >= HLL_REGISTERS || rank >= RANKS)
        BUG("a sketch with register %u of rank %u", index, rank);
}

static void merge_few(struct hll *h, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i + ENTRY <= n; i += ENTRY) {
        unsigned index = (unsigned)p[i] << 8 | p[i + 1], rank = p[i + 2];

        check_register(index, rank);
        (void)raise(h, index, rank);
    }
}

static void merge_all(struct hll *h, const uint8_t *p)
{
    for (unsigned i = 0; i < HLL_REGISTERS; i++) {
        const uint8_t *b = p + i / 4 * 3;
        uint32_t bits = (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];
        unsigned rank = bits >> (18 - i % 4 * 6) & 63;

        check_register(i, rank);
        (void)raise(h, i, rank);
    }
}

void hll_merge(struct hll *h, const uint8_t *packed, size_t n)
{
    if (n > 0 && packed[0] == FORM_FEW && (n - 1) % ENTRY == 0)
        merge_few(h, packed + 1, n - 1);
    else if (n == HLL_ROOM && packed[0] == FORM_ALL)
        merge_all(h, packed + 1);
    else
        BUG("%zu bytes that are no sketch", n);
}
