/* Tests of base/uuid: RFC 9562's example, order within a thread, validity. */
#include "base/uuid.h"

#include <stdlib.h>

#include "base/timeutil.h"
#include "tests/unit/tap.h"

static void test_bytes(void)
{
    /* RFC 9562, A.6 */
    static const uint8_t bytes[16] = { 0x01, 0x7F, 0x22, 0xE2, 0x79, 0xB0, 0x7C, 0xC3,
                                       0x98, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F };
    uint8_t back[16];
    char text[UUID_TEXT];

    uuid_from_bytes(bytes, text);
    is_str(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "from bytes");
    ok(uuid_to_bytes("017F22E2-79B0-7CC3-98C4-DC0C0C07398F", back), "to bytes, upper case");
    is_mem(back, bytes, 16, "the same bytes");
}

static void test_valid(void)
{
    static const char *const bad[] = {
        "",
        "017f22e2",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
        "017f22e279b07cc398c4dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2079b0-7cc3-98c4-dc0c0c07398f",
    };
    uint8_t bytes[16];

    ok(uuid_valid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), "a UUID is valid");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        ok(!uuid_valid(bad[i]) && !uuid_to_bytes(bad[i], bytes), "\"%s\" is not", bad[i]);
}

static void test_v7(void)
{
    enum { MANY = 20000 };
    char previous[UUID_TEXT] = "", text[UUID_TEXT], start[14] = "";
    int64_t before = time_now() / 1000, stamp;
    int out_of_order = 0, malformed = 0;

    for (int i = 0; i < MANY; i++) {
        uuid_v7(text);
        out_of_order += strcmp(previous, text) >= 0;
        malformed += !uuid_valid(text) || text[14] != '7' || !strchr("89ab", text[19]);
        memcpy(previous, text, sizeof(text));
    }
    is_int(out_of_order, 0, "20,000 in a row rise");
    is_int(malformed, 0, "all have version and variant");
    memcpy(start, text, 8);
    memcpy(start + 8, text + 9, 4);
    stamp = strtoll(start, NULL, 16);
    ok(stamp >= before && stamp <= time_now() / 1000 + 20, "they begin with the time");
}

int main(void)
{
    test_bytes();
    test_valid();
    test_v7();
    return done_testing();
}
