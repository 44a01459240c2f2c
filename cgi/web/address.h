/* Who is at the other end of the connection, as far as it can be trusted.
 *
 * nginx takes BELLWETHER_TRUSTED_PROXIES into account (its realip module) and drops X-Forwarded-*
 * of everybody else, so REMOTE_ADDR and HTTPS are facts here.
 */
#ifndef WEB_ADDRESS_H
#define WEB_ADDRESS_H

#include <stdbool.h>

/* Whether it is this machine itself: 127.0.0.0/8, ::1, or a unix socket (""). */
bool address_is_loopback(const char *address);

/* What limits count: an IPv4 address whole, an IPv6 address by its /64. Returns a hash. */
unsigned long address_group(const char *address);

#endif
