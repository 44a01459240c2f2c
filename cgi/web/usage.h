/* Tells who sends events that a limit of the month is reached. */
#ifndef WEB_USAGE_H
#define WEB_USAGE_H

struct request;

/* Adds `X-Usage-Warning: soft_limit; used=N; limit=M` (or hard_limit) to the answer when r->ctx.usage
 * says so. */
void usage_header(struct request *r);

#endif
