/* Columns of analytics.read() are read here. */
#include "model/answer_rows.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/db.h"
#include "model/grid.h"

const void *read_bytes(const struct merge *m, int row, enum read_column column, int *len_r)
{
    return db_bytes(m->rows, row, m->column + (int)column, len_r);
}

int read_kind(const struct merge *m, int row)
{
    const uint8_t *p = read_bytes(m, row, C_LEVEL, NULL);

    return (int16_t)(p[0] << 8 | p[1]);
}

int64_t read_int(const struct merge *m, int row, enum read_column column)
{
    int len;
    const void *p = read_bytes(m, row, column, &len);

    if (!p)
        return 0;
    return len == 4 ? (int32_t)points_be32(p) : (int64_t)points_be64(p);
}

int64_t read_time(const struct merge *m, int row, enum read_column column)
{
    const void *p = read_bytes(m, row, column, NULL);

    return p ? (int64_t)points_be64(p) + POINTS_EPOCH : FIELD_TIME_NONE;
}

const char *read_text(const struct merge *m, int row, enum read_column column)
{
    int len;
    const char *p = read_bytes(m, row, column, &len);

    return p ? arena_strndup(m->c->arena, p, (size_t)len) : NULL;
}

struct points read_array(const struct merge *m, int row, enum read_column column)
{
    int len;
    const void *p = read_bytes(m, row, column, &len);

    return points_open(p, p ? len : 0);
}

struct answer_series *read_series(const struct merge *m, int row)
{
    const int64_t id = read_int(m, row, C_SERIES);
    size_t low = 0, high = m->n_members;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (m->members[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == m->n_members || m->members[low].id != id)
        BUG("rows of series %" PRId64 ", which was not announced", id);
    return m->members[low].into;
}

struct clip read_clip(const struct merge *m, int row)
{
    return (struct clip){ .from = read_time(m, row, C_FROM), .to = read_time(m, row, C_TO) };
}

bool clip_find(const struct answer *a, struct clip *clip, int64_t t)
{
    if (t < clip->from || t >= clip->to)
        return false;
    clip->bucket = grid_find(a->edges, a->n_buckets, t, clip->bucket);
    return true;
}
