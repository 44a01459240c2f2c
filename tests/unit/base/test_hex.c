/* Tests of base/hex. */
#include "base/hex.h"

#include "tests/unit/tap.h"

int main(void)
{
    uint8_t bytes[2];
    char text[5];

    is_int(hex_digit('9'), 9, "a digit");
    is_int(hex_digit('f'), 15, "a small letter");
    is_int(hex_digit('A'), 10, "a capital one");
    is_int(hex_digit('g'), -1, "the next one is none");
    is_int(hex_digit('\0'), -1, "nor is the end");
    is_int(hex_four("20aC"), 0x20ac, "four digits");
    is_int(hex_four("20"), -1, "two are too few");
    hex_encode("\x0a\xf9", 2, text);
    is_str(text, "0af9", "bytes become digits");
    ok(hex_decode("0aF9", bytes, 2) && bytes[0] == 0x0a && bytes[1] == 0xf9, "in both cases");
    ok(!hex_decode("0aF", bytes, 2), "no half byte");
    ok(!hex_decode("0aFg", bytes, 2), "no other letter");
    ok(!hex_decode("0aF900", bytes, 2), "nothing behind it");
    return done_testing();
}
