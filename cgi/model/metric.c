/* Metrics of a dataset are listed here. */
#include "model/metric.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "sql/registry.h"

const struct field metric_fields[] = {
    FIELD(struct metric, metric, "metric", FIELD_STR, 0),
    FIELD(struct metric, labels, "labels", FIELD_JSON, 0),
    FIELD(struct metric, points, "points", FIELD_INT, 0),
    FIELD(struct metric, first_at, "firstAt", FIELD_TIME, 0),
    FIELD(struct metric, last_at, "lastAt", FIELD_TIME, 0),
    FIELD_END,
};

void metric_need_dataset(struct db_batch *b, struct ctx *c, const char *dataset_id)
{
    db_add(b, &Q_SERIES_NEED_DATASET, db_uuid(c->who.tenant_id), db_uuid(dataset_id));
}

enum err metric_list(struct ctx *c, const char *dataset_id, struct metric **list_r, size_t *n_r)
{
    struct db_batch *b = db_batch(c);
    int rows;
    enum err e;

    metric_need_dataset(b, c, dataset_id);
    rows = db_add(b, &Q_SERIES_METRICS, db_uuid(c->who.tenant_id), db_uuid(dataset_id));
    if ((e = db_run(b)) != OK)
        return e;
    *list_r = row_read_all(c->arena, db_rows(b, rows), metric_fields, sizeof(**list_r), n_r);
    return OK;
}
