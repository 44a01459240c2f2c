/* Result rows are read into structs by field table. */
#include "base/rowmap.h"

#include "base/arena.h"
#include "base/db.h"
#include "base/err.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/vec.h"

/* Reads one quoted or bare element at `p`; returns what is behind it. */
static const char *read_element(struct arena *a, const char *p, const char **element_r)
{
    struct str s = str_new(a, SIZE_MAX);
    bool quoted = *p == '"';

    if (quoted)
        p++;
    while (*p && (quoted ? *p != '"' : *p != ',' && *p != '}')) {
        if (*p == '\\' && p[1])
            p++;
        str_addc(&s, *p++);
    }
    *element_r = str_c(&s);
    return quoted && *p ? p + 1 : p;
}

/* {a,"b \"c\""}: one dimension, no nulls. */
static struct field_strs read_list(struct arena *a, const char *text)
{
    VEC(const char *) list;
    const char *p = text;

    vec_init(&list, a);
    if (*p++ != '{')
        BUG("not an array: %s", text);
    while (*p && *p != '}') {
        const char *element;

        p = read_element(a, p, &element);
        vec_push(&list, element);
        if (*p == ',')
            p++;
        else if (*p != '}')
            BUG("not an array of text: %s", text);
    }
    return (struct field_strs){ .data = list.data, .len = list.len };
}

static bool read_number(const char *text, const struct field *f, char *at)
{
    if (f->type == FIELD_INT)
        return str_to_int64(text, (int64_t *)(void *)at);
    if (f->type == FIELD_DOUBLE)
        return str_to_double(text, (double *)(void *)at);
    return time_parse_pg(text, (int64_t *)(void *)at);
}

static void read_value(struct arena *a, const char *text, const struct field *f, void *thing)
{
    char *at = (char *)thing + f->offset;

    switch (f->type) {
    case FIELD_STR:
    case FIELD_UUID:
    case FIELD_JSON:
        *(const char **)(void *)at = text;
        break;
    case FIELD_BOOL:
        *(bool *)at = *text == 't';
        break;
    case FIELD_STRS:
        *(struct field_strs *)(void *)at = read_list(a, text);
        break;
    case FIELD_INT:
    case FIELD_DOUBLE:
    case FIELD_TIME:
        if (!read_number(text, f, at))
            BUG("column %s cannot be read: %s", f->column, text);
        break;
    case FIELD_NONE:
        BUG("column %s has no type", f->column);
    }
}

/* What a member is when the column is null. */
static void read_null(const struct field *f, void *thing)
{
    char *at = (char *)thing + f->offset;

    if (!(f->flags & FIELD_NULLABLE))
        BUG("column %s is null", f->column);
    switch (f->type) {
    case FIELD_TIME:
        *(int64_t *)(void *)at = FIELD_TIME_NONE;
        break;
    case FIELD_INT:
        *(int64_t *)(void *)at = 0;
        break;
    case FIELD_DOUBLE:
        *(double *)(void *)at = 0;
        break;
    case FIELD_BOOL:
        *(bool *)at = false;
        break;
    case FIELD_STRS:
        *(struct field_strs *)(void *)at = (struct field_strs){ 0 };
        break;
    default:
        *(const char **)(void *)at = NULL;
    }
}

/* The result's column of each field; -1 for those that are bind's business only. */
static const int *find_columns(struct arena *a, const struct db_rows *rows,
                               const struct field *fields)
{
    size_t n = 0;
    int *columns;

    while (fields[n].name)
        n++;
    columns = arena_array(a, int, n + 1);
    for (size_t i = 0; i < n; i++)
        columns[i] = fields[i].flags & FIELD_INPUT ? -1 : db_column(rows, fields[i].column);
    return columns;
}

static void read_row(struct arena *a, const struct db_rows *rows, int row, const int *columns,
                     const struct field *fields, void *thing)
{
    for (size_t i = 0; fields[i].name; i++) {
        const char *text;

        if (columns[i] < 0)
            continue;
        text = db_cell(rows, row, columns[i]);
        if (text)
            read_value(a, text, &fields[i], thing);
        else
            read_null(&fields[i], thing);
    }
}

void row_read(struct arena *a, const struct db_rows *rows, int i, const struct field *fields,
              void *thing)
{
    read_row(a, rows, i, find_columns(a, rows, fields), fields, thing);
}

void *row_read_all(struct arena *a, const struct db_rows *rows, const struct field *fields,
                   size_t size, size_t *n_r)
{
    size_t n = (size_t)db_count(rows);
    const int *columns = find_columns(a, rows, fields);
    char *things = arena_alloc_array(a, n + 1, size);

    for (size_t i = 0; i < n; i++)
        read_row(a, rows, (int)i, columns, fields, things + i * size);
    *n_r = n;
    return things;
}
