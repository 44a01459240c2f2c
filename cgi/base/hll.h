/* Sketches of how many different things were seen: HyperLogLogs of 4,096 registers.
 *
 * Source: P. Flajolet, É. Fusy, O. Gandouet, F. Meunier, "HyperLogLog: the analysis of a near-optimal
 * cardinality estimation algorithm" (2007); the estimate, good from one thing on without tables, is
 * that of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches",
 * arXiv:1702.01284. The standard error is 1.6 %.
 *
 *     struct hll h = { 0 };
 *     hll_add(&h, hash);                            // 64 bits, all of them good
 *     hll_merge(&h, packed, len);                   // one that was packed before
 *     users = hll_count(&h);
 *
 * Packed: a sketch of few things is 1 and three bytes (index and rank) for each register in use, one
 * of many is 2 and six bits for each register.
 */
#ifndef BASE_HLL_H
#define BASE_HLL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HLL_BITS 12
#define HLL_REGISTERS (1 << HLL_BITS)
#define HLL_ROOM (1 + HLL_REGISTERS * 6 / 8) /* bytes of a packed one at most */

struct hll {
    uint8_t rank[HLL_REGISTERS];
};

/* Whether the sketch is another one now. */
bool hll_add(struct hll *h, uint64_t hash);

/* Adds all that a packed sketch has seen. What is no sketch is a BUG. */
void hll_merge(struct hll *h, const uint8_t *packed, size_t n);

/* How many different things were seen, about. */
double hll_count(const struct hll *h);

/* Packs into HLL_ROOM bytes; how many it took. */
size_t hll_pack(uint8_t *out, const struct hll *h);

#endif
