/* Parameters on their way in, rows on their way out. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/db_internal.h"
#include "base/field.h"
#include "base/str.h"

struct db_arg db_text(const char *v)
{
    return (struct db_arg){ .value = v };
}

struct db_arg db_binary(const void *p, size_t n)
{
    return (struct db_arg){ .value = p, .len = n, .binary = true };
}

struct db_arg db_null(void)
{
    return (struct db_arg){ 0 };
}

struct db_arg db_flag(bool v)
{
    return (struct db_arg){ .value = v ? "t" : "f" };
}

struct db_arg db_int(int64_t v)
{
    struct db_arg a = { .in_buffer = true };

    snprintf(a.buffer, sizeof(a.buffer), "%" PRId64, v);
    return a;
}

struct db_arg db_real(double v)
{
    struct db_arg a = { .in_buffer = true };

    str_from_double(a.buffer, v);
    return a;
}

struct db_arg db_time(int64_t us)
{
    struct db_arg a = { .in_buffer = true };

    _Static_assert(sizeof(a.buffer) >= TIME_TEXT_MAX, "a time fits");
    if (us == FIELD_TIME_NONE)
        return db_null();
    time_format(a.buffer, us);
    return a;
}

struct db_arg db_list(const struct field_strs *v)
{
    return (struct db_arg){ .list = v };
}

/* {"a","b \"c\""} */
static const char *list_text(struct arena *a, const struct field_strs *list)
{
    struct str s = str_new(a, SIZE_MAX);

    str_addc(&s, '{');
    for (size_t i = 0; i < list->len; i++) {
        str_adds(&s, i ? ",\"" : "\"");
        for (const char *p = list->data[i]; *p; p++) {
            if (*p == '"' || *p == '\\')
                str_addc(&s, '\\');
            str_addc(&s, *p);
        }
        str_addc(&s, '"');
    }
    str_addc(&s, '}');
    return str_c(&s);
}

const char *arg_text(struct arena *a, const struct db_arg *arg)
{
    if (arg->binary)
        return arg->value;
    if (arg->list)
        return list_text(a, arg->list);
    return arena_strdup(a, arg->in_buffer ? arg->buffer : arg->value);
}

int db_count(const struct db_rows *rows)
{
    return PQntuples(rows->result);
}

int64_t db_affected(const struct db_rows *rows)
{
    int64_t n = 0;
    const char *text = PQcmdTuples(rows->result);

    if (*text && !str_to_int64(text, &n))
        BUG("%s affected \"%s\" rows", rows->query->name, text);
    return n;
}

int db_column(const struct db_rows *rows, const char *column)
{
    int n = PQnfields(rows->result);

    for (int i = 0; i < n; i++)
        if (strcmp(PQfname(rows->result, i), column) == 0)
            return i;
    BUG("%s has no column %s", rows->query->name, column);
}

const char *db_cell(const struct db_rows *rows, int row, int column)
{
    if (row < 0 || row >= PQntuples(rows->result))
        BUG("%s has no row %d", rows->query->name, row);
    if (PQgetisnull(rows->result, row, column))
        return NULL;
    return PQgetvalue(rows->result, row, column);
}

const char *db_value(const struct db_rows *rows, int row, const char *column)
{
    return db_cell(rows, row, db_column(rows, column));
}

const void *db_bytes(const struct db_rows *rows, int row, int column, int *len_r)
{
    if (column < 0 || column >= PQnfields(rows->result))
        BUG("%s has no column %d", rows->query->name, column);
    if (len_r)
        *len_r = PQgetlength(rows->result, row, column);
    return db_cell(rows, row, column);
}
