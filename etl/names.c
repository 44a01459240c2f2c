/* Names get their numbers here, by an open hash table. */
#include "etl/names.h"

#include <pthread.h>
#include <string.h>
#include <sys/random.h>

#include "base/arena.h"
#include "base/err.h"

#define FIRST_SLOTS 64

static uint64_t seed;

static void make_seed(void)
{
    if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
        BUG("getrandom failed");
}

/* Both halves of the product: every bit of the input reaches every bit of the result. */
static inline uint64_t mix(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Up to seven bytes as one word; loads of fixed size overlap. */
static inline uint64_t tail(const unsigned char *p, size_t n)
{
    uint32_t a = 0, b = 0;
    if (n >= 4) {
        memcpy(&a, p, 4);
        memcpy(&b, p + n - 4, 4);
        return (uint64_t)a << 32 | b;
    }
    return n ? (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1] : 0;
}

uint64_t names_hash(const void *p, size_t n)
{
    const unsigned char *in = p;
    uint64_t h = seed ^ n, word = 0;
    for (; n >= 8; n -= 8, in += 8) {
        memcpy(&word, in, 8);
        h = mix(h ^ word, UINT64_C(0x9e3779b97f4a7c15));
    }
    return mix(h ^ tail(in, n), UINT64_C(0xa0761d6478bd642f) ^ seed);
}

void names_init(struct names *s, struct arena *a)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_seed);
    memset(s, 0, sizeof(*s));
    s->arena = a;
    s->slots = arena_array(a, uint32_t, FIRST_SLOTS);
    s->mask = FIRST_SLOTS - 1;
}

/* The slot that holds the name, or the free one where it belongs. */
static uint32_t *find_slot(const struct names *s, const char *p, size_t n, uint32_t hash)
{
    for (size_t i = hash;; i++) {
        uint32_t *slot = &s->slots[i & s->mask];
        if (!*slot)
            return slot;
        const struct name *have = &s->list[*slot - 1];
        if (have->hash == hash && have->len == n && !memcmp(have->text, p, n))
            return slot;
    }
}

static void grow_slots(struct names *s)
{
    size_t room = (s->mask + 1) * 4;
    s->slots = arena_array(s->arena, uint32_t, room);
    s->mask = room - 1;
    for (size_t i = 0; i < s->n; i++)
        *find_slot(s, s->list[i].text, s->list[i].len, s->list[i].hash) = (uint32_t)i + 1;
}

int names_find(const struct names *s, const char *p, size_t n)
{
    return (int)*find_slot(s, p, n, (uint32_t)names_hash(p, n)) - 1;
}

int names_add(struct names *s, const char *p, size_t n)
{
    uint32_t hash = (uint32_t)names_hash(p, n);
    uint32_t *slot = find_slot(s, p, n, hash);
    if (*slot)
        return (int)*slot - 1;
    if (s->n == s->room) {
        size_t room = s->room ? s->room * 2 : 16;
        s->list =
            arena_grow(s->arena, s->list, s->room * sizeof(*s->list), room * sizeof(*s->list));
        s->room = room;
    }
    s->list[s->n] =
        (struct name){ .text = arena_strndup(s->arena, p, n), .len = (uint32_t)n, .hash = hash };
    *slot = (uint32_t)++s->n;
    if (s->n * 2 > s->mask)
        grow_slots(s);
    return (int)s->n - 1;
}
