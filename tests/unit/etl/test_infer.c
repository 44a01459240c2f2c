/* Tests of etl/infer and etl/mapping: what a table is taken for, and what mappings change. */
#include "etl/infer.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)64 << 20)

/* The time's format and zone, and the notes. */
static void add_more(struct str *s, const struct ingest_plan *plan)
{
    str_printf(s, " [%s]", plan->time_format ? plan->time_format : "");
    if (plan->time_zone && !str_eq(plan->time_zone, "UTC"))
        str_printf(s, " %s", plan->time_zone);
    for (size_t i = 0; i < plan->n_notes; i++)
        if (!str_eq(plan->notes[i].code, "columns_renamed"))
            str_printf(s, " %s", plan->notes[i].code);
}

/* "long|wide time=… metrics=… labels=…", `more` of it, or "code: detail" of a preview. */
static const char *preview_more(struct arena *a, enum file_type type, const char *text, size_t n,
                                bool whole, const char *mapping, bool more)
{
    static const char *const roles[] = { "-", "time", "metric", "label", "name", "value" };
    struct ingest_mapping m;
    struct ingest_plan plan;
    const char *detail = NULL;
    struct str s = str_new(a, 1 << 20);

    if (mapping && !ingest_mapping_parse(a, mapping, &m))
        return "bad mapping";
    enum ingest_error e =
        ingest_infer(a, type, text, n, whole, mapping ? &m : NULL, NULL, &plan, &detail);
    if (e)
        return arena_printf(a, "%s: %s", ingest_code(e), detail);
    str_adds(&s, plan.is_long ? "long" : "wide");
    if (plan.ingest_time)
        str_adds(&s, " now");
    if (plan.decimal != '.')
        str_addc(&s, plan.decimal);
    for (size_t i = 0; i < plan.n_columns; i++) {
        const struct ingest_column *col = &plan.columns[i];

        str_printf(&s, " %s=%s%s", col->name, roles[col->role],
                   more && col->role == COLUMN_METRIC && col->decimal == ',' ? "," : "");
    }
    if (more)
        add_more(&s, &plan);
    return str_c(&s);
}

static const char *preview(struct arena *a, enum file_type type, const char *text, size_t n,
                           bool whole, const char *mapping)
{
    return preview_more(a, type, text, n, whole, mapping, false);
}

struct expected {
    const char *name, *text, *want, *mapping;
    enum file_type type;
};

