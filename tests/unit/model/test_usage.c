/* Tests of model/usage: months and what a part of one tells of the whole. */
#include "model/usage.h"

#include "base/timeutil.h"
#include "tests/unit/tap.h"

static int64_t at(const char *text)
{
    int64_t us = 0;

    if (!time_parse(text, strlen(text), true, &us))
        ok(false, "%s is no time", text);
    return us;
}

static void test_months(void)
{
    static const char *const wrong[] = { "",        "2024",    "2024-1",   "2024-13", "2024-00",
                                         "1999-12", "24-01",   "2024-01-", "2024/01", "2024-0x",
                                         " 2024-1", "2024- 1", "+024-01",  "2024-01 " };
    struct month m;

    ok(month_parse("2024-02", &m) && m.year == 2024 && m.month == 2, "a month");
    ok(!month_is_to_come(&m), "is over");
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        ok(!month_parse(wrong[i], &m), "'%s' is none", wrong[i]);
    m = month_now();
    ok(!month_is_to_come(&m), "the running month has begun");
    ok(month_parse("9999-12", &m) && month_is_to_come(&m), "another one has not");
}

static void test_projection(void)
{
    const struct month m = { 2024, 2 }; /* 29 days */

    const int64_t old = at("2023-05-01T00:00:00Z"), late = at("2024-02-10T00:00:00Z");

    is_int(usage_projection(&m, 1000, old, at("2024-02-02T00:00:00Z")), 29000, "a day of 29");
    is_int(usage_projection(&m, 1450, old, at("2024-02-15T12:00:00Z")), 2900, "half of it");
    is_int(usage_projection(&m, 0, old, at("2024-02-15T12:00:00Z")), 0, "nothing stays nothing");
    is_int(usage_projection(&m, 50, old, at("2024-02-01T23:59:59Z")), -1,
           "less than a day says nothing");
    is_int(usage_projection(&m, 50, old, at("2024-03-01T00:00:00Z")), -1,
           "what is over needs none");
    is_int(usage_projection(&m, 500, late, at("2024-02-15T00:00:00Z")), 2000,
           "a tenant of the 10th has its pace from there");
    is_int(usage_projection(&m, 500, late, at("2024-02-10T20:00:00Z")), -1, "after a day");
}

int main(void)
{
    test_months();
    test_projection();
    return done_testing();
}
