/* Messages for the browsers are queued and published here. */
#include "base/live.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/fetch.h"
#include "base/json.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/timeutil.h"

#define PUBLISH_MS 1000
#define MESSAGE_MAX ((size_t)8 << 20)
#define ANSWER_MAX 65536

struct live {
    char *socket;
    pthread_key_t handle; /* a struct fetch for each thread: its connection stays open */
    _Atomic int64_t told_at;
};

struct live_message {
    struct live_message *next;
    const char *topic, *type, *data;
    int64_t seq, at;
};

static void close_handle(void *f)
{
    fetch_close(f);
}

struct live *live_open(const char *socket)
{
    struct live *l = calloc(1, sizeof(*l));

    if (!l || !(l->socket = strdup(socket ? socket : "")))
        BUG("out of memory");
    if (pthread_key_create(&l->handle, close_handle) != 0)
        BUG("no key for threads");
    return l;
}

void live_close(struct live *l)
{
    if (!l)
        return;
    /* threads that have ended released their own */
    fetch_close(pthread_getspecific(l->handle));
    pthread_key_delete(l->handle);
    free(l->socket);
    free(l);
}

void live_queue(struct ctx *c, const char *topic, int64_t seq, const char *type, const char *data)
{
    struct live_message **at = &c->live_queue, *m = arena_one(c->arena, struct live_message);

    while (*at)
        at = &(*at)->next;
    m->topic = arena_strdup(c->arena, topic);
    m->type = arena_strdup(c->arena, type);
    m->data = arena_strdup(c->arena, data);
    m->seq = seq;
    m->at = time_now();
    *at = m;
}

static void add_text(struct json_out *w, const char *name, const char *text)
{
    json_key(w, name);
    json_str(w, text);
}

static struct str envelope(const struct ctx *c, const struct live_message *m)
{
    struct str s = str_new(c->arena, MESSAGE_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    add_text(&w, "topic", m->topic);
    if (m->seq) {
        json_key(&w, "seq");
        json_num(&w, m->seq);
    }
    add_text(&w, "type", m->type);
    json_key(&w, "at");
    json_time(&w, m->at);
    add_text(&w, "requestId", c->request_id);
    add_text(&w, "clientId", c->client_id);
    json_key(&w, "data");
    json_raw(&w, m->data);
    json_close(&w, '}');
    return s;
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           strchr(":-._", c);
}

static const char *channel_url(struct ctx *c, const char *topic)
{
    struct str s = str_new(c->arena, 4096);

    str_adds(&s, "http://localhost/publish?id=");
    for (; *topic; topic++) {
        if (is_plain(*topic))
            str_addc(&s, *topic);
        else
            str_printf(&s, "%%%02X", (unsigned char)*topic);
    }
    return str_c(&s);
}

static struct fetch *thread_handle(struct live *l)
{
    struct fetch *f = pthread_getspecific(l->handle);

    if (!f) {
        f = fetch_open();
        if (pthread_setspecific(l->handle, f) != 0)
            BUG("out of memory");
    }
    return f;
}

static void note_failure(struct live *l, const char *topic, const char *why, int status)
{
    int64_t now = time_mono(), told = atomic_load(&l->told_at);

    metrics_add(METRIC_LIVE_FAILED, 1);
    if ((!told || now - told > TIME_SECOND) &&
        atomic_compare_exchange_strong(&l->told_at, &told, now))
        log_warn("a live message was not taken", LOG_STR("topic", topic), LOG_STR("error", why),
                 LOG_INT("status", status));
}

/* Talks to nginx about a channel. What goes wrong is no problem of the ctx. */
static bool ask(struct ctx *c, const char *method, const char *topic, const struct str *body)
{
    static const char *const headers[] = { "Content-Type: application/json", NULL };
    struct problem before = c->problem;
    struct fetch_response answer = { 0 };
    struct fetch_request req = {
        .method = method,
        .url = channel_url(c, topic),
        .unix_socket = c->live->socket,
        .headers = headers,
        .body = body ? str_c(body) : NULL,
        .body_len = body ? body->len : 0,
        .timeout_ms = PUBLISH_MS,
        .max_response = ANSWER_MAX,
    };
    enum err e = fetch_do(thread_handle(c->live), c, &req, &answer);
    /* a channel that nobody listens to cannot be dropped, and need not */
    bool taken = e == OK && (answer.status / 100 == 2 || (!body && answer.status == 404));

    if (!taken)
        note_failure(c->live, topic, e == OK ? NULL : c->problem.detail, answer.status);
    c->problem = before;
    return taken;
}

static bool is_off(const struct ctx *c)
{
    return !c->live || !c->live->socket[0];
}

static bool publish(struct ctx *c, const struct live_message *m)
{
    struct str body = envelope(c, m);

    if (body.overflow) {
        note_failure(c->live, m->topic, "too long", 0);
        return true;
    }
    if (!ask(c, "POST", m->topic, &body))
        return false;
    metrics_add(METRIC_LIVE_PUBLISHED, 1);
    return true;
}

void live_flush(struct ctx *c)
{
    const struct live_message *m = c->live_queue;

    c->live_queue = NULL;
    if (is_off(c))
        return;
    while (m && publish(c, m))
        m = m->next;
    /* one wait for a server that hangs is enough: the rest is lost with it */
    for (m = m ? m->next : NULL; m; m = m->next)
        metrics_add(METRIC_LIVE_FAILED, 1);
}

void live_drop(struct ctx *c, const char *topic)
{
    if (!is_off(c))
        (void)ask(c, "DELETE", topic, NULL);
}
