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
#include "model/upload.h"
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

/* What has arrived counts too, but for the part that this one takes the place of. */
static enum err check_length(struct ctx *c, const struct object_part *list, size_t n, int64_t part,
                             int64_t length)
{
    int64_t sum = length;

    if (length < 0)
        return ctx_fail(c, ERR_BAD_REQUEST, "Content-Length is required");
    for (size_t i = 0; part && i < n; i++)
        if (list[i].part && list[i].part != part)
            sum += list[i].bytes;
    return upload_check_size(c, sum);
}

enum err upload_check_size(struct ctx *c, int64_t bytes)
{
    if (bytes <= settings.file_max)
        return OK;
    return ctx_fail(c, ERR_TOO_LARGE, "a file may have %" PRId64 " bytes (BELLWETHER_FILE_MAX)",
                    settings.file_max);
}

/* The dataset must still wait for this version, which must not be completed. The whole is taken once,
 * a part that comes again takes the place of the first. */
static enum err check_waiting(struct ctx *c, const struct object_name *n, const char *object,
                              bool has_whole)
{
    const struct db_rows *rows;
    int64_t bytes;
    enum err e;

    if ((e = db_query(c, &Q_DATASET_UPLOAD_OPEN, &rows, db_uuid(n->dataset_id),
                      db_int(n->version))) != OK)
        return e;
    e = object_size(c, object, &bytes, NULL);
    if (e == OK || has_whole || (e == ERR_NOT_FOUND && !db_count(rows)))
        return ctx_fail(c, ERR_ALREADY_UPLOADED, "this URL takes no file any more");
    if (e != ERR_NOT_FOUND)
        return e;
    memset(&c->problem, 0, sizeof(c->problem));
    return OK;
}

enum err dataset_upload_allowed(struct ctx *c, const char *uri, int64_t length)
{
    struct object_part *list;
    struct object_name name;
    const char *object;
    int64_t part;
    size_t n;
    enum err e;

    if ((e = object_check_url(c, uri, time_now() / TIME_SECOND, &object, &part)) != OK)
        return e;
    if (!name_split(c, object, &name))
        return ctx_fail(c, ERR_URL_INVALID, "the URL names no dataset");
    memset(&c->who, 0, sizeof(c->who));
    c->who.tenant_id = name.tenant_id;
    if ((e = object_arrived(c, object, &list, &n)) != OK ||
        (e = check_length(c, list, n, part, length)) != OK ||
        (e = check_waiting(c, &name, object, !part && n && !list[0].part)) != OK)
        return e;
    return object_room(c, length);
}

static enum err find_waiting(struct ctx *c, const char *dataset_id, int64_t *version_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_DATASET_ON_ITS_WAY, &rows, db_uuid(dataset_id));

    if (e != OK)
        return e;
    if (!db_count(rows) || strcmp(db_value(rows, 0, "status"), "created") != 0)
        return ctx_fail(c, ERR_BAD_STATE, "this dataset waits for no file");
    if (!str_to_int64(db_value(rows, 0, "version"), version_r))
        BUG("a version that is no number");
    return OK;
}

enum err upload_show(struct ctx *c, const char *dataset_id, struct upload *u_r)
{
    struct dataset d;
    const char *object;
    enum err e;

    memset(u_r, 0, sizeof(*u_r));
    if ((e = dataset_by_id(c, dataset_id, &d)) != OK ||
        (e = find_waiting(c, dataset_id, &u_r->version)) != OK)
        return e;
    object = dataset_object(c, dataset_id, u_r->version);
    if ((e = object_arrived(c, object, &u_r->parts, &u_r->n)) != OK)
        return e;
    u_r->whole = u_r->n && !u_r->parts[0].part;
    if (u_r->whole) {
        u_r->parts++;
        u_r->n--;
    }
    u_r->expires_at = time_now() + settings.upload_minutes * TIME_MINUTE;
    u_r->url = object_upload_url(c, object, u_r->expires_at / TIME_SECOND);
    return db_query(c, &Q_DATASET_RENEW_UPLOAD, NULL, db_uuid(dataset_id), db_int(u_r->version),
                    db_time(u_r->expires_at));
}

enum err upload_take(struct ctx *c, const char *object, int64_t parts, int64_t *bytes_r)
{
    struct object_part *list;
    int64_t sum = 0;
    size_t n;
    enum err e = object_arrived(c, object, &list, &n);

    for (size_t i = 0; e == OK && i < n; i++)
        if (parts ? list[i].part > 0 && list[i].part <= parts : !list[i].part)
            sum += list[i].bytes;
    if (e != OK || (e = upload_check_size(c, sum)) != OK)
        return e;
    return object_take(c, object, parts, bytes_r);
}
