/* Dashboards that are installed as files beside the programs (static/demo). */
#ifndef ETL_DASHBOARD_FILE_H
#define ETL_DASHBOARD_FILE_H

#include "base/err.h"

struct ctx;

/* Makes the dashboard of that file for c->who.tenant_id; every widget but text shows the dataset. What is
 * made carries Idempotency-Keys that begin with `key`: a second attempt makes nothing twice. */
enum err dashboard_file_make(struct ctx *c, const char *file, const char *dataset_id,
                             const char *key) __attribute__((warn_unused_result));

#endif
