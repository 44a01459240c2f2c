/* Topics of live messages: a change raises its topic's counter in its own transaction and is told
 * after the commit.
 *
 *     struct db_batch *b = db_batch(c);
 *     db_add(b, &Q_DATASET_DELETE, db_uuid(id));
 *     int seq = topic_bump(b, topic_of_tenant(c));   // last: the row stays locked until the commit
 *     if ((e = db_run(b)) != OK)
 *         return e;
 *     topic_tell(c, b, seq, topic_of_tenant(c), "dataset.deleted", json);
 */
#ifndef MODEL_TOPIC_H
#define MODEL_TOPIC_H

struct ctx;
struct db_batch;

/* "tenant:<id>" of the tenant that the ctx works for. */
const char *topic_of_tenant(struct ctx *c);

/* Adds the raising of the counter to a batch; returns the statement's index. */
int topic_bump(struct db_batch *b, const char *topic);

/* Queues the message with the counter that statement `bump` of the committed batch returned. `data`
 * is JSON text. */
void topic_tell(struct ctx *c, const struct db_batch *b, int bump, const char *topic,
                const char *type, const char *data);

#endif
