/* The one place from which an answer leaves. */
#ifndef WEB_SEND_H
#define WEB_SEND_H

#include "web/request.h"

/* Sends what the handler filled: head and body, or the head and piece after piece of a stream. A
 * stream that fails before its first piece becomes a problem; one that fails later is broken off,
 * so that the client sees that it is not whole. */
void send_response(struct request *r);

#endif
