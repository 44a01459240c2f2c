/* The event of Entvas's webhook: {eventType,userId,timestamp,metadata?}, as its users send it. */
#ifndef MODEL_ENTVAS_H
#define MODEL_ENTVAS_H

#include <stddef.h>

struct ctx;
struct event;

/* Reads a body into an event. What is wrong with it stands in e->errors, every field at once: the five
 * types, digits or a UUID for the user, an ISO 8601 time. Its key is made of what it says, so the same
 * event sent twice is one. */
void entvas_read(struct ctx *c, const char *body, size_t n, struct event *e);

#endif
