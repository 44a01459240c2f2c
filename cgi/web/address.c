/* Addresses of clients are told apart here. */
#include "web/address.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* FNV-1a, 64 bits. Source: draft-eastlake-fnv. */
static uint64_t hash(const void *p, size_t n)
{
    const uint8_t *bytes = p;
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < n; i++)
        h = (h ^ bytes[i]) * UINT64_C(0x100000001b3);
    return h;
}

bool address_is_loopback(const char *address)
{
    struct in_addr v4;

    if (address[0] == '\0' || strcmp(address, "::1") == 0 || strcmp(address, "unix:") == 0)
        return true;
    return inet_pton(AF_INET, address, &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127;
}

unsigned long address_group(const char *address)
{
    struct in6_addr v6;

    if (inet_pton(AF_INET6, address, &v6) == 1)
        return hash(&v6, 8);
    return hash(address, strlen(address));
}
