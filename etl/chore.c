/* Chores are run once here, for a person. */
#include "etl/chore.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/etl.h"
#include "etl/house.h"
#include "model/event_keep.h"
#include "model/notice.h"

#define MEMORY ((size_t)64 << 20)
#define CONNECTIONS 2

static enum err move(struct ctx *c)
{
    int64_t moved;

    return job_move_due(c, &moved);
}

static enum err keep_events(struct ctx *c)
{
    enum err e = house_keep_events(c);

    return e == OK ? event_keep_rollups(c) : e;
}

static const struct {
    const char *name;
    enum err (*run)(struct ctx *c);
} chores[] = {
    { "sweep", house_sweep },  { "sweep-store", house_sweep_store }, { "move", move },
    { "limits", notice_tell }, { "keep-events", keep_events },
};
#define CHORES (sizeof(chores) / sizeof(*chores))

static size_t find(const char *name)
{
    size_t i = 0;

    while (i < CHORES && !str_eq(chores[i].name, name))
        i++;
    return i;
}

bool chore_known(const char *name)
{
    return find(name) < CHORES;
}

int chore_run(const char *name)
{
    struct arena *a = arena_new(MEMORY);
    struct etl etl;
    struct ctx c;
    enum err e;

    if (!etl_open(&etl, CONNECTIONS))
        return 1;
    c = etl_ctx(&etl, a);
    e = chores[find(name)].run(&c);
    if (e != OK)
        fprintf(stderr, "bw-etl: %s: %s\n", name,
                c.problem.detail ? c.problem.detail : err_code(e));
    arena_free(a);
    etl_close(&etl);
    return e == OK ? 0 : 1;
}
