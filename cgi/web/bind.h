/* Reads a JSON body into a struct by its field table and lists every invalid field at once. */
#ifndef WEB_BIND_H
#define WEB_BIND_H

#include "base/ctx.h"
#include "base/field.h"
#include "base/json.h"

/* Fills `thing` (zeroed by the caller) from an object; bit i of *sent_r tells that field i was
 * sent. Unknown members, wrong types, values out of range and missing required ones are recorded
 * with ctx_invalid(); returns ctx_check(). `prefix` goes before the paths of nested objects
 * ("layout.") or is "". */
enum err bind_object(struct ctx *c, const struct json *object, const struct field *fields,
                     const char *prefix, void *thing, uint64_t *sent_r)
    __attribute__((warn_unused_result));

/* The same rules for one value given as text (a query parameter). */
enum err bind_text(struct ctx *c, const char *name, const char *text, const struct field *field,
                   void *thing) __attribute__((warn_unused_result));

#endif
