/* A question, and what is made of its answer: derived metrics, filled gaps, a transform, another
 * period to compare with.
 *
 *     analysis_init(&a);
 *     …                              fill it from a query string or from JSON (analysis_json.h)
 *     if ((e = analysis_finish(c, &a)) != OK)
 *         return e;
 *     asked = analysis_add(b, &a, tenant);
 *     …                              run the batch
 *     e = outcome_read(…)            outcome.h
 *
 * Gaps are filled before expressions are counted, and a transform comes last.
 */
#ifndef MODEL_ANALYSIS_H
#define MODEL_ANALYSIS_H

#include "model/compare.h"
#include "model/expression.h"
#include "model/fill.h"
#include "model/question.h"
#include "model/transform.h"

struct db_batch;

#define ANALYSIS_EXPRESSIONS_MAX 10

struct analysis {
    struct question question; /* its metrics: all that must be read */
    struct field_strs shown;  /* metrics to show; empty: all, but none beside expressions */
    const struct expression *expressions[ANALYSIS_EXPRESSIONS_MAX];
    size_t n_expressions;
    enum fill fill;
    struct transform transform;
    enum compare compare;
};

/* Nothing asked yet, everything as it is when it is not said. */
void analysis_init(struct analysis *a);

/* Reads one more expression; the mistake, or that there are too many, is told as field `path`. */
void analysis_express(struct ctx *c, const char *path, const char *text, struct analysis *a);

/* Checks the range and the form of the zone's name; mistakes are told as `prefix` and the name. */
void analysis_check(struct ctx *c, const char *prefix, const struct analysis *a);

/* Settles question.metrics when all else is read; ctx_check(). */
enum err analysis_finish(struct ctx *c, struct analysis *a) __attribute__((warn_unused_result));

/* Where the statements of one analysis stand in a batch. */
struct analysis_rows {
    int now, before; /* before: -1 without a comparison */
};
struct analysis_rows analysis_add(struct db_batch *b, const struct analysis *a,
                                  const char *tenant_id);

#endif
