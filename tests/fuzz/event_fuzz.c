/* Fuzz target: events as JSON, alone, in batches, in lines and as CloudEvents. Text that the
 * scanner takes is text that the strict parser takes (but for members that stand twice), and what
 * an event without errors carries is a slice of it, or JSON again. */
#include <stdint.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "model/cloudevent.h"
#include "model/event_batch.h"
#include "model/event_json.h"
#include "tests/fuzz/event_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_scan(struct ctx *c, const char *p, size_t n)
{
    struct json_scan s = json_scan(p, n);
    const struct json *tree;
    struct json_slice v;
    bool whole = json_scan_value(&s, &v) && json_scan_end(&s);
    enum err e = json_parse(c, p, n, &tree);

    if (!whole && !s.broken)
        BUG("refused without a reason");
    if (e == OK && !whole)
        BUG("the tree takes it, the scan does not: %s", s.broken);
    if (whole && !s.flaw && e != OK && !strstr(c->problem.detail, "twice") && e != ERR_INVALID)
        BUG("the scan takes it, the tree does not: %s", c->problem.detail);
    /* a whole number beyond int64 is a double in the tree */
    if (whole && e == OK && v.type != json_type(tree) &&
        !(v.type == JSON_INT && json_type(tree) == JSON_DOUBLE))
        BUG("another type");
    if (s.flaw)
        json_scan_path(c->arena, "p", &v, s.flaw_at);
    c->problem = (struct problem){ 0 };
}

static void try_batch(struct ctx *c, const char *p, size_t n, enum event_batch_form form)
{
    struct event_batch b;

    if (event_batch_read(c, p, n, form, &b) == OK)
        for (size_t i = 0; i < b.n; i++)
            check_event(&b.list[i]);
    else if (!c->problem.detail)
        BUG("refused without a problem");
    c->problem = (struct problem){ 0 };
}

static void try_events(struct ctx *c, const char *p, size_t n)
{
    struct json_scan s = json_scan(p, n), again = s;
    struct event_batch b;
    struct event e;

    if (event_json_read(c, &s, false, &e) && json_scan_end(&s))
        check_event(&e);
    if (cloudevent_read(c, &again, &e) && json_scan_end(&again))
        check_event(&e);
    if (event_batch_array(c, p, n, cloudevent_read, &b) == OK)
        for (size_t i = 0; i < b.n; i++)
            check_event(&b.list[i]);
    c->problem = (struct problem){ 0 };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = { .arena = arena_new(256 << 20) };
    const char *p = (const char *)data;

    try_scan(&c, p, size);
    try_events(&c, p, size);
    try_batch(&c, p, size, EVENT_BATCH_JSON);
    try_batch(&c, p, size, EVENT_BATCH_LINES);
    arena_free(c.arena);
    return 0;
}
