/* Whether an address belongs to the public Internet: the question that a request made on behalf of
 * a client has to pass before it leaves, so that nobody reaches our neighbours through us. */
#ifndef BASE_PUBLIC_ADDRESS_H
#define BASE_PUBLIC_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

/* False for loopback, private, shared, link-local (metadata services), documentation, benchmark,
 * multicast and reserved networks of IPv4 and IPv6, for IPv6 addresses that carry such an IPv4
 * address, and for any other family. */
bool address_is_public(const struct sockaddr *address);

#endif
