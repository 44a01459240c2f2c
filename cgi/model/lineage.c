/* Dashboards are found by the dataset that they show. */
#include "model/lineage.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "model/dataset.h"
#include "sql/registry.h"

const struct field lineage_fields[] = {
    FIELD(struct lineage, id, "id", FIELD_UUID, 0),
    FIELD(struct lineage, name, "name", FIELD_STR, 0),
    FIELD(struct lineage, widgets, "widgets", FIELD_JSON, 0),
    FIELD_END,
};

enum err dataset_lineage(struct ctx *c, const char *dataset_id, struct lineage **list_r,
                         size_t *n_r)
{
    struct db_batch *b;
    int list;
    enum err e;

    if ((e = dataset_check_id(c, dataset_id)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_DATASET_BY_ID, db_uuid(dataset_id));
    list = db_add(b, &Q_DATASET_LINEAGE, db_text(dataset_id));
    if ((e = db_run(b)) != OK)
        return dataset_missing(c, e, dataset_id);
    *list_r = row_read_all(c->arena, db_rows(b, list), lineage_fields, sizeof(**list_r), n_r);
    return OK;
}
