/* Origins of pages: what a browser would send, and nothing else. */
#include "model/origin.h"

#include "base/arena.h"
#include "tests/unit/tap.h"

static const char *const good[][2] = {
    { "https://example.org", "https://example.org" },
    { "HTTPS://Shop.Example.ORG", "https://shop.example.org" },
    { "https://example.org:443", "https://example.org" },
    { "http://example.org:80", "http://example.org" },
    { "http://example.org:443", "http://example.org:443" },
    { "http://localhost:3000", "http://localhost:3000" },
    { "http://localhost:03000", "http://localhost:3000" },
    { "http://127.0.0.1", "http://127.0.0.1" },
    { "https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443" },
    { "https://xn--bcher-kva.example", "https://xn--bcher-kva.example" },
};

static const char *const bad[] = {
    "",
    "null",
    "*",
    "https://",
    "https://*",
    "https://*.example.org",
    "example.org",
    "ftp://example.org",
    "file://x",
    "https://example.org/",
    "https://example.org/page",
    "https://example.org?x",
    "https://user@example.org",
    "https://example.org:",
    "https://example.org:0",
    "https://example.org:65536",
    "https://example.org:+80",
    "https://example.org:8a",
    "https://exa mple.org",
    "https://.example.org",
    "https://example..org",
    "https://example.org.",
    "https://-a.org",
    "https://a-.org",
    "https://[::1",
    "https://[]",
    "https://b\xc3\xbc"
    "cher.example",
    "https://example.org\nx",
};

int main(void)
{
    struct arena *a = arena_new(1 << 20);
    char text[300] = "https://";

    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        is_str(origin_read(a, good[i][0]), good[i][1], "%s", good[i][0]);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        is_str(origin_read(a, bad[i]), NULL, "'%s' is none", bad[i]);
    memset(text + 8, 'a', 64);
    is_str(origin_read(a, text), NULL, "a label of 64 characters is too long");
    text[8 + 63] = '\0';
    is_str(origin_read(a, text), text, "63 are not");
    memset(text + 8, '1', 280);
    for (size_t i = 8 + 9; i < 288; i += 10)
        text[i] = '.';
    is_str(origin_read(a, text), NULL, "nor may the whole be longer than 255");
    arena_free(a);
    return done_testing();
}
