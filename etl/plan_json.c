/* A plan goes out as JSON. */
#include "base/json.h"
#include "etl/ingest.h"

static const char *const kinds[] = { "empty", "number", "time", "text" };
static const char *const roles[] = { "unused", "time", "metric", "label", "name", "value" };
static const char *const encodings[] = { "utf-8", "utf-16", "windows-1252" };

static void member(struct json_out *w, const char *key, const char *text)
{
    json_key(w, key);
    json_str(w, text);
}

static void names_with_role(struct json_out *w, const struct ingest_plan *plan, const char *key,
                            enum column_role role)
{
    json_key(w, key);
    json_open(w, '[');
    for (size_t i = 0; i < plan->n_columns; i++)
        if (plan->columns[i].role == role)
            json_strn(w, plan->columns[i].name, plan->columns[i].name_len);
    json_close(w, ']');
}

static void time_names(struct json_out *w, const struct ingest_plan *plan)
{
    json_key(w, "timestamp");
    if (!plan->n_time) {
        json_none(w);
        return;
    }
    json_open(w, '[');
    for (size_t i = 0; i < plan->n_time; i++)
        json_str(w, plan->columns[plan->time[i]].name);
    json_close(w, ']');
}

static void columns_json(struct json_out *w, const struct ingest_plan *plan)
{
    json_key(w, "columns");
    json_open(w, '[');
    for (size_t i = 0; i < plan->n_columns; i++) {
        const struct ingest_column *c = &plan->columns[i];
        json_open(w, '{');
        member(w, "name", c->name);
        member(w, "kind", kinds[c->kind]);
        member(w, "role", roles[c->role]);
        member(w, "example", c->example);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void notes_json(struct json_out *w, const struct ingest_plan *plan)
{
    json_key(w, "notes");
    json_open(w, '[');
    for (size_t i = 0; i < plan->n_notes; i++) {
        const struct plan_note *n = &plan->notes[i];
        json_open(w, '{');
        member(w, "code", n->code);
        if (n->column)
            member(w, "column", n->column);
        member(w, "message", n->message);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void ingest_plan_json(struct json_out *w, const struct ingest_plan *plan)
{
    const char delimiter[2] = { plan->delimiter, '\0' }, decimal[2] = { plan->decimal, '\0' };
    json_open(w, '{');
    member(w, "format", plan->is_long ? "long" : "wide");
    member(w, "compression", plan->gzip ? "gzip" : "none");
    member(w, "encoding", encodings[plan->encoding]);
    member(w, "delimiter", plan->delimiter ? delimiter : NULL);
    member(w, "decimal", decimal);
    time_names(w, plan);
    member(w, "timeFormat", plan->time_format);
    member(w, "timeZone", plan->time_zone);
    names_with_role(w, plan, "metrics", plan->is_long ? COLUMN_VALUE : COLUMN_METRIC);
    names_with_role(w, plan, "labels", COLUMN_LABEL);
    columns_json(w, plan);
    notes_json(w, plan);
    json_close(w, '}');
}
