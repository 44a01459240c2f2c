/* Fuzz target: a mapping as a client sends it, a NUL, the beginning of a file. A mapping that the API
 * takes is one for etl, and the preview of any bytes is JSON within its bounds. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/err.h"
#include "base/json.h"
#include "etl/preview.h"
#include "model/mapping.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_list(const struct json *answer, const char *name, size_t most)
{
    const struct json *list = json_get(answer, name);

    if (json_type(list) != JSON_ARRAY || json_len(list) > most)
        BUG("%s: %zu elements", name, json_len(list));
}

static void check_answer(struct ctx *c, const char *text, size_t n)
{
    const struct json *v = NULL;

    if (json_parse(c, text, n, &v) != OK)
        BUG("the preview is no JSON: %s", c->problem.detail);
    check_list(v, "rows", PREVIEW_ROWS);
    check_list(v, "rejects", PREVIEW_ROWS);
    check_list(v, "series", PREVIEW_SERIES);
    for (size_t i = 0; i < json_len(json_get(v, "series")); i++) {
        const struct json *one = json_at(json_get(v, "series"), i);

        check_list(one, "t", PREVIEW_POINTS);
        if (json_len(json_get(one, "t")) != json_len(json_get(one, "v")))
            BUG("times without values");
    }
    if (!json_type(json_get(v, "plan")) && !json_type(json_get(v, "problem")))
        BUG("neither a plan nor a problem");
}

static void show(struct ctx *c, struct preview *p, const char *mapping)
{
    struct ingest_mapping m;
    struct str s = str_new(c->arena, 32 << 20);
    struct json_out w = json_out(&s);
    bool good = mapping && mapping_check(c, mapping) == OK;

    memset(&c->problem, 0, sizeof(c->problem));
    if (good && !ingest_mapping_parse(c->arena, mapping, &m))
        BUG("the mapping %s is one for the API alone", mapping);
    p->mapping = good ? &m : NULL;
    ingest_preview(c->arena, p, &w);
    check_answer(c, str_c(&s), s.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = { .arena = arena_new((size_t)256 << 20), .request_id = "" };
    const struct ingest_limits limits = { .columns = 16, .field_bytes = 256, .record_bytes = 4096 };
    const uint8_t *nul = size > 1 ? memchr(data + 1, '\0', size - 1) : NULL;

    if (nul) {
        struct preview p = { .type = (enum file_type)(data[0] % 3),
                             .bytes = (const char *)nul + 1,
                             .n = (size_t)(data + size - nul - 1),
                             .whole = data[0] & 64,
                             .limits = &limits };

        show(&c, &p, nul > data + 1 ? (const char *)data + 1 : NULL);
    }
    arena_free(c.arena);
    return 0;
}
