/* How the bytes of a file stand for characters: told by its bytes, and turned into UTF-8.
 *
 * A file that is plain ASCII so far may be anything; the bytes from the first one beyond ASCII on
 * decide. Where sequences of UTF-8 outnumber bytes that are none it is UTF-8, and each wrong byte
 * of it will be a reject; else it is Windows-1252, which Latin-1 is a part of.
 */
#ifndef ETL_ENCODING_H
#define ETL_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etl/ingest.h"

/* What a file's first bytes say about UTF-16, by a byte order mark or by every other byte being 0.
 */
enum utf16_order { UTF16_NONE, UTF16_LITTLE, UTF16_BIG };
enum utf16_order encoding_utf16_order(const char *p, size_t n);

/* The number of ASCII bytes at the beginning. */
size_t encoding_ascii(const char *p, size_t n);

/* So many bytes behind the first one beyond ASCII have a say, where there are so many. */
#define ENCODING_VOTE_BYTES 16384

/* ENCODING_UTF8 or ENCODING_WINDOWS_1252; a character cut off at the end has no say. */
enum text_encoding encoding_vote(const char *p, size_t n);

/* What a conversion did. */
struct converted {
    size_t used, made; /* bytes read and written */
};
#define ENCODING_ROOM 8 /* bytes of room that make each conversion go on */

/* As much as fits in `room`. Bytes that stand for nothing become U+FFFD. */
struct converted encoding_from_1252(const char *p, size_t n, char *out, size_t room);

/* The same; what is left (0 to 3 bytes) needs more input. `last` says that there is none: half
 * characters become U+FFFD. */
struct converted encoding_from_utf16(const char *p, size_t n, enum utf16_order order, bool last,
                                     char *out, size_t room);

#endif
