/* UUIDs as text: 36 lower-case characters and a NUL. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

#define UUID_TEXT 37
#define UUID_BYTES 16

/* A new UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits that rise within one millisecond of a
 * thread, 62 random bits. */
void uuid_v7(char out[UUID_TEXT]);

/* Whether `s` is a UUID in the canonical form; upper case is allowed. */
bool uuid_valid(const char *s);

/* Between text and the 16 bytes of PostgreSQL's binary format. */
bool uuid_to_bytes(const char *s, uint8_t out[16]) __attribute__((warn_unused_result));
void uuid_from_bytes(const uint8_t bytes[16], char out[UUID_TEXT]);

#endif
