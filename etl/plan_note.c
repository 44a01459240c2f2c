/* Notes of a plan are kept here. */
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/ingest.h"

static bool is_same(const struct plan_note *note, const char *code, const char *column)
{
    return str_eq(note->code, code) &&
           (note->column && column ? str_eq(note->column, column) : note->column == column);
}

static struct plan_note *find_or_add(struct arena *a, struct ingest_plan *plan, const char *code,
                                     const char *column)
{
    size_t n = plan->n_notes;
    for (size_t i = 0; i < n; i++)
        if (is_same(&plan->notes[i], code, column))
            return &plan->notes[i];
    plan->notes =
        arena_grow(a, plan->notes, n * sizeof(*plan->notes), (n + 1) * sizeof(*plan->notes));
    plan->n_notes++;
    plan->notes[n] = (struct plan_note){ code, column ? arena_strdup(a, column) : NULL, "" };
    return &plan->notes[n];
}

void plan_unnote(struct ingest_plan *plan, const char *code, const char *column)
{
    size_t left = 0;
    for (size_t i = 0; i < plan->n_notes; i++)
        if (!is_same(&plan->notes[i], code, column))
            plan->notes[left++] = plan->notes[i];
    plan->n_notes = left;
}

void plan_note(struct arena *a, struct ingest_plan *plan, const char *code, const char *column,
               const char *fmt, ...)
{
    struct plan_note *note = find_or_add(a, plan, code, column);
    va_list ap;
    va_start(ap, fmt);
    note->message = arena_vprintf(a, fmt, ap);
    va_end(ap);
}
