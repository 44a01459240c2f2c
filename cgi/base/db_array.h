/* Arrays as parameters, in PostgreSQL's binary format: the columns of many rows in one statement.
 *
 *     struct db_array ids = db_array(a, DB_UUID, n);
 *     db_array_bytes(&ids, id, 16);
 *     db_add(b, &Q_EVENT_STORE, db_array_arg(&ids), …);     -- unnest($1::uuid[], …)
 *
 * Lives in the arena, which must stay until the batch has run. The type must be the statement's.
 */
#ifndef BASE_DB_ARRAY_H
#define BASE_DB_ARRAY_H

#include "base/db.h"
#include "base/str.h"

/* PostgreSQL's numbers of the types. */
enum db_type {
    DB_BOOL = 16,
    DB_BYTEA = 17,
    DB_BIGINT = 20,
    DB_SMALLINT = 21,
    DB_INTEGER = 23,
    DB_TEXT = 25,
    DB_FLOAT8 = 701,
    DB_DATE = 1082,
    DB_TIMESTAMPTZ = 1184,
    DB_UUID = 2950,
    DB_JSONB = 3802,
};

struct db_array {
    struct str s;
    enum db_type type;
    uint32_t n;
    bool nulls;
};

/* An empty one; `expected` elements are no limit. */
struct db_array db_array(struct arena *a, enum db_type type, size_t expected);

/* Appends one element; NULL is null. */
void db_array_bytes(struct db_array *v, const void *p, size_t n); /* uuid (16), bytea, text */
void db_array_text(struct db_array *v, const char *s);
void db_array_json(struct db_array *v, const char *json, size_t n); /* jsonb */
void db_array_null(struct db_array *v);
void db_array_real(struct db_array *v, double d);
void db_array_time(struct db_array *v, int64_t us); /* timestamptz; FIELD_TIME_NONE is null */
void db_array_flag(struct db_array *v, bool b);
void db_array_int(struct db_array *v, int64_t i); /* smallint, integer, bigint, date (days since
                                                     1970) by the array's type */

/* The parameter; nothing may be appended any more. */
struct db_arg db_array_arg(struct db_array *v);

/* Single values in the same format, 8 bytes each. */
void db_put_int64(uint8_t out[8], int64_t v);

#endif
