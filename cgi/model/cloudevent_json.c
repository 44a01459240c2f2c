/* CloudEvents in the structured form are read here: JSON with attributes and data side by side. */
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "model/cloudevent_part.h"
#include "model/event_json.h"

struct form {
    struct ctx *c;
    struct json_scan *s;
    struct event *e;
    struct ce_parts parts;
    struct json_slice data, base64;
};

static void invalid(struct form *f, const char *path, const char *code, const char *message)
{
    ctx_invalid_in(f->c, &f->e->errors, path, code, "%s", message);
}

static void add_attribute(struct form *f, const char *name, const struct json_slice *v)
{
    size_t n;

    if (v->type == JSON_OBJECT || v->type == JSON_ARRAY)
        invalid(f, name, "type", "an attribute is a string, a number or a boolean");
    else
        ce_add(f->c, &f->parts, name,
               v->type == JSON_STRING ? json_slice_text(f->c->arena, v, &n)
                                      : arena_strndup(f->c->arena, v->p, v->n),
               v->type, f->e);
}

/* One member, whose value has just been scanned. */
static void take_member(struct form *f, const char *name, const struct json_slice *v)
{
    if (!event_json_fits(f->c, f->s, v, name, f->e))
        return;
    if (str_eq(name, "data"))
        f->data = *v;
    else if (str_eq(name, "data_base64"))
        f->base64 = *v;
    else if (v->type != JSON_NULL) /* null: as if it were absent */
        add_attribute(f, name, v);
}

static bool scan_members(struct form *f)
{
    struct json_slice name, v;

    if (!json_scan_enter(f->s, '{'))
        return false;
    while (json_scan_more(f->s, '}')) {
        if (!json_scan_name(f->s, &name))
            return false;
        f->s->flaw = JSON_FLAW_NONE; /* a flawed name is no attribute's */
        if (!json_scan_value(f->s, &v))
            return false;
        take_member(f, event_json_name(f->c, &name), &v);
    }
    return !f->s->broken;
}

/* Bytes that say of themselves that they are JSON or text are kept as that. */
static void take_bytes(struct form *f, const char *bytes, size_t n)
{
    const struct ce_attribute *type = ce_find(&f->parts, "datacontenttype");
    struct json_scan s = json_scan(bytes, n);
    struct json_slice v;

    s.depth = 1; /* as if it stood there as JSON */
    f->parts.kind = CE_DATA_BYTES;
    f->parts.data = bytes;
    f->parts.data_len = n;
    if (!type)
        return;
    if (ce_type_is_json(type->text) && json_scan_value(&s, &v) && json_scan_end(&s) && !s.flaw)
        f->parts.kind = CE_DATA_JSON;
    else if (ce_type_is_text(type->text) && str_utf8_valid(bytes, n) == n &&
             !memchr(bytes, '\0', n))
        f->parts.kind = CE_DATA_TEXT;
}

static void take_data(struct form *f)
{
    uint8_t *bytes;
    size_t n;

    if (f->data.p && f->base64.p) {
        invalid(f, "data_base64", "unknown", "stands beside data");
    } else if (f->data.p && f->data.type != JSON_NULL) {
        f->parts.kind = CE_DATA_JSON;
        f->parts.data = f->data.p;
        f->parts.data_len = f->data.n;
    } else if (f->base64.p) {
        const char *text = event_json_string(f->c, &f->base64, "data_base64", f->e);

        if (text && crypto_base64_decode(f->c->arena, text, strlen(text), &bytes, &n))
            take_bytes(f, (const char *)bytes, n);
        else if (text)
            invalid(f, "data_base64", "format", "must be base64");
    }
}

bool cloudevent_read(struct ctx *c, struct json_scan *s, struct event *e)
{
    struct form f = { .c = c, .s = s, .e = e };
    struct json_slice other;
    bool object = json_scan_peek(s) == '{';

    *e = (struct event){ .occurred_at = FIELD_TIME_NONE, .raw = s->p };
    s->flaw = JSON_FLAW_NONE;
    if (object ? !scan_members(&f) : !json_scan_value(s, &other))
        return false;
    e->raw_len = (size_t)(s->p - e->raw);
    if (!object) {
        invalid(&f, "", "type", "a CloudEvent must be an object");
        return true;
    }
    take_data(&f);
    ce_finish(c, &f.parts, e);
    return true;
}
