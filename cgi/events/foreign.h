/* The ways in that other systems brought along: their paths, their keys, their words. */
#ifndef EVENTS_FOREIGN_H
#define EVENTS_FOREIGN_H

#include "web/request.h"

/* POST /webhook, as Entvas answers. */
enum err entvas_receive(struct request *r);
void entvas_problem(struct request *r);

/* POST /v1/track … /v1/batch, as Segment answers; the key is the user name of Basic auth or stands in
 * the body. */
enum err segment_identify(struct request *r);
enum err segment_receive(struct request *r);
void segment_problem(struct request *r);

/* POST /webhook/:key, signed with the key's secret. */
enum err hook_identify(struct request *r);
enum err hook_receive(struct request *r);

/* Events from web pages: a public key may stand in the query, and OPTIONS asks whether it may come. */
enum err browser_identify(struct request *r);
enum err browser_preflight(struct request *r);

#endif
