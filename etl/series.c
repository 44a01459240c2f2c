/* Series are found and made here. */
#include "etl/series.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#define VALUE_ABSENT 0
#define VALUE_OTHER 1
#define VALUE_FIRST 2
#define SET_FOLDED 0 /* every label OTHER_VALUE */
#define FIRST_SLOTS 256

static size_t label_values_cap(const struct series_table *t)
{
    size_t cap = t->limits->label_values, most = UINT16_MAX - VALUE_FIRST;
    return cap < most ? cap : most;
}

static uint64_t hash_set(const struct series_table *t, const uint16_t *values)
{
    uint64_t h = 0;
    for (size_t i = 0; i < t->n_columns; i++)
        h = (h ^ values[i]) * UINT64_C(0x9e3779b97f4a7c15);
    return names_hash(&h, sizeof(h));
}

static uint32_t *set_slot(const struct series_table *t, const uint16_t *values)
{
    for (uint64_t i = hash_set(t, values);; i++) {
        uint32_t *slot = &t->set_slots[i & t->set_mask];
        if (!*slot || !memcmp(t->sets[*slot - 1].values, values, t->n_columns * sizeof(*values)))
            return slot;
    }
}

static void grow_sets(struct series_table *t)
{
    if (t->n_sets == t->set_room) {
        size_t room = t->set_room ? t->set_room * 2 : 16;
        t->sets =
            arena_grow(t->arena, t->sets, t->set_room * sizeof(*t->sets), room * sizeof(*t->sets));
        t->set_room = room;
    }
    if (t->n_sets * 2 < t->set_mask)
        return;
    size_t slots = (t->set_mask + 1) * 4;
    t->set_slots = arena_array(t->arena, uint32_t, slots);
    t->set_mask = slots - 1;
    for (size_t i = 0; i < t->n_sets; i++)
        *set_slot(t, t->sets[i].values) = (uint32_t)i + 1;
}

static uint32_t add_set(struct series_table *t, const uint16_t *values)
{
    grow_sets(t);
    struct label_set *set = &t->sets[t->n_sets];
    memset(set, 0, sizeof(*set));
    memcpy(set->values, values, t->n_columns * sizeof(*values));
    *set_slot(t, values) = (uint32_t)++t->n_sets;
    return (uint32_t)t->n_sets - 1;
}

void series_table_init(struct series_table *t, struct arena *a, const struct ingest_limits *limits,
                       const char *const *names, size_t n)
{
    if (n > SERIES_LABELS_MAX)
        BUG("%zu label columns", n);
    memset(t, 0, sizeof(*t));
    t->arena = a;
    t->limits = limits;
    t->last_metric = -1;
    names_init(&t->metrics, a);
    t->n_columns = n;
    uint16_t folded[SERIES_LABELS_MAX];
    for (size_t i = 0; i < n; i++) {
        t->columns[i].name = names[i];
        names_init(&t->columns[i].values, a);
        folded[i] = VALUE_OTHER;
    }
    t->set_slots = arena_array(a, uint32_t, FIRST_SLOTS);
    t->set_mask = FIRST_SLOTS - 1;
    t->slots = arena_array(a, uint32_t, FIRST_SLOTS);
    t->mask = FIRST_SLOTS - 1;
    add_set(t, folded);
}

int series_metric(struct series_table *t, const char *p, size_t n)
{
    if (t->last_metric >= 0) {
        const struct name *last = &t->metrics.list[t->last_metric];
        if (last->len == n && !memcmp(last->text, p, n))
            return t->last_metric;
    }
    int i = t->metrics.n < t->limits->series ? names_add(&t->metrics, p, n)
                                             : names_find(&t->metrics, p, n);
    if (i < 0)
        return i;
    if ((size_t)i >= t->metric_room) {
        size_t room = t->metric_room ? t->metric_room * 2 : 16;
        t->metric_cache =
            arena_grow(t->arena, t->metric_cache, t->metric_room * sizeof(*t->metric_cache),
                       room * sizeof(*t->metric_cache));
        memset(t->metric_cache + t->metric_room, 0,
               (room - t->metric_room) * sizeof(*t->metric_cache));
        t->metric_room = room;
    }
    t->last_metric = i;
    return i;
}

static uint16_t find_value(struct series_table *t, struct label_column *c, const char *p, size_t n)
{
    if (n == strlen(OTHER_VALUE) && !memcmp(p, OTHER_VALUE, n))
        return VALUE_OTHER;
    int i = n > NAME_BYTES_MAX                  ? -1
            : c->values.n < label_values_cap(t) ? names_add(&c->values, p, n)
                                                : names_find(&c->values, p, n);
    c->folded |= i < 0;
    return i < 0 ? VALUE_OTHER : (uint16_t)(i + VALUE_FIRST);
}

