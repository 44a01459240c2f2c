/* What must hold of an event, whoever has read it: its mistakes can be told, and one without
 * mistakes can be stored. Lengths are event_ingest()'s business. */
#ifndef FUZZ_EVENT_CHECK_H
#define FUZZ_EVENT_CHECK_H

#include "base/ctx.h"
#include "base/json_scan.h"
#include "model/event.h"

static inline bool is_text(const char *text)
{
    return !text || str_utf8_valid(text, strlen(text)) == strlen(text);
}

static inline void check_event(const struct event *e)
{
    struct json_scan s = json_scan(e->payload ? e->payload : "", e->payload ? e->payload_len : 0);
    struct json_slice v;

    for (const struct field_error *f = e->errors; f; f = f->next)
        if (!is_text(f->path) || !is_text(f->message) || !f->code[0])
            BUG("a mistake that cannot be told");
    if (e->errors)
        return;
    if (e->payload && (!json_scan_value(&s, &v) || !json_scan_end(&s) || s.flaw))
        BUG("a payload that cannot be stored: %.*s", (int)e->payload_len, e->payload);
    if (e->key && !e->kind)
        BUG("a key of no kind");
}

#endif
