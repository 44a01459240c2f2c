/* The columns of many rows become binary parameters here. */
#include "base/db_array.h"

#include <string.h>

#include "base/arena.h"
#include "base/field.h"
#include "base/timeutil.h"

#define HEAD 20
/* 2000-01-01, from which PostgreSQL counts. */
#define EPOCH_DAYS INT64_C(10957)
#define EPOCH_US (EPOCH_DAYS * TIME_DAY)

static void put32(uint8_t out[4], uint32_t v)
{
    v = __builtin_bswap32(v);
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    v = __builtin_bswap32(v);
#endif
    memcpy(out, &v, 4);
}

void db_put_int64(uint8_t out[8], int64_t v)
{
    put32(out, (uint32_t)((uint64_t)v >> 32));
    put32(out + 4, (uint32_t)v);
}

static size_t element_size(enum db_type type)
{
    switch (type) {
    case DB_BOOL:
        return 1;
    case DB_SMALLINT:
        return 2;
    case DB_INTEGER:
    case DB_DATE:
        return 4;
    case DB_BIGINT:
    case DB_FLOAT8:
    case DB_TIMESTAMPTZ:
        return 8;
    case DB_UUID:
        return 16;
    case DB_BYTEA:
    case DB_TEXT:
    case DB_JSONB:
        break;
    }
    return 32;
}

struct db_array db_array(struct arena *a, enum db_type type, size_t expected)
{
    struct db_array v = { .s = str_new(a, SIZE_MAX / 2), .type = type };
    size_t room = HEAD + expected * (4 + element_size(type));

    v.s.data = arena_alloc(a, room + 1);
    v.s.room = room + 1;
    v.s.len = HEAD;
    return v;
}

static void put(struct db_array *v, const void *p, size_t n)
{
    uint8_t len[4];

    put32(len, (uint32_t)n);
    str_add(&v->s, len, sizeof(len));
    str_add(&v->s, p, n);
    v->n++;
}

void db_array_null(struct db_array *v)
{
    static const uint8_t none[4] = { 0xff, 0xff, 0xff, 0xff };

    str_add(&v->s, none, sizeof(none));
    v->nulls = true;
    v->n++;
}

void db_array_bytes(struct db_array *v, const void *p, size_t n)
{
    if (p)
        put(v, p, n);
    else
        db_array_null(v);
}

void db_array_text(struct db_array *v, const char *s)
{
    db_array_bytes(v, s, s ? strlen(s) : 0);
}

void db_array_json(struct db_array *v, const char *json, size_t n)
{
    uint8_t head[5];

    if (!json) {
        db_array_null(v);
        return;
    }
    put32(head, (uint32_t)n + 1);
    head[4] = 1; /* the version of the format: text */
    str_add(&v->s, head, sizeof(head));
    str_add(&v->s, json, n);
    v->n++;
}

void db_array_real(struct db_array *v, double d)
{
    uint8_t out[8];
    int64_t bits;

    memcpy(&bits, &d, sizeof(bits));
    db_put_int64(out, bits);
    put(v, out, sizeof(out));
}

void db_array_time(struct db_array *v, int64_t us)
{
    uint8_t out[8];

    if (us == FIELD_TIME_NONE) {
        db_array_null(v);
        return;
    }
    db_put_int64(out, us - EPOCH_US);
    put(v, out, sizeof(out));
}

void db_array_flag(struct db_array *v, bool b)
{
    uint8_t out = b;

    put(v, &out, 1);
}

void db_array_int(struct db_array *v, int64_t i)
{
    size_t size = element_size(v->type);
    uint8_t out[8];

    db_put_int64(out, v->type == DB_DATE ? i - EPOCH_DAYS : i);
    put(v, out + 8 - size, size);
}

struct db_arg db_array_arg(struct db_array *v)
{
    uint8_t *head = (uint8_t *)v->s.data;

    put32(head, v->n ? 1 : 0);
    put32(head + 4, v->nulls);
    put32(head + 8, v->type);
    put32(head + 12, v->n);
    put32(head + 16, 1);
    /* an empty array has no dimension */
    return db_binary(v->s.data, v->n ? v->s.len : 12);
}
