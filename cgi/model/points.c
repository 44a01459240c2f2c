/* PostgreSQL's binary arrays are opened here. */
#include "model/points.h"

#include "base/err.h"

#define HEAD 12
#define DIMENSION 8

struct points points_open(const void *p, int len)
{
    const uint8_t *bytes = p;
    struct points a = { 0 };

    if (!p || len < HEAD || points_be32(bytes) == 0)
        return a;
    if (points_be32(bytes) != 1 || points_be32(bytes + 4) != 0 || len < HEAD + DIMENSION)
        BUG("array of %u dimensions", points_be32(bytes));
    a.n = points_be32(bytes + HEAD);
    a.data = bytes + HEAD + DIMENSION + 4;
    if ((size_t)len != HEAD + DIMENSION + a.n * POINTS_STRIDE)
        BUG("array of %zu elements in %d bytes", a.n, len);
    return a;
}
