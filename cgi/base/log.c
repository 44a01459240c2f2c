/* Log lines are put together and written here. */
#include "base/log.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "base/timeutil.h"

/* A string is cut at VALUE_MAX bytes; a field that does not fit into the line is left out. The line
 * lives on the stack, so logging works when nothing else does. */
#define LINE_MAX_BYTES 16384
#define VALUE_MAX 2000

struct line {
    char data[LINE_MAX_BYTES];
    size_t len;
    bool full;
};

static const char *program = "bellwether";
static enum log_level least = LOG_LEVEL_INFO;
static _Thread_local const char *request;

enum log_level log_level_by_name(const char *name)
{
    static const char *const names[] = { "debug", "info", "warn", "error" };

    for (int i = 0; i < 4; i++)
        if (strcmp(names[i], name) == 0)
            return (enum log_level)i;
    return LOG_LEVEL_INFO;
}

void log_init(const char *name, enum log_level lowest)
{
    program = name;
    least = lowest;
}

void log_set_request(const char *request_id)
{
    request = request_id;
}

static void put(struct line *l, const char *p, size_t n)
{
    /* two bytes stay free for the end */
    if (l->full || n > sizeof(l->data) - 2 - l->len) {
        l->full = true;
        return;
    }
    memcpy(l->data + l->len, p, n);
    l->len += n;
}

static void puts_(struct line *l, const char *s)
{
    put(l, s, strlen(s));
}

static void put_escaped(struct line *l, unsigned char c)
{
    char text[8];

    if (c == '"' || c == '\\')
        snprintf(text, sizeof(text), "\\%c", c);
    else if (c == '\n')
        snprintf(text, sizeof(text), "\\n");
    else
        snprintf(text, sizeof(text), "\\u%04x", c);
    puts_(l, text);
}

/* How many of the next n bytes stand in JSON as they are. */
static size_t plain_bytes(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && (unsigned char)s[i] >= 0x20 && s[i] != '"' && s[i] != '\\' && s[i] != 0x7f)
        i++;
    return i;
}

/* Bytes that are not UTF-8 become U+FFFD, so a line is always JSON. */
static void put_string(struct line *l, const char *s)
{
    size_t n = strnlen(s, VALUE_MAX), i = 0;

    put(l, "\"", 1);
    while (i < n) {
        size_t valid = str_utf8_valid(s + i, n - i);

        for (size_t end = i + valid; i < end;) {
            size_t plain = plain_bytes(s + i, end - i);

            put(l, s + i, plain);
            i += plain;
            if (i < end)
                put_escaped(l, (unsigned char)s[i++]);
        }
        if (i < n) {
            puts_(l, "\xEF\xBF\xBD");
            i++;
        }
    }
    put(l, "\"", 1);
}

static void put_value(struct line *l, const struct log_field *f)
{
    char text[32];

    if (f->type == LOG_FIELD_STR) {
        put_string(l, f->str);
        return;
    }
    if (f->type == LOG_FIELD_INT)
        snprintf(text, sizeof(text), "%lld", (long long)f->num);
    else if (isfinite(f->real))
        str_from_double(text, f->real);
    else
        snprintf(text, sizeof(text), "null");
    puts_(l, text);
}

static void put_field(struct line *l, struct log_field f)
{
    size_t start = l->len;

    if (f.type == LOG_FIELD_STR && !f.str)
        return;
    put(l, start ? "," : "{", 1);
    put_string(l, f.name);
    put(l, ":", 1);
    put_value(l, &f);
    if (l->full) {
        l->len = start;
        l->full = false;
    }
}

static void emit(struct line *l)
{
    ssize_t n;

    l->data[l->len++] = '}';
    l->data[l->len++] = '\n';
    do
        n = write(STDERR_FILENO, l->data, l->len);
    while (n < 0 && errno == EINTR);
}

void log_write(enum log_level level, const char *message, const struct log_field *fields)
{
    static const char *const names[] = { "debug", "info", "warn", "error" };
    int saved = errno;
    char now[TIME_TEXT_MAX];
    struct line l;

    if (level < least)
        return;
    l.len = 0;
    l.full = false;
    time_format(now, time_now());
    put_field(&l, LOG_STR("time", now));
    put_field(&l, LOG_STR("level", names[level]));
    put_field(&l, LOG_STR("program", program));
    put_field(&l, LOG_INT("pid", getpid()));
    put_field(&l, LOG_STR("requestId", request));
    put_field(&l, LOG_STR("message", message));
    for (; fields->type != LOG_FIELD_END; fields++)
        put_field(&l, *fields);
    emit(&l);
    errno = saved;
}
