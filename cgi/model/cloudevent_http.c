/* CloudEvents in the binary form are read here: attributes in headers, data in the body. */
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/hex.h"
#include "base/str.h"
#include "model/cloudevent_part.h"
#include "model/event_batch.h"
#include "model/event_json.h"

/* The value in the quotes of a header, if it has some, without their backslashes; then without
 * percent encoding. A % that begins none stays: not every sender encodes. */
static const char *decode(struct arena *a, const char *value)
{
    size_t n = strlen(value), len = 0;
    bool quoted = n >= 2 && value[0] == '"' && value[n - 1] == '"';
    const char *p = value + quoted, *end = value + n - quoted;
    char *out = arena_alloc(a, n + 1);

    while (p < end) {
        if (quoted && *p == '\\' && p + 1 < end)
            p++;
        if (*p == '%' && end - p > 2 && hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0) {
            out[len++] = (char)(hex_digit(p[1]) << 4 | hex_digit(p[2]));
            p += 3;
        } else {
            out[len++] = *p++;
        }
    }
    /* a NUL or a control character is none that an attribute may have */
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)out[i] < 0x20 || out[i] == 0x7f)
            return NULL;
    return str_utf8_valid(out, len) == len ? out : NULL;
}

static void take_headers(struct ctx *c, const struct cloudevent_header *headers, size_t n,
                         struct ce_parts *p, struct event *e)
{
    for (size_t i = 0; i < n; i++)
        ce_add(c, p, headers[i].name, decode(c->arena, headers[i].value), JSON_STRING, e);
}

static enum err take_json(struct ctx *c, struct ce_parts *p, struct event *e)
{
    struct json_scan s = json_scan(p->data, p->data_len);
    struct json_slice v;

    s.depth = 1; /* as in the structured form */
    if (!json_scan_value(&s, &v) || !json_scan_end(&s))
        return event_batch_broken(c, &s);
    p->kind = CE_DATA_JSON;
    p->data = v.p;
    p->data_len = v.n;
    event_json_fits(c, &s, &v, "data", e);
    return OK;
}

static bool is_text(const char *p, size_t n)
{
    return str_utf8_valid(p, n) == n && !memchr(p, '\0', n);
}

enum err cloudevent_binary(struct ctx *c, const struct cloudevent_header *headers, size_t n,
                           const char *content_type, const char *body, size_t body_len,
                           struct event *e)
{
    struct ce_parts p = { .data = body, .data_len = body_len };
    bool json = content_type && content_type[0] && ce_type_is_json(content_type);
    enum err err = OK;

    *e = (struct event){ .occurred_at = FIELD_TIME_NONE };
    take_headers(c, headers, n, &p, e);
    if (content_type && content_type[0])
        ce_add(c, &p, "datacontenttype",
               is_text(content_type, strlen(content_type)) ? content_type : NULL, JSON_STRING, e);
    if (body_len && json)
        err = take_json(c, &p, e);
    else if (body_len)
        p.kind =
            ce_type_is_text(content_type) && is_text(body, body_len) ? CE_DATA_TEXT : CE_DATA_BYTES;
    if (err == OK)
        ce_finish(c, &p, e);
    return err;
}
