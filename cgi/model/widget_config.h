/* What a widget shows: its type and config, as clients send them. */
#ifndef MODEL_WIDGET_CONFIG_H
#define MODEL_WIDGET_CONFIG_H

#include <stdbool.h>

#include "base/err.h"
#include "model/analysis.h"

struct ctx;
struct json;

extern const char *const widget_types[]; /* "line", … NULL-terminated */

/* text: {text}. Others: {datasetId,metrics?,expressions?,where?,groupBy?,interval?,agg?,fill?,compare?,
 * transform?,range?,unit?,scale?}. */
struct widget_config {
    const char *text;
    struct analysis analysis;
    const char *last; /* range {last}, or NULL */
    const char *unit;
};

/* Reads and checks a config for a widget of that type; every mistake is recorded under "config.…".
 */
enum err widget_config_read(struct ctx *c, const char *type, const struct json *config,
                            struct widget_config *out_r) __attribute__((warn_unused_result));

/* The same for a config that was checked when it was stored, as JSON text. */
enum err widget_config_parse(struct ctx *c, const char *type, const char *text,
                             struct widget_config *out_r) __attribute__((warn_unused_result));

#endif
