/* Tests of base/public_address: both edges of every special network. */
#include "base/public_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/un.h>

#include "tests/unit/tap.h"

static bool is_public(const char *text)
{
    struct sockaddr_in in = { .sin_family = AF_INET };
    struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return address_is_public((const struct sockaddr *)&in);
    if (inet_pton(AF_INET6, text, &in6.sin6_addr) != 1)
        abort();
    return address_is_public((const struct sockaddr *)&in6);
}

int main(void)
{
    static const char *const outside[] = {
        "1.0.0.0",         "8.8.8.8",        "9.255.255.255",    "11.0.0.0",
        "100.63.255.255",  "100.128.0.0",    "126.255.255.255",  "128.0.0.0",
        "169.253.255.255", "169.255.0.0",    "172.15.255.255",   "172.32.0.0",
        "192.0.1.0",       "192.0.3.0",      "192.88.98.255",    "192.88.100.0",
        "192.167.255.255", "192.169.0.0",    "198.17.255.255",   "198.20.0.0",
        "198.51.99.255",   "198.51.101.0",   "203.0.112.255",    "203.0.114.0",
        "223.255.255.255", "2000::",         "2001:200::",       "2001:db7::1",
        "2001:db9::",      "2003::1",        "2606:4700::1111",  "3ffe:ffff::1",
        "3fff:1000::",     "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
    };
    static const char *const inside[] = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "169.254.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.0",
        "192.0.0.255",
        "192.0.2.0",
        "192.0.2.255",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.0",
        "203.0.113.255",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:8.8.8.8",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.1.2.3",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "1fff::1",
        "2001::1",
        "2001:1ff:ffff::",
        "2001:db8::",
        "2001:db8:ffff::1",
        "2002:808:808::1",
        "3fff::1",
        "3fff:fff:ffff::",
        "4000::",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    };
    struct sockaddr_un un = { .sun_family = AF_UNIX, .sun_path = "/run/x" };

    for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
        ok(is_public(outside[i]), "%s is public", outside[i]);
    for (size_t i = 0; i < sizeof(inside) / sizeof(inside[0]); i++)
        ok(!is_public(inside[i]), "%s is not", inside[i]);
    ok(!address_is_public((const struct sockaddr *)&un), "a unix socket is not");
    return done_testing();
}
