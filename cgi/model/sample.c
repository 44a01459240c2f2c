/* Sample data becomes datasets here, by the same steps as an upload. */
#include "model/sample.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/log.h"
#include "base/object.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/dataset.h"
#include "model/idempotency.h"
#include "model/job.h"
#include "model/topic.h"
#include "sql/registry.h"

#define TEXT_MAX ((size_t)1 << 20)

const struct sample samples[SAMPLES] = {
    { "seattle-weather.csv", "seattle-weather.dashboard.json", "Seattle weather",
      "Each day of four years: rain, temperature, wind. From the vega-datasets collection.", "csv",
      NULL },
    { "flights-20k.json", "flights.dashboard.json", "US flights",
      "20,000 flights of early 2001: delay and distance. From the vega-datasets collection.",
      "json",
      /* each pair of airports would be a series of seven flights */
      "{\"labels\":[\"origin\"]}" },
};

/* Beside the program that runs (PREFIX/bin/NAME), wherever it was installed or moved to. */
static const char *installed_path(struct ctx *c, const char *file)
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
    char *slash;

    program[n > 0 ? n : 0] = '\0';
    if ((slash = strrchr(program, '/')))
        *slash = '\0';
    return arena_printf(c->arena, "%s/../share/bellwether/demo/%s", program, file);
}

static enum err open_installed(struct ctx *c, const char *file, int *fd_r)
{
    const char *path = installed_path(c, file);

    *fd_r = open(path, O_RDONLY | O_CLOEXEC);
    if (*fd_r >= 0)
        return OK;
    log_error("sample data is not installed", LOG_STR("path", path),
              LOG_STR("what", strerror(errno)));
    return ctx_fail(c, ERR_UNAVAILABLE, "the sample data is not installed");
}

enum err sample_read(struct ctx *c, const char *file, const char **text_r)
{
    struct str s = str_new(c->arena, TEXT_MAX);
    char block[4096];
    ssize_t got;
    int fd;
    enum err e = open_installed(c, file, &fd);

    if (e != OK)
        return e;
    while ((got = read(fd, block, sizeof(block))) > 0)
        str_add(&s, block, (size_t)got);
    close(fd);
    if (got < 0 || s.overflow)
        return ctx_fail(c, ERR_UNAVAILABLE, "the sample data cannot be read");
    *text_r = str_c(&s);
    return OK;
}

enum err sample_upload(struct ctx *c, size_t i, const char *dataset_id)
{
    struct dataset d;
    int fd;
    enum err e;

    if ((e = dataset_by_id(c, dataset_id, &d)) != OK ||
        (e = open_installed(c, samples[i].file, &fd)) != OK)
        return e;
    e = object_put(c, dataset_object(c, d.id, d.version), fd);
    close(fd);
    return e == OK ? dataset_complete(c, dataset_id, 0, &d) : e;
}

/* A repeat: what was made in the same transaction as the first dataset. */
static enum err made_before(struct ctx *c, const char *first, struct dataset **list_r, size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_DATASET_TWINS, &rows, db_uuid(first));

    if (e == OK)
        *list_r = row_read_all(c->arena, rows, dataset_fields, sizeof(**list_r), n_r);
    return e;
}

static const char *payload(struct ctx *c, char ids[SAMPLES][UUID_TEXT])
{
    struct str s = str_new(c->arena, 1024);

    for (size_t i = 0; i < SAMPLES; i++)
        str_printf(&s, "%s\"%s\"", i ? "," : "{\"datasets\":[", ids[i]);
    str_adds(&s, "]}");
    return str_c(&s);
}

static int add_dataset(struct db_batch *b, const struct ctx *c, const struct sample *sample,
                       const char *id)
{
    struct dataset_input in = { .name = sample->name,
                                .description = sample->description,
                                .file_type = sample->file_type,
                                .mapping = sample->mapping };

    return dataset_add(b, c, id, &in, time_now() + 15 * TIME_MINUTE);
}

static void tell_all(struct ctx *c, const struct db_batch *b, const int *bumps,
                     const struct dataset *list)
{
    const char *topic = topic_of_tenant(c);

    for (size_t i = 0; i < SAMPLES; i++)
        topic_tell(c, b, bumps[i], topic, "dataset.created", dataset_json(c, &list[i]));
}

enum err sample_create(struct ctx *c, struct dataset **list_r, size_t *n_r)
{
    char ids[SAMPLES][UUID_TEXT];
    int made[SAMPLES], bumps[SAMPLES];
    struct db_batch *b = db_batch(c);
    const char *first;
    enum err e;

    for (size_t i = 0; i < SAMPLES; i++)
        uuid_v7(ids[i]);
    idempotency_claim(b, c, ids[0]);
    for (size_t i = 0; i < SAMPLES; i++)
        made[i] = add_dataset(b, c, &samples[i], ids[i]);
    job_add(c, b, JOB_DEMO_LOAD, payload(c, ids), 0);
    for (size_t i = 0; i < SAMPLES; i++)
        bumps[i] = topic_bump(b, topic_of_tenant(c));
    e = db_run(b);
    if (idempotency_repeated(c, e, &first))
        return made_before(c, first, list_r, n_r);
    if (e != OK)
        return e;
    *list_r = arena_array(c->arena, struct dataset, SAMPLES);
    *n_r = SAMPLES;
    for (size_t i = 0; i < SAMPLES; i++)
        row_read(c->arena, db_rows(b, made[i]), 0, dataset_fields, &(*list_r)[i]);
    tell_all(c, b, bumps, *list_r);
    job_wake();
    return OK;
}