static uint16_t value_number(struct series_table *t, struct label_column *c, struct label_value v)
{
    if (!v.n)
        return VALUE_ABSENT;
    if (c->last && c->last_len == v.n && !memcmp(c->last, v.p, v.n))
        return c->last_value;
    uint16_t value = find_value(t, c, v.p, v.n);
    if (value != VALUE_OTHER) {
        c->last = c->values.list[value - VALUE_FIRST].text;
        c->last_len = v.n;
        c->last_value = value;
    }
    return value;
}

uint32_t series_label_set(struct series_table *t, const struct label_value *values)
{
    uint16_t numbers[SERIES_LABELS_MAX] = { 0 };
    if (!t->n_columns)
        return SET_FOLDED;
    for (size_t i = 0; i < t->n_columns; i++)
        numbers[i] = value_number(t, &t->columns[i], values[i]);
    uint32_t *slot = set_slot(t, numbers);
    if (*slot)
        return *slot - 1;
    if (t->n >= t->limits->series || t->n_sets >= t->limits->series) {
        t->folded = true;
        return SET_FOLDED;
    }
    return add_set(t, numbers);
}

/* ---- Series ---- */

static uint32_t *series_slot(const struct series_table *t, uint32_t metric, uint32_t set)
{
    const uint64_t key = (uint64_t)metric << 32 | set;
    for (uint64_t i = names_hash(&key, sizeof(key));; i++) {
        uint32_t *slot = &t->slots[i & t->mask];
        if (!*slot)
            return slot;
        const struct series *s = t->list[*slot - 1];
        if (s->metric == metric && s->set == set)
            return slot;
    }
}

static void grow_series(struct series_table *t)
{
    if (t->n == t->room) {
        size_t room = t->room ? t->room * 2 : 64;
        t->list =
            arena_grow(t->arena, t->list, t->room * sizeof(*t->list), room * sizeof(*t->list));
        t->room = room;
    }
    if (t->n * 2 < t->mask)
        return;
    size_t slots = (t->mask + 1) * 4;
    t->slots = arena_array(t->arena, uint32_t, slots);
    t->mask = slots - 1;
    for (size_t i = 0; i < t->n; i++)
        *series_slot(t, t->list[i]->metric, t->list[i]->set) = (uint32_t)i + 1;
}

static const char *value_text(const struct label_column *c, uint16_t value)
{
    return value == VALUE_OTHER ? OTHER_VALUE : c->values.list[value - VALUE_FIRST].text;
}

static void make_labels(struct series_table *t, struct label_set *set)
{
    if (set->labels || !t->n_columns)
        return;
    set->labels = arena_array(t->arena, struct ingest_label, t->n_columns);
    for (size_t i = 0; i < t->n_columns; i++)
        if (set->values[i] != VALUE_ABSENT)
            set->labels[set->n_labels++] =
                (struct ingest_label){ t->columns[i].name,
                                       value_text(&t->columns[i], set->values[i]) };
}

static struct series *new_series(struct series_table *t, int metric, uint32_t set)
{
    struct series *s = arena_one(t->arena, struct series);
    s->metric = (uint32_t)metric;
    s->set = set;
    s->ordinal = (uint32_t)t->n;
    s->latest_t = INT64_MIN;
    s->facts.metric = t->metrics.list[metric].text;
    *series_slot(t, s->metric, set) = (uint32_t)t->n + 1;
    t->list[t->n++] = s;
    t->metric_cache[metric].n_series++;
    return s;
}

static struct series *make_series(struct series_table *t, int metric, uint32_t set)
{
    grow_series(t);
    make_labels(t, &t->sets[set]);
    struct series *s = new_series(t, metric, set);
    s->facts.labels = t->sets[set].labels;
    s->facts.n_labels = t->sets[set].n_labels;
    return s;
}

struct series *series_get_slow(struct series_table *t, int metric, uint32_t set)
{
    uint32_t slot = *series_slot(t, (uint32_t)metric, set);
    if (!slot && set != SET_FOLDED && t->n >= t->limits->series) {
        t->folded = true;
        set = SET_FOLDED;
        slot = *series_slot(t, (uint32_t)metric, set);
    }
    /* one folded series a metric may come on top */
    if (!slot && t->n >= 2 * t->limits->series)
        return NULL;
    struct series *s = slot ? t->list[slot - 1] : make_series(t, metric, set);
    t->metric_cache[metric].last_set = s->set;
    t->metric_cache[metric].last_series = s;
    return s;
}

struct series *series_add(struct series_table *t, const char *metric, int64_t id)
{
    int number = series_metric(t, metric, strlen(metric));
    if (number < 0)
        BUG("more metrics than series");
    /* the id tells them apart, so the set may be anything that does */
    grow_series(t);
    struct series *s = new_series(t, number, (uint32_t)t->n);
    s->facts.id = id;
    return s;
}
