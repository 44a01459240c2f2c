/* What all readers share. */
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "etl/infer.h"
#include "etl/row.h"

#define ABSENT_MAX 10 /* longer cells are never one of these words */

bool reader_fail(struct reader *r, enum ingest_error e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    r->error = e;
    r->detail = arena_vprintf(r->arena, fmt, ap);
    va_end(ap);
    return false;
}

enum file_type file_type_by_name(const char *name)
{
    if (strcmp(name, "csv") == 0)
        return FILE_CSV;
    return strcmp(name, "json") == 0 ? FILE_JSON : FILE_NDJSON;
}

bool cell_is_absent(const struct cell *c)
{
    /* small letters; the dashes are as long as typographers make them, \n is MySQL's */
    static const char *const words[] = { "",         "na",           "n/a",  "n.a.",   "#n/a",
                                         "null",     "nil",          "none", "nan",    "-",
                                         "--",       "\xe2\x80\x93", "..",   "(null)", "\\n",
                                         "#n/a n/a", "\xe2\x80\x94" };
    const char *p = c->p;
    size_t n = c->n;
    while (n && (*p == ' ' || *p == '\t'))
        p++, n--;
    while (n && (p[n - 1] == ' ' || p[n - 1] == '\t'))
        n--;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words) && n < ABSENT_MAX; i++)
        if (strlen(words[i]) == n && !strncasecmp(words[i], p, n))
            return true;
    return false;
}

void text_trim(char **p, uint32_t *n)
{
    while (*n && (unsigned char)**p <= ' ')
        (*p)++, (*n)--;
    while (*n && (unsigned char)(*p)[*n - 1] <= ' ')
        (*n)--;
}

const char *plural_s(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static bool is_word(const char *p, size_t n, const char *word)
{
    return strlen(word) == n && !strncasecmp(p, word, n);
}

bool row_is_total(const struct row *row, size_t n)
{
    static const char *const words[] = { "total",
                                         "totals",
                                         "grand total",
                                         "sum",
                                         "summe",
                                         "gesamt",
                                         "gesamtsumme",
                                         "somme",
                                         "totaux",
                                         "subtotal",
                                         "total g\xc3\xa9n\xc3\xa9ral" };
    for (size_t i = 0; i < n; i++) {
        const struct cell *cell = &row->cells[i];
        char *p = cell->p;
        uint32_t left = cell->n;
        if (cell->kind != CELL_TEXT)
            continue;
        text_trim(&p, &left);
        /* "Total:", and "Total: Account" */
        const char *colon = left ? memchr(p, ':', left) : NULL;
        left = colon ? (uint32_t)(colon - p) : left;
        for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
            if (is_word(p, left, words[k]))
                return true;
        if (left)
            return false;
    }
    return false;
}

void reader_notes(const struct reader *r, struct arena *a, struct ingest_plan *plan)
{
    const unsigned long long totals = r->totals;
    if (r->notes)
        r->notes(r, a, plan);
    if (totals)
        plan_note(a, plan, "totals_skipped", NULL, "%llu line%s of totals %s passed over.", totals,
                  plural_s(totals), totals == 1 ? "was" : "were");
}
