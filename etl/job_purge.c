/* The job that removes a deleted dataset when it can no longer be restored: file, points, all. */
#include "base/db.h"
#include "base/object.h"
#include "base/settings.h"
#include "base/str.h"
#include "etl/etl.h"
#include "etl/keeper.h"
#include "model/dataset.h"
#include "model/part.h"
#include "sql/registry.h"

static enum err purge(struct ctx *c, const char *dataset_id, int64_t versions)
{
    enum err e = part_purge(c, dataset_id);

    for (int64_t v = 1; v <= versions && e == OK; v++)
        e = object_remove(c, dataset_object(c, dataset_id, v));
    return e;
}

static enum err erase(struct ctx *c, struct job *j, const char *dataset_id)
{
    struct db_batch *b = db_batch(c);
    enum err e;

    job_done(b, j);
    db_add(b, &Q_ETL_DATASET_ERASE, db_uuid(dataset_id));
    if ((e = db_run(b)) == OK)
        j->settled = true;
    return e;
}

enum err job_purge(struct ctx *c, const struct etl *etl, struct job *j)
{
    const struct db_rows *rows;
    const char *dataset_id;
    struct keeper *k;
    int64_t versions;
    enum err e;

    if ((e = job_payload_text(c, j, "datasetId", &dataset_id)) != OK)
        return e;
    e = db_query(c, &Q_ETL_DATASET_FOR_PURGE, &rows, db_uuid(dataset_id),
                 db_int(settings.keep_delete_minutes));
    /* restored in the meantime, or gone already */
    if (e != OK || !db_count(rows))
        return e;
    if (!str_to_int64(db_value(rows, 0, "version"), &versions))
        BUG("a version that is no number");
    k = keeper_start(etl, j, NULL, NULL);
    e = purge(c, dataset_id, versions);
    (void)keeper_stop(k);
    return e == OK ? erase(c, j, dataset_id) : e;
}
