/* An analysis as a JSON object: a query of POST /api/analytics/query, the config of a widget. */
#ifndef MODEL_ANALYSIS_JSON_H
#define MODEL_ANALYSIS_JSON_H

#include <stdbool.h>

#include "model/analysis.h"
#include "model/reading.h"

struct json;

/* Reads one of the members datasetId, metrics, expressions, where, groupBy, interval, fill, compare
 * and transform; false when it is none of these. Mistakes are recorded; analysis_finish() tells. */
bool analysis_json_member(const struct reading *r, const char *name, const struct json *v,
                          struct analysis *a);

#endif
