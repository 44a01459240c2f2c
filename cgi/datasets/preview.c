/* What a file would be read as, asked before it is uploaded. */
#include "etl/preview.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/timeutil.h"
#include "datasets/datasets.h"
#include "datasets/preview.h"
#include "etl/limits.h"
#include "model/dataset.h"
#include "model/mapping.h"
#include "web/response.h"

#define CONTENT_MAX ((PREVIEW_BYTES + 2) / 3 * 4)

const struct field preview_input_fields[] = {
    FIELD(struct preview_input, file_type, "fileType", FIELD_STR, FIELD_REQUIRED,
          .choices = dataset_file_types),
    FIELD(struct preview_input, content, "content", FIELD_STR, FIELD_REQUIRED, .max = CONTENT_MAX),
    FIELD(struct preview_input, whole, "whole", FIELD_BOOL, 0),
    FIELD(struct preview_input, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD_END,
};

/* Base64 as browsers write it: with + and / and padding. */
static bool decode(struct arena *a, const char *text, struct preview *p)
{
    size_t n = strlen(text), padding = 0;
    char *url = arena_strndup(a, text, n);
    uint8_t *bytes;

    while (padding < 2 && padding < n && url[n - 1 - padding] == '=')
        padding++;
    if (n % 4 != 0 || strpbrk(url, "-_"))
        return false;
    for (size_t i = 0; i < n; i++)
        url[i] = url[i] == '+' ? '-' : url[i] == '/' ? '_' : url[i];
    if (!crypto_base64url_decode(a, url, n - padding, &bytes, &p->n))
        return false;
    p->bytes = (const char *)bytes;
    return true;
}

static enum err read_input(struct request *r, struct preview *p, struct ingest_mapping *mapping)
{
    const struct preview_input *in = r->input;
    enum err e;

    if (!decode(r->ctx.arena, in->content, p))
        ctx_invalid(&r->ctx, "content", "format", "is not base64");
    else if (p->n > PREVIEW_BYTES)
        ctx_invalid(&r->ctx, "content", "too_long", "must be at most %d bytes", PREVIEW_BYTES);
    if ((e = mapping_check(&r->ctx, in->mapping)) != OK || (e = ctx_check(&r->ctx)) != OK)
        return e;
    p->type = file_type_by_name(in->file_type);
    p->whole = in->whole;
    p->now = time_now();
    if (in->mapping && ingest_mapping_parse(r->ctx.arena, in->mapping, mapping))
        p->mapping = mapping;
    return OK;
}

enum err preview_post(struct request *r)
{
    const struct ingest_limits limits = limits_set();
    struct preview p = { .limits = &limits };
    struct ingest_mapping mapping;
    enum err e = read_input(r, &p, &mapping);

    if (e == OK)
        ingest_preview(r->ctx.arena, &p, respond_json(r, 200));
    return e;
}