static const struct expected tables[] = {
    { "long", "metric,value,timestamp\na,1,2024-01-01\n",
      "long metric=name value=value timestamp=time" },
    { "long without time", "metric,value\na,1\n", "long now metric=name value=value" },
    { "value alone", "value\n1\n", "long now value=value" },
    { "value and time", "value,timestamp\n1,2024-01-01\n", "wide value=metric timestamp=time" },
    { "long in capitals", "Metric,VALUE,Timestamp\na,1,2024-01-01\n",
      "long Metric=name VALUE=value Timestamp=time" },
    { "long with a bad time", "metric,value,timestamp\na,1,soon\n",
      "long metric=name value=value timestamp=time" },
    { "long with another name for the time", "metric,value,at\na,1,2024-01-01\n",
      "long metric=name value=value at=time" },
    { "long with a label", "metric,value,region\na,1,north\n",
      "long now metric=name value=value region=label" },
    { "wide", "date,temp,weather\n2024-01-01,1.5,sun\n2024-01-02,2,rain\n",
      "wide date=time temp=metric weather=label" },
    { "wide with slashes", "when,n\n2001/01/14 21:55,1\n", "wide when=time n=metric" },
    { "gaps and words for nothing", "date,a,b\n2024-01-01,,NA\n2024-01-02,1,-\n2024-01-03,,null\n",
      "wide date=time a=metric b=-" },
    { "a bad number among good ones", "date,a\n2024-01-01,1\n2024-01-02,12abc\n2024-01-03,3\n",
      "wide date=time a=metric" },
    { "the better of two times", "created,date,n\n2024-01-01,2024-01-02,1\n",
      "wide created=- date=time n=metric" },
    { "semicolons and a decimal comma", "date;a;b\n2024-01-01;1,5;x\n",
      "wide, date=time a=metric b=label" },
    { "tabs", "date\ta\n2024-01-01\t1.5\n", "wide date=time a=metric" },
    { "bars", "date|a\n2024-01-01|1.5\n", "wide date=time a=metric" },
    { "CR alone", "date,a\r2024-01-01,1\r", "wide date=time a=metric" },
    { "no time", "a,b\n1,2\n", "no_time_column: No column holds dates or times." },
    { "a time that is none", "date,b\nsometime,2\n",
      "no_time_column: No column holds dates or times; \"sometime\" in column date is none." },
    { "no numbers", "date,b\n2024-01-01,x\n", "no_metric_column: No column holds numbers." },
    { "neither metric nor value", "foo,bar\nx,y\n",
      "no_time_column: No column holds dates or times." },
    { "no header", "2024-01-01,5\n2024-01-02,6\n",
      "no_header: The first line looks like data; it must name the columns." },
    { "a header only", "metric,value\n", "no_rows: The file has a header but no rows." },
    { "an empty file", "", "empty_file: The file is empty." },
    { "blank lines", "\n\n", "empty_file: The file is empty." },
    { "a workbook", "PK\x03\x04xxxx",
      "not_text: The file is an Excel workbook or a ZIP archive; save the "
      "table as CSV." },
    { "a binary file", "\x01\x02\x03\x04\x05\x06", "not_text: The file is not text." },
    { "all rows ragged", "date,a\n1\n2\n", "nothing_readable: No row of the file could be read." },
    { "mapping: another time", "created,date,n\n2024-01-01,2024-01-02,1\n",
      "wide created=time date=- n=metric", "{\"timestamp\":\"created\"}" },
    { "mapping: the upload's time", "a,b\n1,2\n", "wide now a=metric b=metric",
      "{\"timestamp\":null}" },
    { "mapping: some metrics", "date,a,b,c\n2024-01-01,1,2,x\n",
      "wide date=time a=- b=metric c=label", "{\"metrics\":[\"b\"]}" },
    { "mapping: a number as label", "date,a,b,c\n2024-01-01,1,2,x\n",
      "wide date=time a=label b=metric c=-", "{\"labels\":[\"a\"]}" },
    { "mapping: no labels", "date,a,c\n2024-01-01,1,x\n", "wide date=time a=metric c=-",
      "{\"labels\":[]}" },
    { "mapping: of a long file", "metric,value,timestamp\na,1,2024-01-01\n",
      "wide metric=label value=metric timestamp=time",
      "{\"metrics\":[\"value\"],\"labels\":[\"metric\"]}" },
    { "mapping: a column that is not there", "date,a\n2024-01-01,1\n",
      "mapping_column: The mapping names a column \"x\" that the file lacks.",
      "{\"metrics\":[\"x\"]}" },
    { "mapping: a time that is not there", "date,a\n2024-01-01,1\n",
      "mapping_column: The mapping names a column \"x\" that the file lacks.",
      "{\"timestamp\":\"x\"}" },
    { "mapping: no metrics at all", "date,a\n2024-01-01,1\n",
      "no_metric_column: No column holds numbers.", "{\"metrics\":[]}" },
    { "mapping: not an object", "date,a\n2024-01-01,1\n", "bad mapping", "[]" },
    { "mapping: names that are none", "date,a\n2024-01-01,1\n", "bad mapping",
      "{\"metrics\":[1]}" },
    { "JSON: long", "[{\"metric\":\"a\",\"value\":1,\"timestamp\":\"2024-01-01T00:00:00Z\"}]",
      "long metric=name value=value timestamp=time", .type = FILE_JSON },
    { "JSON: wide", "[{\"date\":\"2001/01/14 21:55\",\"delay\":0,\"origin\":\"SAN\",\"ok\":true}]",
      "wide date=time delay=metric origin=label ok=label", .type = FILE_JSON },
    { "JSON: numbers in strings", "[{\"date\":\"2024-01-01\",\"a\":\"1.5\"}]",
      "wide date=time a=metric", .type = FILE_JSON },
    { "JSON: nested", "[{\"date\":\"2024-01-01\",\"a\":{\"b\":1,\"c\":\"x\"}}]",
      "wide date=time a.b=metric a.c=label", .type = FILE_JSON },
    { "JSON: lists are nothing", "[{\"date\":\"2024-01-01\",\"a\":1,\"b\":[1,2]}]",
      "wide date=time a=metric b=-", .type = FILE_JSON },
    { "JSON: an object", "{\"value\":1}",
      "not_an_array: The file is a JSON object; an array of objects is expected.",
      .type = FILE_JSON },
    { "JSON: an empty array", "[]", "no_rows: The array has no elements.", .type = FILE_JSON },
    { "JSON: nulls only", "[null]", "nothing_readable: No row of the file could be read.",
      .type = FILE_JSON },
    { "JSON: broken", "[{\"value\":1}", "bad_json: Line 1: the array is not closed.",
      .type = FILE_JSON },
    { "JSON: mapping", "[{\"d\":\"2024-01-01\",\"a\":1,\"b\":2}]", "wide d=time b=metric a=-",
      "{\"timestamp\":\"d\",\"metrics\":[\"b\"]}", .type = FILE_JSON },
    { "JSON: mapping of what no row has", "[{\"d\":\"2024-01-01\",\"a\":1}]",
      "mapping_column: The mapping names a column \"x\" that the file lacks.",
      "{\"metrics\":[\"x\"]}", .type = FILE_JSON },
    { "date and time apart", "Day,Hour,n\n01.02.2024,07:30,1\n02.02.2024,08:00,2\n",
      "wide Day=time Hour=time n=metric [%d.%m.%Y %H:%M]" },
    { "a date and an hour", "date,hour,n\n2024-01-01,0,1\n2024-01-01,23,2\n",
      "wide date=time hour=time n=metric [%Y-%m-%d %H]" },
    { "a duration is no time of day", "date,n,duration\n2024-01-01,1,00:35\n",
      "wide date=time n=metric duration=label [%Y-%m-%d]" },
    { "year and month apart", "Year,Month,n\n2024,1,5\n2024,12,6\n",
      "wide Year=time Month=time n=metric [%Y %m]" },
    { "year, month's name and day apart", "day,month,year,n\n3,Jan,2024,5\n4,Feb,2024,6\n",
      "wide day=time month=time year=time n=metric [%Y %b %d]" },
    { "year and quarter apart", "n,Quarter,Year\n5,1,2024\n6,4,2024\n",
      "wide n=metric Quarter=time Year=time [%Y %q]" },
    { "a bare year", "Country,Year,Population\nA,2019,10\nA,2020,11\n",
      "wide Country=label Year=time Population=metric [%Y]" },
    { "epoch milliseconds", "ts,v\n1705309200000,1\n1705309201000,2\n",
      "wide ts=time v=metric [epoch_ms]" },
    { "numbers like epochs without a name for it", "phone,v\n1705309200,1\n1705309201,2\n",
      "no_time_column: No column holds dates or times." },
    { "identifiers",
      "date,id,order_no,zip,store_id,n\n2024-01-01,1,77001,02134,4,10\n"
      "2024-01-02,2,77002,94105,4,11\n2024-01-03,3,77003,02134,5,12\n",
      "wide date=time id=- order_no=- zip=label store_id=label n=metric [%Y-%m-%d]" },
    { "the rows' numbers", ",date,n\n0,2024-01-01,5\n1,2024-01-02,5\n2,2024-01-03,7\n",
      "wide column_1=- date=time n=metric [%Y-%m-%d]" },
    { "decimal signs of their own", "date\ta\tb\n2024-01-01\t1,5\t1.25\n2024-01-02\t2,5\t1.5\n",
      "wide date=time a=metric, b=metric [%Y-%m-%d]" },
    { "a point alone between semicolons", "date;a\n2024-01-01;1.500\n2024-01-02;2.250\n",
      "wide date=time a=metric [%Y-%m-%d] decimal_ambiguous" },
    { "thousands beside smaller ones", "date;a\n2024-01-01;1.500\n2024-01-02;850\n",
      "wide, date=time a=metric, [%Y-%m-%d] decimal_ambiguous" },
    { "day or month", "date,a\n1/2/2024,1\n3/4/2024,2\n",
      "wide date=time a=metric [%m/%d/%Y] date_order_ambiguous" },
    { "dollars are American", "date,a\n1-2-2024,$1\n3-4-2024,$2\n",
      "wide date=time a=metric [%m-%d-%Y] date_order_ambiguous unit_dropped" },
    { "years over the columns", "Country,2019,2020,2021\nA,1,2,3\n",
      "no_time_column: No column holds dates or times; 3 columns are named by years. Turn the "
      "table "
      "so that each row has a year and a value." },
    { "long with other words", "_time,_value,_field,host\n2024-01-01T00:00:00Z,1,cpu,a\n",
      "long _time=time _value=value _field=name host=label [rfc3339]" },
    { "booleans divide", "date,ok,n\n2024-01-01,true,1\n2024-01-02,false,2\n",
      "wide date=time ok=label n=metric [%Y-%m-%d]" },
    { "mapping: columns of a time", "d,t,n\n01.02.2024,7.30,1\n",
      "wide d=time t=time n=metric [%d.%m.%Y %H.%M]", "{\"timestamp\":[\"d\",\"t\"]}" },
    { "mapping: a format", "d,n\n01022024,1\n", "wide d=time n=metric [%d%m%Y]",
      "{\"timestamp\":\"d\",\"timeFormat\":\"%d%m%Y\"}" },
    { "mapping: a format finds its column", "a,b,n\n5,2024|01|02,1\n",
      "wide a=metric b=time n=metric [%Y|%m|%d]", "{\"timeFormat\":\"%Y|%m|%d\"}" },
    { "mapping: a year by another name", "x,n\n2019,1\n2020,2\n", "wide x=time n=metric [%Y]",
      "{\"timestamp\":\"x\"}" },
    { "mapping: a zone", "date,n\n2024-01-01,1\n", "wide date=time n=metric [%Y-%m-%d] Asia/Tokyo",
      "{\"timeZone\":\"Asia/Tokyo\"}" },
    { "mapping: a decimal sign", "date;a\n2024-01-01;1.500\n",
      "wide, date=time a=metric, [%Y-%m-%d]", "{\"decimal\":\",\"}" },
    { "mapping: a zone that is none", "date,n\n2024-01-01,1\n",
      "mapping_time: There is no time zone \"Mars/Olympus\".", "{\"timeZone\":\"Mars/Olympus\"}" },
    { "mapping: a format that is none", "date,n\n2024-01-01,1\n",
      "mapping_time: The time format \"%Q\" is not known: %Q is not known.",
      "{\"timestamp\":\"date\",\"timeFormat\":\"%Q\"}" },
    { "NDJSON", "{\"value\":1}\n{\"value\":2}\n", "long now value=value", .type = FILE_NDJSON },
};

