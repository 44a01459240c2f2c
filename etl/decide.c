/* One look through the rows at the columns that are in doubt. */
#include "etl/decide.h"

#include <string.h>

#include "etl/infer.h"
#include "etl/mapper.h"
#include "etl/number.h"

#define DATE_NOTE "date_order_ambiguous"
#define DECIMAL_NOTE "decimal_ambiguous"

bool decide_is_needed(const struct ingest_plan *plan)
{
    for (size_t i = 0; i < plan->n_columns; i++)
        if (plan->columns[i].decimal_open)
            return true;
    return plan->other_times != NULL;
}

/* The order that the row's date allows alone is the one. */
static void decide_order(struct ingest_plan *plan, const struct reader *r)
{
    struct time_cache cache = { .zoned = false };
    char joined[TIME_JOINED_MAX];
    const char *p = joined;
    size_t n = time_text(plan, &r->row, joined, &p);
    int64_t us = 0;
    bool as_chosen = timecell_read(plan->times, &cache, p, n, &us);
    bool as_other = timecell_read(plan->other_times, &cache, p, n, &us);
    if (as_chosen == as_other)
        return;
    if (as_other) {
        plan->times = plan->other_times;
        plan->time_format = plan->other_format;
    }
    plan->other_times = NULL;
    plan_unnote(plan, DATE_NOTE, plan->columns[plan->time[0]].name);
}

static void decide_decimal(struct ingest_plan *plan, struct ingest_column *c,
                           const struct cell *cell)
{
    double v = 0;
    if (cell->kind != CELL_TEXT || cell_is_absent(cell))
        return;
    bool point = number_parse(cell->p, cell->n, '.', &v) == NUMBER_OK;
    bool comma = number_parse(cell->p, cell->n, ',', &v) == NUMBER_OK;
    if (point == comma)
        return;
    c->decimal = point ? '.' : ',';
    c->decimal_open = false;
    plan_unnote(plan, DECIMAL_NOTE, c->name);
}

void decide_by_rows(struct ingest_plan *plan, struct reader *r)
{
    while (decide_is_needed(plan) && reader_next(r)) {
        if (plan->other_times)
            decide_order(plan, r);
        for (size_t i = 0; i < plan->n_columns && i < r->row.n; i++)
            if (plan->columns[i].decimal_open)
                decide_decimal(plan, &plan->columns[i], &r->row.cells[i]);
    }
}
