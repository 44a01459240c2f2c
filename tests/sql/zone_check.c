/* Reads lines "ZONE LOCAL UTC", seconds as PostgreSQL counts them, and holds base/zone against them. */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/timeutil.h"
#include "base/zone.h"
#include "tests/unit/tap.h"

static char name[80];
static const struct zone *zone;
static struct zone_span span;
static uint64_t lines, bad;

static void finish_zone(void)
{
    if (lines)
        ok(zone && !bad, "%s: %" PRIu64 " of %" PRIu64 " local times differ", name, bad, lines);
}

static void begin_zone(struct arena *a, const char *next)
{
    finish_zone();
    arena_reset(a);
    memcpy(name, next, sizeof(name));
    zone = zone_load(a, name);
    span = (struct zone_span){ 0 };
    lines = bad = 0;
}

int main(void)
{
    struct arena *a = arena_new((size_t)8 << 20);
    char next[sizeof(name)] = "";
    int64_t local, want;

    while (scanf("%79s %" SCNd64 " %" SCNd64, next, &local, &want) == 3) {
        if (strcmp(next, name) != 0)
            begin_zone(a, next);
        int64_t got = zone ? zone_utc(zone, &span, local * TIME_SECOND) / TIME_SECOND : 0;

        if (got != want && bad++ < 3)
            diag("%s, local %" PRId64 ": got %" PRId64 ", want %" PRId64, name, local, got, want);
        lines++;
    }
    finish_zone();
    ok(tap_tests > 50, "many zones were compared");
    arena_free(a);
    return done_testing();
}
