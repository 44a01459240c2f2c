/* Counters and latency histograms that all workers of a program share.
 *
 * They live in one anonymous shared mapping made before the fork and are updated with relaxed
 * atomics. The text is Prometheus' exposition format 0.0.4.
 */
#ifndef BASE_METRICS_H
#define BASE_METRICS_H

#include <stdint.h>

#include "base/str.h"

/* Makes the mapping for a program with `nroutes` routes. Call once, before forking. */
void metrics_init(const char *program, const char *const *routes, int nroutes);

/* Counts one answered request: route index (-1: none matched), status, duration in microseconds. */
void metrics_request(int route, int status, int64_t us);

/* Named counters, added on demand in this file's X-macro. One whose name does not end in _total is a
 * gauge: it goes down, too. */
#define METRICS(X)                                                                                 \
    X(METRIC_DB_CONNECTS, "db_connects_total", "Connections opened to PostgreSQL")                 \
    X(METRIC_DB_ERRORS, "db_errors_total", "Statements that failed")                               \
    X(METRIC_DB_WAITS, "db_waits_total", "Times a thread waited for a connection")                 \
    X(METRIC_DB_TIMEOUTS, "db_timeouts_total", "Waits that ended without a connection")            \
    X(METRIC_CACHE_HITS, "cache_hits_total", "Values found in memcached")                          \
    X(METRIC_CACHE_MISSES, "cache_misses_total", "Values not found in memcached")                  \
    X(METRIC_CACHE_ERRORS, "cache_errors_total", "Memcached calls that failed")                    \
    X(METRIC_LIVE_PUBLISHED, "live_published_total", "Live messages handed to Nchan")              \
    X(METRIC_LIVE_FAILED, "live_failed_total", "Live messages that Nchan did not take")            \
    X(METRIC_EVENT_COMMITS, "event_commits_total", "Transactions that stored events")              \
    X(METRIC_EVENTS_STORED, "events_stored_total", "Events stored")                                \
    X(METRIC_EVENTS_DUPLICATE, "events_duplicate_total", "Events that had been stored before")     \
    X(METRIC_EVENTS_REJECTED, "events_rejected_total", "Events that were refused")                 \
    X(METRIC_EVENT_QUEUE, "event_queue_length", "Events that wait for the next commit")            \
    X(METRIC_WORKER_RESTARTS, "worker_restarts_total", "Workers that died and were replaced")

#define METRIC_ENUM(name, text, help) name,
enum metric { METRICS(METRIC_ENUM) METRIC_COUNT };
#undef METRIC_ENUM

void metrics_add(enum metric m, uint64_t n);
void metrics_take(enum metric m, uint64_t n);

/* Appends the whole text. */
void metrics_text(struct str *out);

#endif
