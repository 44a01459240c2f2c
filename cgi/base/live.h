/* Tells the browsers: publishes messages to Nchan's channels through nginx's internal socket.
 *
 * A message follows the commit of what it tells; it may be lost, the topic's seq reveals that.
 * Messages are queued in the ctx's arena by live_queue() and sent by live_flush() once the answer
 * is on its way, so a browser's request never waits for a push.
 */
#ifndef BASE_LIVE_H
#define BASE_LIVE_H

#include <stddef.h>
#include <stdint.h>

struct ctx;
struct live;

/* `socket` is the path of nginx's publishing socket; "" makes every publish a no-op. One handle
 * serves all threads of a process. */
struct live *live_open(const char *socket);
void live_close(struct live *l);

/* Queues {topic,seq,type,at,requestId,clientId,data}. seq 0: left out (progress, presence).
 * `data` is JSON text. All strings are copied. */
void live_queue(struct ctx *c, const char *topic, int64_t seq, const char *type, const char *data);

/* Sends what was queued on this ctx, in order. Failures are counted and logged, nothing else. */
void live_flush(struct ctx *c);

/* Drops all subscribers of a channel, who then come back through authorization. */
void live_drop(struct ctx *c, const char *topic);

#endif
