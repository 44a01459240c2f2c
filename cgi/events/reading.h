/* Handlers that read events back, and what listing and export have in common. */
#ifndef EVENTS_READING_H
#define EVENTS_READING_H

#include "model/event_list.h"
#include "web/request.h"

/* Fills the filter from the query; `more` are the parameters that the route has beside it (NULL:
 * none). Mistakes are recorded. */
enum err event_filter_read(struct request *r, const char *const *more, struct event_filter *f)
    __attribute__((warn_unused_result));

/* list.c */
enum err event_index(struct request *r);
enum err event_show(struct request *r);

/* export.c */
enum err event_export(struct request *r);

/* labels.c */
enum err event_types(struct request *r);
enum err label_index(struct request *r);
enum err label_put(struct request *r);
struct label_input {
    struct field_strs keys;
};
extern const struct field label_input_fields[];

/* rejects.c */
enum err reject_list(struct request *r);
enum err reject_replay(struct request *r);
struct replay_input {
    const char *event;
};
extern const struct field replay_input_fields[];

#endif
