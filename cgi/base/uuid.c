/* UUIDs are made and taken apart here. */
#include "base/uuid.h"

#include <string.h>
#include <sys/random.h>

#include "base/err.h"
#include "base/hex.h"
#include "base/timeutil.h"

/* Asked of the kernel each time: a buffer would repeat itself in forked processes. */
static void random_bytes(void *out, size_t n)
{
    if (getrandom(out, n, 0) != (ssize_t)n)
        BUG("no random bytes");
}

/* The millisecond and the 12-bit counter in it, together rising with every call of a thread: a
 * clock that is set back is ignored until it catches up, an overrun borrows from the next one. */
static uint64_t next_tick(uint16_t fresh)
{
    static _Thread_local uint64_t last;
    uint64_t now = (uint64_t)(time_now() / 1000) << 12;

    last = now > (last | 0xfff) ? now | (fresh & 0x7ff) : last + 1;
    return last;
}

void uuid_v7(char out[UUID_TEXT])
{
    uint8_t b[16], random[10];
    uint64_t tick;
    uint16_t fresh;

    random_bytes(random, sizeof(random));
    memcpy(&fresh, random + 8, sizeof(fresh));
    tick = next_tick(fresh);
    for (int i = 0; i < 6; i++)
        b[i] = (uint8_t)(tick >> (52 - 8 * i));
    b[6] = (uint8_t)(0x70 | ((tick >> 8) & 0x0f));
    b[7] = (uint8_t)tick;
    memcpy(b + 8, random, 8);
    b[8] = (uint8_t)(0x80 | (b[8] & 0x3f));
    uuid_from_bytes(b, out);
}

static bool is_dash(int i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

bool uuid_valid(const char *s)
{
    for (int i = 0; i < 36; i++)
        if (is_dash(i) ? s[i] != '-' : hex_digit(s[i]) < 0)
            return false;
    return s[36] == '\0';
}

bool uuid_to_bytes(const char *s, uint8_t out[16])
{
    int n = 0;

    if (!uuid_valid(s))
        return false;
    for (int i = 0; i < 36; i += 2) {
        i += is_dash(i);
        out[n++] = (uint8_t)(hex_digit(s[i]) << 4 | hex_digit(s[i + 1]));
    }
    return true;
}

void uuid_from_bytes(const uint8_t bytes[16], char out[UUID_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    char *p = out;

    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *p++ = '-';
        *p++ = digits[bytes[i] >> 4];
        *p++ = digits[bytes[i] & 15];
    }
    *p = '\0';
}
