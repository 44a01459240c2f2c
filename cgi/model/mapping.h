/* The mapping of a dataset's columns, as a client sends it:
 * {"timestamp": name or null, "metrics": [names], "labels": [names]}, every member optional. */
#ifndef MODEL_MAPPING_H
#define MODEL_MAPPING_H

#include "base/err.h"

struct ctx;

#define MAPPING_NAMES_MAX 1000

/* Lists what is wrong with it under "mapping.…"; NULL is no mapping, which is fine. */
enum err mapping_check(struct ctx *c, const char *json) __attribute__((warn_unused_result));

#endif
