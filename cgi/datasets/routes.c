/* What this program answers to. */
#include "datasets/datasets.h"
#include "datasets/preview.h"
#include "model/dataset.h"
#include "model/version.h"
#include "web/router.h"

const struct route datasets_routes[] = {
    { POST, "/datasets", PERM_DATASETS_WRITE, BODY_JSON, dataset_post,
      BIND(struct dataset_input, dataset_input_fields) },
    { GET, "/datasets", PERM_DATASETS_READ, BODY_NONE, dataset_index },
    { GET, "/datasets/storage", PERM_DATASETS_READ, BODY_NONE, storage_show },
    { POST, "/datasets/preview", PERM_DATASETS_WRITE, BODY_JSON, preview_post,
      BIND(struct preview_input, preview_input_fields), PREVIEW_BODY_MAX },
    { POST, "/datasets/sample", PERM_EDITOR, BODY_NONE, sample_post },
    { GET, "/datasets/:id", PERM_DATASETS_READ, BODY_NONE, dataset_show },
    { PATCH, "/datasets/:id", PERM_DATASETS_WRITE, BODY_JSON, dataset_patch,
      BIND(struct dataset_input, dataset_patch_fields) },
    { DELETE, "/datasets/:id", PERM_DATASETS_WRITE, BODY_NONE, dataset_remove },
    { POST, "/datasets/:id/restore", PERM_DATASETS_WRITE, BODY_NONE, dataset_undo },
    { GET, "/datasets/:id/upload", PERM_DATASETS_WRITE, BODY_NONE, upload_get },
    { POST, "/datasets/:id/complete", PERM_DATASETS_WRITE, BODY_JSON_OR_NONE, dataset_finish,
      BIND(struct complete_input, complete_input_fields) },
    { POST, "/datasets/:id/cancel", PERM_DATASETS_WRITE, BODY_NONE, version_stop },
    { GET, "/datasets/:id/versions", PERM_DATASETS_READ, BODY_NONE, version_index },
    { POST, "/datasets/:id/versions", PERM_DATASETS_WRITE, BODY_JSON, version_post,
      BIND(struct version_input, version_input_fields) },
    { POST, "/datasets/:id/versions/:version/restore", PERM_DATASETS_WRITE, BODY_NONE,
      version_undo },
    { POST, "/datasets/:id/reingest", PERM_DATASETS_WRITE, BODY_JSON, version_again,
      BIND(struct reingest_input, reingest_input_fields) },
    { GET, "/datasets/:id/rejects", PERM_DATASETS_READ, BODY_NONE, reject_index },
    { GET, "/datasets/:id/rows", PERM_DATASETS_READ, BODY_NONE, row_index },
    { GET, "/datasets/:id/dashboards", PERM_DATASETS_READ, BODY_NONE, lineage_show },
    { GET, "/datasets/:id/file", PERM_DATASETS_READ, BODY_NONE, file_show },
    { GET, "/internal/object", PERM_INTERNAL, BODY_NONE, object_ask },
    { .path = NULL },
};
