/* One table describes a thing's fields, once, for every border it crosses.
 *
 * The same `struct field[]` lets web/bind read a JSON body or a query string into a struct, lets
 * base/rowmap read a result row into it, and lets base/json write it out. A resource declares its
 * table beside its struct:
 *
 *     struct tenant { const char *id, *name; int64_t created_at; };
 *     const struct field tenant_fields[] = {
 *         FIELD(struct tenant, id, "id", FIELD_UUID, 0),
 *         FIELD(struct tenant, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1, .max = 120),
 *         FIELD(struct tenant, created_at, "createdAt", FIELD_TIME, FIELD_NULLABLE),
 *         FIELD_END
 *     };
 *
 * The result column has the member's C name (created_at), the JSON member the given one.
 */
#ifndef BASE_FIELD_H
#define BASE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_type {
    FIELD_NONE,
    FIELD_STR,    /* const char *, UTF-8 without NUL; min and max count code points */
    FIELD_UUID,   /* const char *, lower-case canonical text */
    FIELD_INT,    /* int64_t; min and max are bounds */
    FIELD_DOUBLE, /* double, finite */
    FIELD_BOOL,   /* bool */
    FIELD_TIME,   /* int64_t, microseconds since 1970 UTC; FIELD_TIME_NONE is null */
    FIELD_JSON,   /* const char *, compact JSON text of any value; NULL is null */
    FIELD_STRS,   /* struct field_strs; max counts elements */
};

#define FIELD_TIME_NONE INT64_MIN

struct field_strs {
    const char **data;
    size_t len;
};

enum field_flags {
    FIELD_REQUIRED = 1, /* bind: must be sent, must not be null */
    FIELD_NULLABLE = 2, /* bind: null may be sent; row: NULL is allowed (else it is a bug) */
    FIELD_HIDDEN = 4,   /* never written as JSON */
    FIELD_INPUT = 8,    /* bind only: no column, not written */
};

struct field {
    const char *name;   /* JSON member or query parameter */
    const char *column; /* result column */
    enum field_type type;
    size_t offset;
    unsigned flags;
    int64_t min, max;           /* 0 and 0: unbounded */
    const char *const *choices; /* FIELD_STR, NULL-terminated; or NULL */
    double fallback;            /* bind: number stored when FIELD_INT/DOUBLE was not sent */
};

#define FIELD(type_, member, json_name, kind, flags_, ...)                                         \
    {                                                                                              \
        .name = (json_name), .column = #member, .type = (kind), .offset = offsetof(type_, member), \
        .flags = (flags_), __VA_ARGS__                                                             \
    }
#define FIELD_END                                                                                  \
    {                                                                                              \
        .name = NULL                                                                               \
    }

#endif
