/* A question about points: which dataset and metrics, which part of time, cut how, summed up how.
 *
 * question_add() puts it into a batch as one statement, so any number of questions is one round
 * trip to the database; answer_read() (answer.h) merges what comes back.
 */
#ifndef MODEL_QUESTION_H
#define MODEL_QUESTION_H

#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/field.h"
#include "model/agg.h"

struct db_batch;

#define QUESTION_METRICS_MAX 20
#define QUESTION_CONDITIONS_MAX 100
#define QUESTION_BUCKETS_MAX 10000
#define QUESTION_SERIES_MAX 500

struct question {
    const char *dataset_id;
    struct field_strs metrics;      /* empty: all of the dataset */
    struct field_strs where_names;  /* labels that must have … */
    struct field_strs where_values; /* … these values; a name given twice: any of its values */
    const char *group_by;           /* label; NULL: all labels merged */
    int64_t from, to;               /* FIELD_TIME_NONE: where the data begins, ends */
    const char *interval;           /* "auto", a unit, or "all": one bucket */
    const char *zone;               /* IANA name, "UTC" */
    unsigned aggs;                  /* mask of enum agg */
};

/* minute, hour, day, week, month, year and auto, NULL-terminated. */
extern const char *const interval_names[];

/* Checks a zone's name by its form; whether it exists, PostgreSQL knows. */
void zone_check(struct ctx *c, const char *path, const char *zone);

/* The statement's index in the batch. */
int question_add(struct db_batch *b, const struct question *q, const char *tenant_id);

/* The two statements' columns that an aggregation needs, as analytics.read() takes them. */
unsigned question_wants(unsigned aggs);

#endif