static void test_tables(struct arena *a)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
        is_str(preview_more(a, tables[i].type, tables[i].text, strlen(tables[i].text), true,
                            tables[i].mapping, strchr(tables[i].want, '[') != NULL),
               tables[i].want, "%s", tables[i].name);
}

/* A sample cut anywhere says the same as the whole, or that it is too short. */
static void test_cuts(struct arena *a)
{
    static const char csv[] = "date,temp,weather\n2024-01-01,1.5,\"su\nn\"\n2024-01-02,2,rain\n";
    static const char json[] = "[{\"date\":\"2024-01-01\",\"temp\":1},{\"date\":\"2024-01-02\"}]";
    int bad = 0;

    for (size_t n = 1; n < sizeof(csv); n++) {
        const char *got = preview(a, FILE_CSV, csv, n, false, NULL);

        bad += n < 40 ? strncmp(got, "no_rows", 7) != 0
                      : !str_eq(got, "wide date=time temp=metric weather=label");
    }
    is_int(bad, 0, "CSV cut at any byte");
    bad = 0;
    for (size_t n = 1; n < sizeof(json); n++) {
        const char *got = preview(a, FILE_JSON, json, n, false, NULL);

        bad +=
            n < 31 ? strncmp(got, "no_rows", 7) != 0 : !str_eq(got, "wide date=time temp=metric");
    }
    is_int(bad, 0, "JSON cut at any byte");
}

