/* Counting requests against their limits happens here. */
#include "web/rate.h"

#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

#include "base/err.h"
#include "base/timeutil.h"

#define SLOTS 16384
#define COUNT_BITS 20
#define COUNT_MASK ((UINT64_C(1) << COUNT_BITS) - 1)

/* A slot holds the tag of its key and window above, the count below. */
static _Atomic uint64_t *slots;

void rate_init(void)
{
    void *p = mmap(NULL, SLOTS * sizeof(*slots), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                   -1, 0);

    if (p == MAP_FAILED)
        BUG("no shared memory for the limits");
    slots = p;
}

/* The finalizer of MurmurHash3 (public domain, Austin Appleby). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 33)) * UINT64_C(0xff51afd7ed558ccd);
    x = (x ^ (x >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
    return x ^ (x >> 33);
}

bool rate_allow(uint64_t key, unsigned seconds, int64_t limit, unsigned *wait_r)
{
    int64_t now = time_now() / TIME_SECOND;
    uint64_t window = (uint64_t)(now / seconds);
    _Atomic uint64_t *slot = &slots[mix(key ^ seconds) % SLOTS];
    uint64_t tag = mix(key ^ mix(window ^ ((uint64_t)seconds << 48))) & ~COUNT_MASK;
    uint64_t old = atomic_load_explicit(slot, memory_order_relaxed), new;

    if (limit <= 0)
        return true;
    do {
        uint64_t count = (old & ~COUNT_MASK) == tag ? old & COUNT_MASK : 0;

        if (count >= (uint64_t)limit || count == COUNT_MASK) {
            *wait_r = seconds - (unsigned)(now % seconds);
            return false;
        }
        new = tag | (count + 1);
    } while (!atomic_compare_exchange_weak_explicit(slot, &old, new, memory_order_relaxed,
                                                    memory_order_relaxed));
    return true;
}
