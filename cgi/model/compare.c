/* The names of comparisons. */
#include "model/compare.h"

#include <stddef.h>
#include <string.h>

const char *const compare_names[] = { "previous", "year", NULL };

enum compare compare_by_name(const char *name)
{
    for (int i = 0; compare_names[i]; i++)
        if (strcmp(compare_names[i], name) == 0)
            return (enum compare)(i + 1);
    return COMPARE_NONE;
}

const char *compare_name(enum compare compare)
{
    return compare == COMPARE_NONE ? NULL : compare_names[compare - 1];
}
