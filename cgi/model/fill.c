/* Buckets without points are filled here. */
#include "model/fill.h"

#include <math.h>
#include <string.h>

const char *const fill_names[] = { "null", "zero", "previous", NULL };

enum fill fill_by_name(const char *name)
{
    for (int i = 0; fill_names[i]; i++)
        if (strcmp(fill_names[i], name) == 0)
            return (enum fill)i;
    return FILL_NULL;
}

void fill_apply(enum fill fill, double *values, size_t n)
{
    if (fill == FILL_NULL)
        return;
    for (size_t i = 0; i < n; i++)
        if (isnan(values[i]) && fill == FILL_ZERO)
            values[i] = 0;
        else if (isnan(values[i]) && i > 0)
            values[i] = values[i - 1];
}
