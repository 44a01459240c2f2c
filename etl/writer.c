/* Rows are copied into PostgreSQL here, on a thread of their own. */
#include "etl/writer.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/log.h"
#include "base/timeutil.h"
#include "etl/etl.h"
#include "sql/registry.h"

#define BUFFERS 6
#define COMMIT_EVERY_US (2 * TIME_SECOND)
#define IDLE_MS 500
#define MEMORY ((size_t)16 << 20)

enum stream_kind { SEGMENTS, ROLLUPS, DIGESTS, STREAM_COUNT };

/* One COPY, open while rows come. */
struct stream {
    const struct query *query;
    struct db_copy *copy; /* NULL: none open */
    int64_t begun_at;
};

struct queued {
    enum stream_kind kind;
    struct copy_buffer *buffer;
};

struct writer {
    const struct etl *etl;
    const char *tenant_id, *request_id;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct queued queue[BUFFERS];
    size_t head, count;       /* of the queue */
    struct copy_buffer *idle; /* written and empty */
    int buffers;              /* all that exist */
    bool closing, aborted;
    enum err failed;
    struct stream streams[STREAM_COUNT];
};

static struct copy_buffer *take_idle(struct writer *w)
{
    struct copy_buffer *b = w->idle;

    if (b) {
        w->idle = b->next;
        b->next = NULL;
        return b;
    }
    if (w->buffers == BUFFERS)
        return NULL;
    w->buffers++;
    return copy_buffer_new(COPY_BUFFER_BYTES + COPY_BUFFER_BYTES / 8);
}

/* Queues a full buffer and waits for an empty one; NULL: writing failed. */
static struct copy_buffer *put(struct writer *w, enum stream_kind kind, struct copy_buffer *full)
{
    struct copy_buffer *empty = NULL;

    pthread_mutex_lock(&w->lock);
    if (!full->len) {
        pthread_mutex_unlock(&w->lock);
        return full;
    }
    while (w->count == BUFFERS && !w->failed)
        pthread_cond_wait(&w->changed, &w->lock);
    if (w->failed) {
        copy_buffer_free(full);
    } else {
        w->queue[(w->head + w->count++) % BUFFERS] = (struct queued){ kind, full };
        pthread_cond_broadcast(&w->changed);
    }
    while (!w->failed && !(empty = take_idle(w)))
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
    return empty;
}

static struct copy_buffer *put_segments(void *arg, struct copy_buffer *full)
{
    return put(arg, SEGMENTS, full);
}

static struct copy_buffer *put_rollups(void *arg, struct copy_buffer *full)
{
    return put(arg, ROLLUPS, full);
}

static struct copy_buffer *put_digests(void *arg, struct copy_buffer *full)
{
    return put(arg, DIGESTS, full);
}

struct segment_sink writer_sink(struct writer *w)
{
    return (struct segment_sink){ w, put_segments, put_rollups, put_digests };
}

/* The next buffer; false when there was none for a while, *over_r when there will be none. */
static bool get(struct writer *w, struct queued *q_r, bool *over_r)
{
    struct timespec until;
    bool got = false;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += IDLE_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&w->lock);
    while (!w->count && !w->closing)
        if (pthread_cond_timedwait(&w->changed, &w->lock, &until) != 0)
            break;
    *over_r = w->aborted || (w->closing && !w->count);
    if (w->count && !w->aborted) {
        *q_r = w->queue[w->head];
        w->head = (w->head + 1) % BUFFERS;
        w->count--;
        got = true;
    }
    pthread_mutex_unlock(&w->lock);
    return got;
}

static void give_idle(struct writer *w, struct copy_buffer *b)
{
    copy_clear(b);
    pthread_mutex_lock(&w->lock);
    b->next = w->idle;
    w->idle = b;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

static enum err stream_open(struct ctx *c, struct stream *s)
{
    struct copy_buffer *head;
    enum err e;

    if (s->copy)
        return OK;
    if ((e = db_copy_begin(c, s->query, &s->copy)) != OK) {
        s->copy = NULL;
        return e;
    }
    s->begun_at = time_mono();
    head = copy_buffer_new(64);
    copy_header(head);
    e = db_copy_send(s->copy, head->data, head->len);
    copy_buffer_free(head);
    return e;
}

static enum err stream_commit(struct stream *s)
{
    struct copy_buffer *tail;
    enum err e;

    if (!s->copy)
        return OK;
    tail = copy_buffer_new(64);
    copy_trailer(tail);
    e = db_copy_send(s->copy, tail->data, tail->len);
    copy_buffer_free(tail);
    if (e == OK)
        e = db_copy_finish(s->copy);
    s->copy = NULL;
    return e;
}

static enum err write_one(struct writer *w, struct ctx *c, const struct queued *q)
{
    struct stream *s = &w->streams[q->kind];
    enum err e = stream_open(c, s);

    return e != OK ? e : db_copy_send(s->copy, q->buffer->data, q->buffer->len);
}

/* Commits the streams that have been open long enough, or all of them. */
static enum err commit_due(struct writer *w, bool all)
{
    enum err e = OK;

    for (int i = 0; i < STREAM_COUNT && e == OK; i++)
        if (all || time_mono() - w->streams[i].begun_at >= COMMIT_EVERY_US)
            e = stream_commit(&w->streams[i]);
    return e;
}

static enum err write_all(struct writer *w, struct ctx *c)
{
    struct queued q;
    bool over = false;
    enum err e = OK;

    while (e == OK && !over) {
        if (get(w, &q, &over)) {
            e = write_one(w, c, &q);
            give_idle(w, q.buffer);
        }
        if (e == OK)
            e = commit_due(w, false);
    }
    return e == OK && !w->aborted ? commit_due(w, true) : e;
}

static void *write_thread(void *arg)
{
    struct writer *w = arg;
    struct arena *a = arena_new(MEMORY);
    struct ctx c = etl_ctx(w->etl, a);
    enum err e;

    c.who.tenant_id = w->tenant_id;
    c.request_id = w->request_id;
    log_set_request(w->request_id);
    e = write_all(w, &c);
    pthread_mutex_lock(&w->lock);
    w->failed = e;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    arena_free(a); /* ends a copy that is still open */
    return NULL;
}

struct writer *writer_start(const struct etl *etl, const char *tenant_id, const char *request_id)
{
    struct writer *w = calloc(1, sizeof(*w));
    int failed;

    if (!w)
        BUG("out of memory");
    w->etl = etl;
    w->tenant_id = tenant_id;
    w->request_id = request_id;
    w->streams[SEGMENTS].query = &Q_PART_COPY_SEGMENTS;
    w->streams[ROLLUPS].query = &Q_PART_COPY_ROLLUPS;
    w->streams[DIGESTS].query = &Q_PART_COPY_DIGESTS;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    if ((failed = pthread_create(&w->thread, NULL, write_thread, w)) != 0)
        BUG("no thread: %s", strerror(failed));
    return w;
}

static void free_buffers(struct writer *w)
{
    while (w->idle) {
        struct copy_buffer *next = w->idle->next;

        copy_buffer_free(w->idle);
        w->idle = next;
    }
    for (; w->count; w->count--) {
        copy_buffer_free(w->queue[w->head].buffer);
        w->head = (w->head + 1) % BUFFERS;
    }
}

enum err writer_stop(struct writer *w, bool abort, const char **why_r)
{
    enum err e;

    pthread_mutex_lock(&w->lock);
    w->closing = true;
    w->aborted = abort;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    e = w->failed;
    *why_r = e == OK ? NULL : err_title(e);
    free_buffers(w);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
    return e;
}
