/* Attributes and data of a CloudEvent become an event here. */
#include "model/cloudevent_part.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/event_json.h"

#define NAME_MAX_BYTES 64

static bool is_name(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789");

    return n && !name[n] && n <= NAME_MAX_BYTES;
}

const struct ce_attribute *ce_find(const struct ce_parts *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (str_eq(p->list[i].name, name))
            return &p->list[i];
    return NULL;
}

void ce_add(struct ctx *c, struct ce_parts *p, const char *name, const char *text,
            enum json_type type, struct event *e)
{
    struct ce_attribute a = { name, text, type };

    if (!is_name(name)) {
        ctx_invalid_in(c, &e->errors,
                       str_utf8_valid(name, strlen(name)) == strlen(name) ? name : "", "format",
                       "an attribute's name is lower-case letters and digits");
    } else if (!text) {
        ctx_invalid_in(c, &e->errors, name, "format",
                       "must be percent-encoded UTF-8 without control characters");
    } else if (ce_find(p, name)) {
        p->list[ce_find(p, name) - p->list] = a;
    } else if (p->n == CLOUDEVENT_ATTRIBUTES_MAX) {
        ctx_invalid_in(c, &e->errors, name, "too_long", "more than %d attributes",
                       CLOUDEVENT_ATTRIBUTES_MAX);
    } else {
        p->list[p->n++] = a;
    }
}

static bool type_ends(const char *type, size_t n, const char *end)
{
    size_t len = strlen(end);

    return n >= len && strncasecmp(type + n - len, end, len) == 0;
}

bool ce_type_is_json(const char *type)
{
    size_t n = type ? strcspn(type, "; \t") : 0;

    return !n || type_ends(type, n, "/json") || type_ends(type, n, "+json");
}

bool ce_type_is_text(const char *type)
{
    return type && strncasecmp(type, "text/", 5) == 0;
}

/* The text of an attribute that must be a string that is not empty, or NULL. */
static const char *string_of(struct ctx *c, const struct ce_parts *p, const char *name,
                             bool required, struct event *e)
{
    const struct ce_attribute *a = ce_find(p, name);

    if (!a) {
        if (required)
            ctx_invalid_in(c, &e->errors, name, "required", "is required");
        return NULL;
    }
    if (a->type != JSON_STRING)
        ctx_invalid_in(c, &e->errors, name, "type", "must be a string");
    else if (!a->text[0])
        ctx_invalid_in(c, &e->errors, name, "too_short", "must not be empty");
    else
        return a->text;
    return NULL;
}

static void take_key(struct ctx *c, const struct ce_parts *p, struct event *e)
{
    const char *id = string_of(c, p, "id", true, e);

    if (!id || !e->source)
        return;
    e->kind = EVENT_KEY_CLOUDEVENT;
    e->key = arena_printf(c->arena, "%s\n%s", e->source, id);
    if (strlen(e->key) > EVENT_KEY_MAX) {
        char *hash = arena_alloc(c->arena, SHA256_HEX);

        crypto_sha256_hex(e->key, strlen(e->key), hash);
        e->key = hash;
    }
}

static void take_version(struct ctx *c, const struct ce_parts *p, struct event *e)
{
    const char *version = string_of(c, p, "specversion", true, e);

    if (version && !str_eq(version, "1.0"))
        ctx_invalid_in(c, &e->errors, "specversion", "choice", "must be 1.0");
}

static void take_time(struct ctx *c, const struct ce_parts *p, struct event *e)
{
    const char *text = string_of(c, p, "time", false, e);

    if (text && !time_parse(text, strlen(text), true, &e->occurred_at))
        ctx_invalid_in(c, &e->errors, "time", "format",
                       "must be an RFC 3339 time, like 2024-01-15T09:00:00Z");
}

/* The extensions that an event has members for. */
static void take_extensions(struct ctx *c, const struct ce_parts *p, struct event *e)
{
    const struct ce_attribute *value = ce_find(p, "value"), *user = ce_find(p, "userid");

    if (value && value->type != JSON_BOOL && str_to_double(value->text, &e->value))
        e->has_value = true;
    else if (value)
        ctx_invalid_in(c, &e->errors, "value", "type", "must be a finite number");
    if (user && user->type != JSON_BOOL)
        e->user_id = user->text;
    else if (user)
        ctx_invalid_in(c, &e->errors, "userid", "type", "must be a string or a number");
}

