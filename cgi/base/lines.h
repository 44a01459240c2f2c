/* The lines of points, packed: where in its file each point stood.
 *
 * Tokens of variable length (seven bits a byte, the lowest first, the high bit says that more
 * follow), each `zigzag(step) << 1 | repeated`: the step from the line before (from 0 at the
 * beginning); when `repeated`, a second number follows, how often the step is taken. A file of one
 * series is one token, a thousand lines of many series about a byte each.
 *
 *     n = lines_pack(room, &points->line, sizeof(*points), n_points);
 *     struct lines l = lines_open(p, len);
 *     while (…) line = lines_next(&l);
 *
 * The lines of one part rise with the order of its points in the file. analytics.lines() reads the
 * same format.
 */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include <stddef.h>
#include <stdint.h>

#define LINES_ROOM(n) ((n) * (size_t)10)

/* Packs n lines below 2^60, the first at `base`, the next `stride` bytes on, into LINES_ROOM(n)
 * bytes; how many it took. */
size_t lines_pack(uint8_t *out, const int64_t *base, size_t stride, size_t n);

struct lines {
    const uint8_t *p, *end;
    int64_t line, step;
    uint64_t left; /* times that the step is still to be taken */
};

/* `p` NULL: the lines are not known. */
struct lines lines_open(const void *p, int len);

/* The next line; 0 when the lines are not known. Reading beyond the end is a BUG. */
int64_t lines_next(struct lines *l);

#endif
