/* CloudEvents 1.0 become events here, whichever way they come.
 *
 * type, source and time are the event's type, source and occurredAt; (source,id) is its idempotency
 * key. The extension attributes `value` and `userid` become value and userId. data is the payload:
 * JSON as it is, text as a string, anything else as {"data_base64":"…"}. What remains (subject,
 * dataschema, a datacontenttype other than JSON and text, other extensions) is kept in the payload
 * as its member "cloudevent": beside the members of data when that is an object, else beside a
 * member "data". */
#ifndef MODEL_CLOUDEVENT_H
#define MODEL_CLOUDEVENT_H

#include "base/json_scan.h"
#include "model/event.h"

#define CLOUDEVENT_ATTRIBUTES_MAX 64

/* An attribute of the binary form, its value as the header has it. */
struct cloudevent_header {
    const char *name; /* without "ce-" */
    const char *value;
};

/* Structured form: the value at s->p. As event_json_read(). */
bool cloudevent_read(struct ctx *c, struct json_scan *s, struct event *e)
    __attribute__((warn_unused_result));

/* Binary form: attributes from headers, data from the body. e->errors lists what is invalid.
 * ERR_BAD_JSON when the content type says JSON and the body is not. Strings are copied to c->arena;
 * the payload may be a slice of the body. */
enum err cloudevent_binary(struct ctx *c, const struct cloudevent_header *headers, size_t n,
                           const char *content_type, const char *body, size_t body_len,
                           struct event *e) __attribute__((warn_unused_result));

/* After event_ingest(): what it found invalid is told by the attribute's name instead of the
 * member's. */
void cloudevent_name_errors(struct event *e);

#endif
