/* Time zone files are found, read and asked here. */
#include "base/zone.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/zone_rule.h"

#define ZONE_DIR "/usr/share/zoneinfo/"
#define ZONE_NAME_MAX 64
#define ZONE_FILE_MAX 65536
#define TRANSITIONS_MAX 8192
#define TYPES_MAX 256
#define HEADER_BYTES 44
#define DAY 86400
#define FAR (INT64_C(1) << 40) /* seconds: beyond all years */

struct zone {
    int64_t *at;      /* seconds since 1970 when a new offset begins, rising */
    int32_t *offsets; /* offsets[i] from at[i - 1] to before at[i]; one more than `at` */
    size_t n;
    struct zone_rule rule; /* behind the last of them */
};

/* ---- Reading a file ---- */

struct bytes {
    const unsigned char *p, *end;
};

struct header {
    char version;
    uint32_t isut, isstd, leaps, transitions, types, chars;
};

static uint32_t take_32(struct bytes *b)
{
    uint32_t v =
        (uint32_t)b->p[0] << 24 | (uint32_t)b->p[1] << 16 | (uint32_t)b->p[2] << 8 | b->p[3];
    b->p += 4;
    return v;
}

static int64_t take_64(struct bytes *b)
{
    uint64_t high = take_32(b);
    return (int64_t)(high << 32 | take_32(b));
}

static bool take_header(struct bytes *b, struct header *h)
{
    if (b->end - b->p < HEADER_BYTES || memcmp(b->p, "TZif", 4))
        return false;
    h->version = (char)b->p[4];
    b->p += 20;
    h->isut = take_32(b);
    h->isstd = take_32(b);
    h->leaps = take_32(b);
    h->transitions = take_32(b);
    h->types = take_32(b);
    h->chars = take_32(b);
    return h->transitions <= TRANSITIONS_MAX && h->types >= 1 && h->types <= TYPES_MAX &&
           h->chars <= ZONE_FILE_MAX && h->leaps <= ZONE_FILE_MAX && h->isut <= TYPES_MAX &&
           h->isstd <= TYPES_MAX;
}

static size_t body_bytes(const struct header *h, size_t word)
{
    return h->transitions * (word + 1) + h->types * 6 + h->chars + h->leaps * (word + 4) +
           h->isstd + h->isut;
}

/* The table of 64-bit times; *b ends behind the block. */
static bool take_table(struct arena *a, struct bytes *b, const struct header *h, struct zone *z)
{
    if ((size_t)(b->end - b->p) < body_bytes(h, 8))
        return false;
    const unsigned char *next = b->p + body_bytes(h, 8);
    const unsigned char *index = b->p + h->transitions * 8, *types = index + h->transitions;
    int32_t offsets[TYPES_MAX] = { 0 };
    for (uint32_t i = 0; i < h->types; i++) {
        struct bytes one = { types + 6 * i, NULL };
        offsets[i] = (int32_t)take_32(&one);
        if (offsets[i] <= -DAY * 2 || offsets[i] >= DAY * 2)
            return false;
    }
    z->n = h->transitions;
    z->at = arena_array(a, int64_t, z->n + 1);
    z->offsets = arena_array(a, int32_t, z->n + 1);
    z->offsets[0] = offsets[0];
    for (size_t i = 0; i < z->n; i++) {
        z->at[i] = take_64(b);
        if (index[i] >= h->types || (i && z->at[i] <= z->at[i - 1]))
            return false;
        z->offsets[i + 1] = offsets[index[i]];
    }
    b->p = next;
    return true;
}

/* The line behind the table: how the clock goes on for ever. An empty one goes on as it was. */
static bool take_footer(struct bytes *b, struct zone *z)
{
    char text[ZONE_NAME_MAX + 1];
    size_t n = (size_t)(b->end - b->p);
    z->rule = (struct zone_rule){ .offset = z->offsets[z->n] };
    if (n < 2 || *b->p != '\n')
        return false;
    const unsigned char *eol = memchr(b->p + 1, '\n', n - 1);
    if (!eol || (size_t)(eol - b->p - 1) > ZONE_NAME_MAX)
        return false;
    n = (size_t)(eol - b->p - 1);
    memcpy(text, b->p + 1, n);
    text[n] = '\0';
    return !n || zone_rule_parse(text, &z->rule);
}