/* ---- The payload ---- */

static bool is_kept(const struct ce_attribute *a)
{
    static const char *const elsewhere[] = { "specversion", "id",    "source", "type",
                                             "time",        "value", "userid" };

    for (size_t i = 0; i < sizeof(elsewhere) / sizeof(*elsewhere); i++)
        if (str_eq(a->name, elsewhere[i]))
            return false;
    return !str_eq(a->name, "datacontenttype") ||
           !(ce_type_is_json(a->text) || ce_type_is_text(a->text));
}

static size_t count_kept(const struct ce_parts *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        n += is_kept(&p->list[i]);
    return n;
}

/* "cloudevent":{…} */
static void write_kept(const struct ce_parts *p, struct str *s)
{
    struct json_out w = json_out(s);

    str_adds(s, "\"cloudevent\":");
    json_open(&w, '{');
    for (size_t i = 0; i < p->n; i++) {
        const struct ce_attribute *a = &p->list[i];

        if (!is_kept(a))
            continue;
        json_key(&w, a->name);
        if (a->type == JSON_STRING)
            json_str(&w, a->text);
        else
            json_raw(&w, a->text);
    }
    json_close(&w, '}');
}

/* The data as JSON text; n_r 0: there is none. */
static const char *data_json(struct ctx *c, const struct ce_parts *p, size_t *n_r)
{
    struct str s = str_new(c->arena, EVENT_PAYLOAD_MAX * 7 + 64);
    struct json_out w = json_out(&s);

    *n_r = 0;
    if (p->kind == CE_DATA_JSON) {
        *n_r = p->data_len;
        return p->data;
    }
    if (p->kind == CE_DATA_TEXT) {
        json_strn(&w, p->data, p->data_len);
    } else if (p->kind == CE_DATA_BYTES) {
        json_open(&w, '{');
        json_key(&w, "data_base64");
        json_str(&w, crypto_base64(c->arena, p->data, p->data_len));
        json_close(&w, '}');
    }
    *n_r = s.len;
    return str_c(&s);
}

/* An object's text without its closing bracket, and a comma where it has members. */
static void reopen(struct str *s, const char *p, size_t n)
{
    while (p[n - 1] != '}')
        n--;
    n--;
    str_add(s, p, n);
    while (n && strchr(" \t\r\n", p[n - 1]))
        n--;
    if (p[n - 1] != '{')
        str_addc(s, ',');
}

static void too_long(struct ctx *c, struct event *e)
{
    ctx_invalid_in(c, &e->errors, "data", "too_long", "must have at most %d bytes",
                   EVENT_PAYLOAD_MAX);
}

static void take_payload(struct ctx *c, const struct ce_parts *p, struct event *e)
{
    const char *data;
    struct str s;
    size_t n;

    if (p->data_len > EVENT_PAYLOAD_MAX) {
        too_long(c, e);
        return;
    }
    data = data_json(c, p, &n);
    if (!count_kept(p)) {
        e->payload = n ? data : NULL;
        e->payload_len = n;
        return;
    }
    s = str_new(c->arena, n + ((size_t)1 << 20));
    if (n && *data == '{') {
        reopen(&s, data, n);
    } else {
        str_addc(&s, '{');
        if (n) {
            str_adds(&s, "\"data\":");
            str_add(&s, data, n);
            str_addc(&s, ',');
        }
    }
    write_kept(p, &s);
    str_addc(&s, '}');
    e->payload = str_c(&s);
    e->payload_len = s.len;
    if (s.overflow)
        too_long(c, e);
}

void ce_finish(struct ctx *c, const struct ce_parts *p, struct event *e)
{
    take_version(c, p, e);
    e->type = string_of(c, p, "type", true, e);
    e->source = string_of(c, p, "source", true, e);
    take_key(c, p, e);
    take_time(c, p, e);
    take_extensions(c, p, e);
    string_of(c, p, "subject", false, e);
    string_of(c, p, "dataschema", false, e);
    string_of(c, p, "datacontenttype", false, e);
    if (!e->errors)
        take_payload(c, p, e);
}

void cloudevent_name_errors(struct event *e)
{
    static const char *const names[][2] = { { "occurredAt", "time" },
                                            { "userId", "userid" },
                                            { "payload", "data" } };

    for (struct field_error *f = e->errors; f; f = f->next)
        for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
            if (str_eq(f->path, names[i][0]))
                f->path = names[i][1];
}
