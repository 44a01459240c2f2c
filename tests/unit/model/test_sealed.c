/* Secrets that are stored sealed: read again with the same key about the same thing only. */
#include "model/sealed.h"

#include "base/arena.h"
#include "base/settings.h"
#include "tests/unit/tap.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static void test_altered(struct arena *a, const char *sealed)
{
    char *text = arena_strdup(a, sealed);
    int opened = 0;

    for (size_t i = 0; text[i]; i++) {
        char before = text[i];

        text[i] = before == '0' ? '1' : '0';
        opened += sealed_open(a, "signing 1", text) != NULL;
        text[i] = before;
    }
    is_int(opened, 0, "a changed digit is noticed, wherever it stands");
    text[strlen(text) - 2] = '\0';
    is_str(sealed_open(a, "signing 1", text), NULL, "so is a missing end");
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);
    const char *one, *two;

    settings.seal_key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    one = sealed_make(a, "signing 1", SECRET);
    two = sealed_make(a, "signing 1", SECRET);
    ok(strcmp(one, two) != 0, "sealed twice it is two texts");
    ok(!strstr(one, "whsec"), "neither of which shows it");
    is_str(sealed_open(a, "signing 1", one), SECRET, "it opens");
    is_str(sealed_open(a, "signing 2", one), NULL, "not as another thing's");
    is_str(sealed_open(a, "signing 1", sealed_make(a, "signing 1", "")), "", "the empty text too");
    is_str(sealed_open(a, "signing 1", ""), NULL, "nothing is not sealed");
    is_str(sealed_open(a, "signing 1", "zz"), NULL, "nor is what is not hexadecimal");
    test_altered(a, one);
    settings.seal_key = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    is_str(sealed_open(a, "signing 1", one), NULL, "not with another key");
    arena_free(a);
    return done_testing();
}
