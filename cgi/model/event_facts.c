/* What event_ingest() must know of a tenant is asked once a second, not with each event. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/event_lot.h"
#include "sql/registry.h"

#define PLACES 1024 /* tenants remembered; two of one place forget each other */
#define FRESH (1 * TIME_SECOND)
#define LABEL_VALUE_MAX 200 /* code points */

struct place {
    char tenant[UUID_TEXT];
    int64_t until;
    struct event_facts facts;
    char *memory; /* the labels, one behind the other */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct place places[PLACES];

static struct place *place_of(const char *tenant)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (; *tenant; tenant++)
        h = (h ^ (unsigned char)*tenant) * UINT64_C(0x100000001b3);
    return &places[(h >> 20) % PLACES];
}

/* Copies the facts into the arena. */
static struct event_facts copy_out(struct arena *a, const struct place *p)
{
    struct event_facts facts = p->facts;
    const char *at = p->memory;

    facts.labels.data = arena_array(a, const char *, facts.labels.len + 1);
    for (size_t i = 0; i < facts.labels.len; i++) {
        facts.labels.data[i] = arena_strdup(a, at);
        at += strlen(at) + 1;
    }
    return facts;
}

static void keep(const char *tenant, const struct event_facts *facts)
{
    struct place *p = place_of(tenant);
    size_t size = 1;
    char *memory, *at;

    for (size_t i = 0; i < facts->labels.len; i++)
        size += strlen(facts->labels.data[i]) + 1;
    if (!(at = memory = malloc(size)))
        BUG("out of memory");
    for (size_t i = 0; i < facts->labels.len; i++) {
        size_t n = strlen(facts->labels.data[i]) + 1;

        memcpy(at, facts->labels.data[i], n);
        at += n;
    }
    pthread_mutex_lock(&lock);
    free(p->memory);
    *p = (struct place){ .until = time_mono() + FRESH, .facts = *facts, .memory = memory };
    p->facts.labels.data = NULL;
    memcpy(p->tenant, tenant, UUID_TEXT);
    pthread_mutex_unlock(&lock);
}

/* Whether they are known and fresh. */
static bool recall(struct ctx *c, struct event_facts *facts_r)
{
    struct place *p = place_of(c->who.tenant_id);
    int64_t now = time_mono();
    bool known;

    pthread_mutex_lock(&lock);
    known = p->until > now && strcmp(p->tenant, c->who.tenant_id) == 0;
    if (known)
        *facts_r = copy_out(c->arena, p);
    pthread_mutex_unlock(&lock);
    return known;
}

enum err event_facts(struct ctx *c, struct event_facts *facts_r)
{
    static const struct field fields[] = {
        FIELD(struct event_facts, soft, "soft", FIELD_INT, FIELD_NULLABLE),
        FIELD(struct event_facts, hard, "hard", FIELD_INT, FIELD_NULLABLE),
        FIELD(struct event_facts, retention_days, "retentionDays", FIELD_INT, 0),
        FIELD(struct event_facts, labels, "labels", FIELD_STRS, 0), FIELD_END
    };
    const struct db_rows *rows;
    enum err e;

    if (recall(c, facts_r))
        return OK;
    if ((e = db_query0(c, &Q_EVENT_FACTS, &rows)) != OK)
        return e;
    *facts_r = (struct event_facts){ 0 };
    row_read(c->arena, rows, 0, fields, facts_r);
    if (!db_value(rows, 0, "soft"))
        facts_r->soft = -1;
    if (!db_value(rows, 0, "hard"))
        facts_r->hard = -1;
    keep(c->who.tenant_id, facts_r);
    return OK;
}

/* A scalar as text, or NULL: nothing to tell series apart by. */
static const char *scalar(struct arena *a, const struct json *v)
{
    const char *text;
    size_t points = 0;

    switch (json_type(v)) {
    case JSON_STRING:
        text = json_string(v);
        break;
    case JSON_BOOL:
    case JSON_INT:
    case JSON_DOUBLE:
        text = json_text(a, v);
        break;
    default:
        return NULL;
    }
    for (const char *p = text; *p; p++)
        points += ((unsigned char)*p & 0xc0) != 0x80;
    return points <= LABEL_VALUE_MAX ? text : NULL;
}

const char *event_labels(struct ctx *c, const struct event_facts *facts, const struct event *e)
{
    const struct json *payload;
    struct str s = str_new(c->arena, 64 << 10);
    struct json_out w = json_out(&s);
    bool any = false;

    if (!facts->labels.len || !e->payload ||
        json_parse(c, e->payload, e->payload_len, &payload) != OK ||
        json_type(payload) != JSON_OBJECT)
        return NULL;
    json_open(&w, '{');
    for (size_t i = 0; i < facts->labels.len; i++) {
        const struct json *v = json_get(payload, facts->labels.data[i]);
        const char *text = scalar(c->arena, v);

        if (!text)
            continue;
        json_key(&w, facts->labels.data[i]);
        json_str(&w, text);
        any = true;
    }
    json_close(&w, '}');
    return any ? str_c(&s) : NULL;
}
