/* The job that brings the files and dashboards of the sample data. */
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "etl/dashboard_file.h"
#include "etl/etl.h"
#include "model/sample.h"

enum err job_demo_load(struct ctx *c, const struct etl *etl, struct job *j)
{
    const struct json *payload, *ids;
    enum err e = json_parse(c, j->payload, strlen(j->payload), &payload);

    (void)etl;
    ids = e == OK ? json_get(payload, "datasets") : NULL;
    for (size_t i = 0; e == OK && i < SAMPLES && i < json_len(ids); i++) {
        const char *id = json_string(json_at(ids, i));

        e = sample_upload(c, i, id);
        if (e == OK)
            e = dashboard_file_make(c, samples[i].dashboard, id,
                                    arena_printf(c->arena, "%s-%zu", j->id, i));
        if (e == ERR_NOT_FOUND) /* deleted in the meantime: the other one still comes */
            e = OK;
    }
    return e;
}