const struct zone *zone_parse(struct arena *a, const char *p, size_t n)
{
    struct bytes b = { (const unsigned char *)p, (const unsigned char *)p + n };
    struct header h;
    struct zone *z = arena_one(a, struct zone);
    if (!take_header(&b, &h) || h.version < '2' || (size_t)(b.end - b.p) < body_bytes(&h, 4))
        return NULL;
    b.p += body_bytes(&h, 4);
    if (!take_header(&b, &h) || !take_table(a, &b, &h, z) || !take_footer(&b, z))
        return NULL;
    return z;
}

/* ---- Finding a file ---- */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+';
}

bool zone_name_valid(const char *name)
{
    size_t n = strlen(name);
    if (!n || n > ZONE_NAME_MAX || name[0] == '/' || name[n - 1] == '/')
        return false;
    if (str_starts(name, "right/"))
        return false; /* these count leap seconds */
    for (const char *p = name; *p; p++)
        if (!is_name_char(*p) && (*p != '/' || p[1] == '/'))
            return false;
    return true;
}

static ssize_t read_zone(const char *name, char buf[ZONE_FILE_MAX])
{
    char path[sizeof(ZONE_DIR) + ZONE_NAME_MAX] = ZONE_DIR;
    if (!zone_name_valid(name))
        return -1;
    memcpy(path + strlen(ZONE_DIR), name, strlen(name) + 1);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t n = read(fd, buf, ZONE_FILE_MAX);
    close(fd);
    return n;
}

const struct zone *zone_load(struct arena *a, const char *name)
{
    char buf[ZONE_FILE_MAX];
    ssize_t n = read_zone(name, buf);
    return n < 0 ? NULL : zone_parse(a, buf, (size_t)n);
}

bool zone_exists(const char *name)
{
    char buf[ZONE_FILE_MAX];
    return read_zone(name, buf) > HEADER_BYTES && !memcmp(buf, "TZif", 4);
}

/* ---- Asking ---- */

/* A change of the clock. */
struct change {
    int64_t previous; /* when the offset `before` began */
    int64_t at;
    int32_t before, after;
};

/* The first change after the instant t; INT64_MAX in `at` when there is none. */
static struct change next_change(const struct zone *z, int64_t t)
{
    size_t low = 0, high = z->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (z->at[middle] > t)
            high = middle;
        else
            low = middle + 1;
    }
    struct change c = { .previous = low ? z->at[low - 1] : -FAR - DAY - 1,
                        .before = z->offsets[low] };
    if (low < z->n) {
        c.at = z->at[low];
        c.after = z->offsets[low + 1];
        return c;
    }
    int64_t from = 0;
    c.at = zone_rule_next(&z->rule, t, &from, &c.before, &c.after);
    if (from > c.previous)
        c.previous = from;
    return c;
}

/* In seconds; the span of local times around it for which the answer is the same. */
static void find_span(const struct zone *z, int64_t local, struct zone_span *span)
{
    struct change c = next_change(z, local - DAY);
    int64_t least = c.before < c.after ? c.before : c.after;
    bool early = local - c.before < c.at, late = local - c.after >= c.at;
    if (early && !late)
        *span = (struct zone_span){ c.previous + DAY, c.at + least, c.before };
    else if (late && !early)
        *span = (struct zone_span){ local, local + 1, c.after };
    else /* shown twice; or never */
        *span = (struct zone_span){ local, local + 1, early ? c.after : c.before };
}

int64_t zone_utc(const struct zone *z, struct zone_span *span, int64_t local)
{
    if (local < span->from || local >= span->to) {
        find_span(z, local / TIME_SECOND - (local % TIME_SECOND < 0), span);
        span->from = span->from < -FAR ? INT64_MIN : span->from * TIME_SECOND;
        span->to = span->to > FAR ? INT64_MAX : span->to * TIME_SECOND;
        span->offset *= TIME_SECOND;
    }
    return local - span->offset;
}
