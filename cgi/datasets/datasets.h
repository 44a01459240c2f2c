/* The handlers of this program, one file per resource, for its route table. */
#ifndef DATASETS_DATASETS_H
#define DATASETS_DATASETS_H

#include "web/router.h"

extern const struct route datasets_routes[];

/* Body of POST …/complete; parts 0: the file came whole. */
struct complete_input {
    int64_t parts;
};
extern const struct field complete_input_fields[];

struct dataset;
struct dataset_upload;
struct json_out;

/* Writes "uploadUrl" and, named `expires`, how long it holds; both null when the file has arrived. */
void upload_write(struct json_out *w, const struct dataset_upload *up, const char *expires);

/* Ends a handler: answers the dataset when `e` is OK; gives `e` back. */
enum err dataset_answer(struct request *r, int status, enum err e, const struct dataset *d);

enum err dataset_post(struct request *r);
enum err dataset_index(struct request *r);
enum err dataset_show(struct request *r);
enum err dataset_patch(struct request *r);
enum err dataset_remove(struct request *r);
enum err dataset_undo(struct request *r);
enum err dataset_finish(struct request *r);
enum err storage_show(struct request *r);

enum err version_post(struct request *r);
enum err version_index(struct request *r);
enum err version_undo(struct request *r);
enum err version_again(struct request *r);
enum err version_stop(struct request *r);

enum err preview_post(struct request *r);

enum err row_index(struct request *r);
enum err lineage_show(struct request *r);
enum err reject_index(struct request *r);

enum err file_show(struct request *r);
enum err upload_get(struct request *r);
enum err object_ask(struct request *r);

enum err sample_post(struct request *r);

#endif