static void test_identity(struct arena *a)
{
    struct str s = str_new(a, 1 << 20);

    str_adds(&s, "date,n,id,kind\n");
    for (int i = 0; i < 200; i++)
        str_printf(&s, "2024-01-01,%d,row-%d,k%d\n", i, i, i % 3);
    is_str(preview(a, FILE_CSV, str_c(&s), s.len, true, NULL),
           "wide date=time n=metric id=- kind=label", "text that names the row is no label");
}

static void test_plan_json(struct arena *a)
{
    static const char text[] = "date,a,b\n2024-01-01,1,x\n";
    struct ingest_plan plan;
    const char *detail;
    struct str s = str_new(a, 1 << 16);
    struct json_out w = json_out(&s);

    is_int(ingest_infer(a, FILE_CSV, text, strlen(text), true, NULL, NULL, &plan, &detail),
           INGEST_OK, "a plan");
    ingest_plan_json(&w, &plan);
    is_str(str_c(&s),
           "{\"format\":\"wide\",\"compression\":\"none\",\"encoding\":\"utf-8\","
           "\"delimiter\":\",\",\"decimal\":\".\",\"timestamp\":[\"date\"],"
           "\"timeFormat\":\"%Y-%m-%d\",\"timeZone\":\"UTC\","
           "\"metrics\":[\"a\"],\"labels\":[\"b\"],\"columns\":["
           "{\"name\":\"date\",\"kind\":\"time\",\"role\":\"time\",\"example\":\"2024-01-01\"},"
           "{\"name\":\"a\",\"kind\":\"number\",\"role\":\"metric\",\"example\":\"1\"},"
           "{\"name\":\"b\",\"kind\":\"text\",\"role\":\"label\",\"example\":\"x\"}],"
           "\"notes\":[]}",
           "as JSON");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_tables(a);
    test_cuts(a);
    test_identity(a);
    test_plan_json(a);
    arena_free(a);
    return done_testing();
}
