/* Tests of model/widget_config: what a widget may show. */
#include "model/widget_config.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "tests/unit/tap.h"

#define DATASET "\"datasetId\":\"01990000-0000-7000-8000-000000000001\""

static struct ctx c;
static struct widget_config got;

/* "" when the config is good, else "path:code path:code". */
static const char *read_config(const char *type, const char *text)
{
    struct str s;

    arena_reset(c.arena);
    c.problem = (struct problem){ 0 };
    s = str_new(c.arena, 4096);
    if (widget_config_parse(&c, type, text, &got) != OK)
        for (const struct field_error *e = c.problem.errors; e; e = e->next)
            str_printf(&s, "%s%s:%s", s.len ? " " : "", e->path, e->code);
    return str_c(&s);
}

static void test_good(void)
{
    is_str(read_config("text", "{\"text\":\"**hello**\"}"), "", "a text");
    is_str(got.text, "**hello**", "is kept");
    is_str(read_config("line",
                       "{" DATASET ",\"metrics\":[\"a\",\"b\"],\"where\":{\"city\":\"Kyiv\"},"
                       "\"groupBy\":\"device\",\"interval\":\"hour\",\"agg\":\"max\","
                       "\"range\":{\"last\":\"7d\"},\"unit\":\"°C\"}"),
           "", "everything a chart can say");
    is_int(got.analysis.shown.len, 2, "its metrics");
    is_str(got.analysis.question.where_names.data[0], "city", "a label");
    is_str(got.analysis.question.where_values.data[0], "Kyiv", "and its value");
    is_int(got.analysis.question.aggs, AGG_MAX, "the aggregation");
    is_str(got.last, "7d", "the range");
    is_str(read_config("stat", "{" DATASET ",\"range\":null,\"groupBy\":null}"), "", "or hardly");
    is_str(got.analysis.question.interval, "auto", "the rest has defaults");
    is_int(got.analysis.question.aggs, AGG_AVG, "the average among them");
}

static void test_derived(void)
{
    const struct analysis *a = &got.analysis;

    is_str(read_config("line",
                       "{" DATASET ",\"metrics\":[\"a\"],\"expressions\":[\"b / c\",\"a * 2\"],"
                       "\"where\":{\"city\":[\"Kyiv\",\"Oslo\"],\"device\":\"fan\"},"
                       "\"agg\":\"p95\",\"fill\":\"zero\",\"compare\":\"year\","
                       "\"transform\":\"movingAverage(7)\",\"scale\":\"log\"}"),
           "", "what is made of answers");
    is_int(a->n_expressions, 2, "two expressions");
    is_int(a->shown.len, 1, "beside one metric");
    is_int(a->question.metrics.len, 3, "need three metrics");
    is_int(a->question.where_names.len, 3, "any of two cities, and a device");
    is_str(a->question.where_names.data[1], "city", "the label of the second");
    is_int(a->question.aggs, AGG_P95, "a percentile");
    is_int(a->fill, FILL_ZERO, "gaps are zero");
    is_int(a->compare, COMPARE_YEAR, "beside the year before");
    is_int(a->transform.buckets, 7, "over seven buckets");
    is_str(read_config("line", "{" DATASET ",\"compare\":null,\"transform\":null,\"scale\":null}"),
           "", "or none of it");
    is_str(read_config("line", "{" DATASET ",\"expressions\":[\"a +\",1],\"fill\":null,"
                               "\"compare\":\"x\",\"transform\":\"x\",\"scale\":\"x\","
                               "\"where\":{\"a\":[],\"b\":[\"\"]}}"),
           "config.expressions[1]:type config.expressions[0]:format config.fill:choice "
           "config.compare:choice config.transform:choice config.scale:choice "
           "config.where.a:too_short "
           "config.where.b[0]:too_short",
           "each mistake at its place");
}

static void test_bad(void)
{
    is_str(read_config("line", "{}"), "config.datasetId:required", "no dataset");
    is_str(read_config("text", "{" DATASET "}"), "config.datasetId:unknown config.text:required",
           "a text has no dataset");
    is_str(read_config("line", "[]"), "config:type", "an array");
    is_str(read_config("line", "{" DATASET ",\"color\":\"red\"}"), "config.color:unknown",
           "what is not known");
    is_str(read_config("line", "{" DATASET ",\"metrics\":[\"a\",1,\"\"]}"),
           "config.metrics[1]:type config.metrics[2]:too_short", "metrics are names");
    is_str(read_config("line", "{" DATASET ",\"where\":{\"a\":1}}"), "config.where.a:type",
           "labels are text");
    is_str(read_config("line", "{" DATASET ",\"agg\":\"median\",\"interval\":\"fortnight\"}"),
           "config.agg:choice config.interval:choice", "words that do not exist");
    is_str(read_config("line", "{" DATASET ",\"range\":{\"last\":\"7 days\"}}"),
           "config.range.last:format", "a range in words");
    is_str(read_config("line", "{" DATASET ",\"range\":{\"last\":\"0d\"}}"),
           "config.range.last:format", "a range of nothing");
    is_str(read_config("line", "{" DATASET ",\"range\":{\"last\":\"1000y\"}}"),
           "config.range.last:format", "a range from before all calendars");
    is_str(read_config("line", "{" DATASET ",\"range\":{\"from\":\"2024-01-02T00:00:00+16:00\"}}"),
           "config.range.from:format", "an offset that PostgreSQL does not take");
    is_str(read_config("line", "{" DATASET ",\"range\":{\"from\":\"2024-01-02T00:00:00+15:30\"}}"),
           "", "one that it takes");
    is_str(read_config("line", "{" DATASET ",\"range\":{\"from\":\"2024-01-02T00:00:00Z\","
                               "\"to\":\"2024-01-01T00:00:00Z\"}}"),
           "config.range.to:too_small", "a range that runs backwards");
    is_str(read_config("line", "{" DATASET ",\"range\":{\"last\":\"7d\","
                               "\"to\":\"2024-01-01T00:00:00Z\"}}"),
           "config.range:choice", "two ranges in one");
}

int main(void)
{
    c.arena = arena_new(1 << 20);
    test_good();
    test_derived();
    test_bad();
    arena_free(c.arena);
    return done_testing();
}
