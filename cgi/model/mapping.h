/* The mapping of a dataset's columns, as a client sends it:
 * {"timestamp": name, [names] or null, "timeFormat": pattern, "timeZone": name, "metrics": [names],
 * "labels": [names], "decimal": "." or ","}, every member optional. */
#ifndef MODEL_MAPPING_H
#define MODEL_MAPPING_H

#include "base/err.h"

struct ctx;

#define MAPPING_NAMES_MAX 1000
#define MAPPING_TIMES_MAX 6

/* Lists what is wrong with it under "mapping.…"; NULL is no mapping, which is fine. */
enum err mapping_check(struct ctx *c, const char *json) __attribute__((warn_unused_result));

#endif
