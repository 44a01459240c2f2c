/* Fuzz target: a plan from any sample, with and without mappings, names columns that are there. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "etl/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_plan(struct arena *a, const struct ingest_plan *plan)
{
    size_t times = 0, metrics = 0;
    struct str s = str_new(a, 1 << 22);
    struct json_out w = json_out(&s);

    for (size_t i = 0; i < plan->n_columns; i++) {
        const struct ingest_column *c = &plan->columns[i];

        if (strlen(c->name) != c->name_len || !c->name_len)
            BUG("a column name that is empty or has a NUL");
        if (str_utf8_valid(c->name, c->name_len) != c->name_len)
            BUG("a column name that is not UTF-8");
        times += c->role == COLUMN_TIME;
        metrics += c->role == COLUMN_METRIC || c->role == COLUMN_VALUE;
    }
    if (times != plan->n_time)
        BUG("%zu time columns of %zu", times, plan->n_time);
    for (size_t i = 0; i < plan->n_time; i++)
        if (plan->time[i] < 0 || plan->time[i] >= (int)plan->n_columns)
            BUG("time column %d", plan->time[i]);
    if (!metrics || (plan->is_long && (metrics != 1 || plan->value < 0)))
        BUG("%zu metrics", metrics);
    ingest_plan_json(&w, plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "a", "value" }, *const times[] = { "t", "d" };
    const struct ingest_mapping mappings[] = {
        { .has_timestamp = true },
        { .metrics = names, .n_metrics = 2 },
        { .has_timestamp = true,
          .timestamp = times,
          .n_timestamp = 1,
          .labels = names,
          .n_labels = 1 },
    };
    const struct ingest_limits limits = { .columns = 16, .field_bytes = 256, .record_bytes = 4096 };

    if (!size)
        return 0;
    for (unsigned i = 0; i < 4; i++) {
        struct arena *a = arena_new((size_t)64 << 20);
        struct ingest_plan plan;
        const char *detail = NULL;
        enum file_type type = (enum file_type)(data[0] % 3);
        enum ingest_error e = ingest_infer(a, type, (const char *)data + 1, size - 1, data[0] & 64,
                                           i ? &mappings[i - 1] : NULL, &limits, &plan, &detail);

        if (e == INGEST_OK)
            check_plan(a, &plan);
        else if (!detail || !*detail)
            BUG("%s without a sentence", ingest_code(e));
        arena_free(a);
    }
    return 0;
}
