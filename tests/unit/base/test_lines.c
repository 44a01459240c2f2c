/* Tests of base/lines: what is packed comes out again, and takes little room. */
#include "base/lines.h"

#include <stdlib.h>

#include "tests/unit/tap.h"

#define MANY 5000

static int64_t lines[MANY];
static uint8_t packed[LINES_ROOM(MANY)];

static size_t pack(size_t n)
{
    return lines_pack(packed, lines, sizeof(*lines), n);
}

static void comes_back(size_t n, const char *what)
{
    size_t bytes = pack(n), bad = 0;
    struct lines l = lines_open(packed, (int)bytes);

    for (size_t i = 0; i < n; i++)
        bad += lines_next(&l) != lines[i];
    is_int(bad, 0, "%s: %zu lines in %zu bytes come back", what, n, bytes);
    ok(l.p == l.end && !l.left, "and nothing else");
}

int main(void)
{
    unsigned x = 1;

    comes_back(0, "none");
    for (size_t i = 0; i < MANY; i++)
        lines[i] = (int64_t)i + 2;
    comes_back(1, "one");
    comes_back(2, "two");
    comes_back(MANY, "a file of one series");
    ok(pack(MANY) <= 6, "which takes next to nothing");
    for (size_t i = 0; i < MANY; i++)
        lines[i] = 7;
    comes_back(MANY, "the same line");
    for (size_t i = 0; i < MANY; i++) {
        x = x * 1103515245 + 12345;
        lines[i] = (i ? lines[i - 1] : 0) + 1 + (int64_t)(x >> 16) % 20;
    }
    comes_back(MANY, "rising");
    ok(pack(MANY) < MANY * 3 / 2, "about a byte a line");
    for (size_t i = 0; i < MANY; i++) {
        x = x * 1103515245 + 12345;
        lines[i] = (int64_t)x << (x >> 27) & ((INT64_C(1) << 60) - 1);
    }
    comes_back(MANY, "anything");
    struct lines unknown = lines_open(NULL, 0);
    is_int(lines_next(&unknown) + lines_next(&unknown), 0, "lines that nobody knows are 0");
    return done_testing();
}
