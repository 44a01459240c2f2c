/* Which types there are, and which payload keys are tracked. */
#include "events/reading.h"
#include "model/event_label.h"
#include "model/event_type.h"
#include "web/response.h"

const struct field label_input_fields[] = {
    FIELD(struct label_input, keys, "keys", FIELD_STRS, FIELD_REQUIRED, .max = EVENT_LABELS_MAX),
    FIELD_END,
};

enum err event_types(struct request *r)
{
    static const char *const none[] = { NULL };
    struct event_type *list;
    size_t n;
    enum err e;

    if ((e = request_only(r, none)) != OK || (e = event_type_list(&r->ctx, &list, &n)) != OK)
        return e;
    respond_things(r, 200, "items", event_type_fields, list, n, sizeof(*list));
    return OK;
}

static void write_labels(struct request *r, const struct event_label *list, size_t n)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_key(w, "keys");
    json_open(w, '[');
    for (size_t i = 0; i < n; i++)
        json_str(w, list[i].key);
    json_close(w, ']');
    json_things(w, "items", event_label_fields, list, n, sizeof(*list));
    json_close(w, '}');
}

enum err label_index(struct request *r)
{
    static const char *const none[] = { NULL };
    struct event_label *list;
    size_t n;
    enum err e;

    if ((e = request_only(r, none)) != OK || (e = event_label_list(&r->ctx, &list, &n)) != OK)
        return e;
    write_labels(r, list, n);
    return OK;
}

enum err label_put(struct request *r)
{
    const struct label_input *in = r->input;
    struct event_label *list;
    size_t n;
    enum err e = event_label_set(&r->ctx, &in->keys, &list, &n);

    if (e == OK)
        write_labels(r, list, n);
    return e;
}
