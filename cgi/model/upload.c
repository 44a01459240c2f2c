/* Whether nginx may take a file is decided here, from the signed URL alone. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/object.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/dataset.h"
#include "sql/registry.h"

struct object_name {
    const char *tenant_id, *dataset_id;
    int64_t version;
};

/* tenant/dataset/version */
static bool name_split(struct ctx *c, const char *name, struct object_name *out_r)
{
    char *copy = arena_strdup(c->arena, name), *dataset, *version;

    if (!(dataset = strchr(copy, '/')) || !(version = strchr(dataset + 1, '/')))
        return false;
    *dataset++ = *version++ = '\0';
    out_r->tenant_id = copy;
    out_r->dataset_id = dataset;
    return uuid_valid(copy) && uuid_valid(dataset) && str_to_int64(version, &out_r->version);
}

static enum err check_length(struct ctx *c, int64_t length)
{
    if (length < 0)
        return ctx_fail(c, ERR_BAD_REQUEST, "Content-Length is required");
    if (length > settings.max_file)
        return ctx_fail(c, ERR_TOO_LARGE, "a file may have %" PRId64 " bytes", settings.max_file);
    return OK;
}

/* The dataset must still wait for this version, and its object must not be there yet. */
static enum err check_waiting(struct ctx *c, const struct object_name *n, const char *object)
{
    const struct db_rows *rows;
    int64_t bytes;
    enum err e;

    if ((e = db_query(c, &Q_DATASET_UPLOAD_OPEN, &rows, db_uuid(n->dataset_id),
                      db_int(n->version))) != OK)
        return e;
    e = object_size(c, object, &bytes);
    if (e == OK || (e == ERR_NOT_FOUND && !db_count(rows)))
        return ctx_fail(c, ERR_ALREADY_UPLOADED, "this URL takes no file any more");
    if (e != ERR_NOT_FOUND)
        return e;
    memset(&c->problem, 0, sizeof(c->problem));
    return OK;
}

enum err dataset_upload_allowed(struct ctx *c, const char *uri, int64_t length)
{
    struct object_name n;
    const char *object;
    enum err e;

    if ((e = object_check_url(c, uri, time_now() / TIME_SECOND, &object)) != OK)
        return e;
    if (!name_split(c, object, &n))
        return ctx_fail(c, ERR_URL_INVALID, "the URL names no dataset");
    memset(&c->who, 0, sizeof(c->who));
    c->who.tenant_id = n.tenant_id;
    if ((e = check_length(c, length)) != OK || (e = check_waiting(c, &n, object)) != OK)
        return e;
    return object_room(c, length);
}
