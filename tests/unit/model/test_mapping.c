/* Mappings: what is taken and what is named as wrong. Kinds of jobs by name. */
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "model/job.h"
#include "model/mapping.h"
#include "tests/unit/tap.h"

/* The mistakes as "path code, path code", or the error's code, or "" for none. */
static const char *verdict(struct ctx *c, const char *json)
{
    struct str s = str_new(c->arena, 4096);
    enum err e = mapping_check(c, json);

    for (struct field_error *f = c->problem.errors; f; f = f->next)
        str_printf(&s, "%s%s %s", s.len ? ", " : "", f->path, f->code);
    if (e != OK && e != ERR_INVALID)
        str_adds(&s, err_code(e));
    memset(&c->problem, 0, sizeof(c->problem));
    return str_c(&s);
}

static void test_mappings(struct ctx *c)
{
    static const struct {
        const char *json, *verdict;
    } rows[] = {
        { NULL, "" },
        { "{}", "" },
        { "{\"timestamp\":null}", "" },
        { "{\"timestamp\":\"at\",\"metrics\":[\"a\",\"b\"],\"labels\":[]}", "" },
        { "[]", "mapping type" },
        { "\"x\"", "mapping type" },
        { "{\"timestamp\":7}", "mapping.timestamp type" },
        { "{\"timestamp\":\"\"}", "mapping.timestamp type" },
        { "{\"metrics\":null,\"labels\":\"a\"}", "mapping.metrics type, mapping.labels type" },
        { "{\"metrics\":[\"a\",\"\",null]}", "mapping.metrics[1] type, mapping.metrics[2] type" },
        { "{\"timestamp\":[\"d\",\"t\"],\"timeFormat\":\"%d.%m.%Y %H:%M\","
          "\"timeZone\":\"Europe/Berlin\",\"decimal\":\",\"}",
          "" },
        { "{\"timeFormat\":\"epoch_ms\",\"decimal\":\".\"}", "" },
        { "{\"timestamp\":[]}", "mapping.timestamp too_short" },
        { "{\"timestamp\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]}",
          "mapping.timestamp too_long" },
        { "{\"timestamp\":[\"a\",null]}", "mapping.timestamp[1] type" },
        { "{\"timeFormat\":7,\"timeZone\":null,\"decimal\":1}",
          "mapping.timeFormat type, mapping.timeZone type, mapping.decimal type" },
        { "{\"timeFormat\":\"%H:%M\",\"timeZone\":\"../../etc/passwd\",\"decimal\":\";\"}",
          "mapping.timeFormat format, mapping.timeZone choice, mapping.decimal choice" },
        { "{\"timeFormat\":\"%Q\",\"timeZone\":\"Mars/Olympus\"}",
          "mapping.timeFormat format, mapping.timeZone choice" },
        { "{\"colour\":1}", "mapping.colour unknown" },
        { "{", "bad_json" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        is_str(verdict(c, rows[i].json), rows[i].verdict, "%s",
               rows[i].json ? rows[i].json : "none");
}

static void test_kinds(void)
{
    for (int k = 0; k < JOB_KIND_COUNT; k++)
        is_int(job_kind_by_name(job_kind_name((enum job_kind)k)), k, "a kind is found by its name");
    is_int(job_kind_by_name("no.such.kind"), JOB_KIND_COUNT, "and no other");
    is_int(job_kind_lane(JOB_DATASET_INGEST), LANE_LONG, "files are read in the long lane");
    is_int(job_kind_lane(JOB_NOTHING), LANE_QUICK, "nothing is quick");
}

int main(void)
{
    struct ctx c = { .arena = arena_new(4 << 20) };

    test_mappings(&c);
    test_kinds();
    arena_free(c.arena);
    return done_testing();
}
