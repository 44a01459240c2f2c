/* What the two forms of a CloudEvent have in common: attributes and data, from which an event is
 * made. */
#ifndef MODEL_CLOUDEVENT_PART_H
#define MODEL_CLOUDEVENT_PART_H

#include "model/cloudevent.h"

struct ce_attribute {
    const char *name;
    const char *text; /* of a string; of others their JSON text */
    enum json_type type;
};

enum ce_data { CE_DATA_NONE, CE_DATA_JSON, CE_DATA_TEXT, CE_DATA_BYTES };

struct ce_parts {
    struct ce_attribute list[CLOUDEVENT_ATTRIBUTES_MAX];
    size_t n;
    enum ce_data kind;
    const char *data; /* JSON text, or bytes */
    size_t data_len;
};

/* Adds an attribute, or tells why it is none; `text` NULL: its value could not be decoded. */
void ce_add(struct ctx *c, struct ce_parts *p, const char *name, const char *text,
            enum json_type type, struct event *e);

const struct ce_attribute *ce_find(const struct ce_parts *p, const char *name);

/* Whether a media type (NULL: none, which is JSON in the structured form) is JSON; is text. */
bool ce_type_is_json(const char *media_type);
bool ce_type_is_text(const char *media_type);

/* Fills e, whose errors may have begun. */
void ce_finish(struct ctx *c, const struct ce_parts *p, struct event *e);

#endif
