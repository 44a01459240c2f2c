/* Lines are packed and unpacked here. */
#include "base/lines.h"

#include <string.h>

#include "base/varint.h"

#define WORTH_REPEATING 3

static int64_t line_at(const int64_t *base, size_t stride, size_t i)
{
    int64_t line;

    memcpy(&line, (const char *)base + i * stride, sizeof(line));
    return line;
}

/* How many times from i on the line moves by `step`. */
static size_t repeats(const int64_t *base, size_t stride, size_t i, size_t n, int64_t step)
{
    size_t from = i;

    for (; i < n && line_at(base, stride, i) - (i ? line_at(base, stride, i - 1) : 0) == step; i++)
        continue;
    return i - from;
}

size_t lines_pack(uint8_t *out, const int64_t *base, size_t stride, size_t n)
{
    uint8_t *p = out;
    int64_t last = 0;

    for (size_t i = 0; i < n;) {
        int64_t step = line_at(base, stride, i) - last;
        uint64_t zigzag = (uint64_t)step << 1 ^ (uint64_t)(step >> 63);
        size_t times = repeats(base, stride, i, n, step);

        if (times >= WORTH_REPEATING) {
            p = varint_put(p, zigzag << 1 | 1);
            p = varint_put(p, times);
        } else {
            p = varint_put(p, zigzag << 1);
            times = 1;
        }
        i += times;
        last = line_at(base, stride, i - 1);
    }
    return (size_t)(p - out);
}

struct lines lines_open(const void *p, int len)
{
    const uint8_t *bytes = p;

    return (struct lines){ .p = bytes, .end = bytes ? bytes + len : NULL };
}

int64_t lines_next(struct lines *l)
{
    if (!l->end)
        return 0;
    if (!l->left) {
        uint64_t token = varint_get(&l->p, l->end), zigzag = token >> 1;

        l->step = (int64_t)(zigzag >> 1) ^ -(int64_t)(zigzag & 1);
        l->left = token & 1 ? varint_get(&l->p, l->end) : 1;
    }
    l->left--;
    l->line += l->step;
    return l->line;
}
