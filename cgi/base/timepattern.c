/* Patterns of times become steps, and cells are read step by step. */
#include "base/timepattern.h"

#include <string.h>

#include "base/arena.h"
#include "base/timeutil.h"
#include "base/timewords.h"

#define STEPS_MAX 64
#define FRACTION_DIGITS 6

enum half { HALF_NONE, HALF_AM, HALF_PM };

/* Where the reading stands, and what it found. */
struct reading {
    const char *p, *end;
    int year, month, day, year_day, quarter, iso_year, week, weekday;
    int hour, minute, second, half;
    int64_t fraction, offset, epoch; /* microseconds */
    bool zoned, is_epoch;
};

struct step {
    bool (*take)(struct reading *r, const struct step *s);
    int *(*member)(struct reading *r);
    short digits_min, digits_max, min, max;
    char literal;
};

struct time_pattern {
    size_t n;
    struct step steps[STEPS_MAX];
};

static inline bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static inline char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool at(const struct reading *r, char c)
{
    return r->p < r->end && small(*r->p) == c;
}

static void skip_blanks(struct reading *r)
{
    while (at(r, ' ') || at(r, '\t'))
        r->p++;
}

/* ---- Steps ---- */

static bool take_literal(struct reading *r, const struct step *s)
{
    if (!at(r, s->literal))
        return false;
    r->p++;
    return true;
}

static bool take_blank(struct reading *r, const struct step *s)
{
    const char *start = r->p;
    (void)s;
    skip_blanks(r);
    return r->p > start;
}

static bool number(struct reading *r, int digits_min, int digits_max, int *out_r)
{
    int v = 0, n = 0;
    for (; n < digits_max && r->p < r->end && is_digit(*r->p); n++)
        v = v * 10 + (*r->p++ - '0');
    *out_r = v;
    return n >= digits_min;
}

static bool take_number(struct reading *r, const struct step *s)
{
    int *v = s->member(r);
    if (s->digits_min == 1 && s->digits_max == 2 && at(r, ' '))
        r->p++; /* %e and what pads with blanks */
    return number(r, s->digits_min, s->digits_max, v) && *v >= s->min && *v <= s->max;
}

static bool take_short_year(struct reading *r, const struct step *s)
{
    (void)s;
    if (!number(r, 2, 2, &r->year))
        return false;
    r->year += r->year < 69 ? 2000 : 1900;
    return true;
}

static bool take_fraction(struct reading *r, const struct step *s)
{
    const char *start = r->p;
    int64_t unit = TIME_SECOND / 10;
    (void)s;
    for (; r->p < r->end && is_digit(*r->p); r->p++, unit /= 10)
        r->fraction += (*r->p - '0') * unit;
    return r->p > start;
}

static int *second_of(struct reading *r)
{
    return &r->second;
}

static bool take_second(struct reading *r, const struct step *s)
{
    static const struct step plain = {
        .member = second_of, .digits_min = 1, .digits_max = 2, .max = 60
    };
    if (!take_number(r, &plain))
        return false;
    if ((at(r, '.') || at(r, ',')) && r->end - r->p > 1 && is_digit(r->p[1])) {
        r->p++;
        return take_fraction(r, s);
    }
    return true;
}

static bool take_month_name(struct reading *r, const struct step *s)
{
    (void)s;
    r->month = (int)timeword_month(&r->p, r->end);
    return r->month > 0;
}

static bool take_weekday_name(struct reading *r, const struct step *s)
{
    (void)s;
    return timeword_weekday(&r->p, r->end) > 0;
}

static bool take_half(struct reading *r, const struct step *s)
{
    (void)s;
    r->half = (int)timeword_half(&r->p, r->end);
    return r->half != HALF_NONE;
}

/* +HH, +HHMM, +HH:MM[:SS] */
static bool take_offset(struct reading *r)
{
    int hour = 0, minute = 0, second = 0, sign = *r->p == '-' ? -1 : 1;
    r->p++;
    if (!number(r, 2, 2, &hour))
        return false;
    bool colon = at(r, ':');
    r->p += colon;
    if ((colon || (r->p < r->end && is_digit(*r->p))) && !number(r, 2, 2, &minute))
        return false;
    if (colon && at(r, ':')) {
        r->p++;
        if (!number(r, 2, 2, &second))
            return false;
    }
    r->offset = sign * (hour * TIME_HOUR + minute * TIME_MINUTE + second * TIME_SECOND);
    return hour < 24 && minute < 60 && second < 60;
}

/* A name, an offset, or both: "GMT+0100". */
static bool take_zone(struct reading *r, const struct step *s)
{
    int minutes = 0;
    (void)s;
    bool named = timeword_zone(&r->p, r->end, &minutes);
    r->offset = minutes * TIME_MINUTE;
    r->zoned = true;
    if (!at(r, '+') && !at(r, '-'))
        return named;
    return (!named || !minutes) && take_offset(r);
}

static bool take_epoch(struct reading *r, const struct step *s)
{
    bool negative = at(r, '-');
    int64_t v = 0;
    r->p += negative;
    const char *start = r->p;
    for (; r->p < r->end && is_digit(*r->p) && r->p - start < 12; r->p++)
        v = v * 10 + (*r->p - '0');
    if (r->p == start)
        return false;
    if (at(r, '.')) {
        r->p++;
        if (!take_fraction(r, s))
            return false;
    }
    r->epoch = (v * TIME_SECOND + r->fraction) * (negative ? -1 : 1);
    r->is_epoch = r->zoned = true;
    return true;
}

/* ---- A clock at the end, however much of it there is ---- */

static bool is_separator(const struct reading *r)
{
    return at(r, ':') || at(r, '.') || at(r, 'h');
}

static bool tail_seconds(struct reading *r)
{
    if ((!at(r, ':') && !at(r, '.')) || r->end - r->p < 2 || !is_digit(r->p[1]))
        return true;
    r->p++;
    return take_second(r, NULL);
}

/* HHMM[SS] behind a T. */
static bool tail_compact(struct reading *r)
{
    if (!number(r, 2, 2, &r->hour) || !number(r, 2, 2, &r->minute))
        return false;
    return r->p == r->end || !is_digit(*r->p) || take_second(r, NULL);
}

static bool tail_clock(struct reading *r, bool after_t)
{
    if (after_t && r->end - r->p >= 4 && is_digit(r->p[2]))
        return tail_compact(r);
    if (!number(r, 1, 2, &r->hour))
        return false;
    if (!is_separator(r)) {
        skip_blanks(r);
        return at(r, 'a') || at(r, 'p'); /* "9 AM" */
    }
    r->p++;
    return number(r, 2, 2, &r->minute) && tail_seconds(r);
}

/* "(Central European Time)" behind a zone. */
static void skip_comment(struct reading *r)
{
    skip_blanks(r);
    if (at(r, '(') && r->end[-1] == ')')
        r->p = r->end;
}

static bool take_tail(struct reading *r, const struct step *s)
{
    bool after_t = at(r, 't');
    if (r->p == r->end)
        return true;
    if (!after_t && !at(r, ' ') && !at(r, ',') && !at(r, ':'))
        return false;
    r->p++;
    skip_blanks(r);
    if (!tail_clock(r, after_t) || r->minute > 59)
        return false;
    skip_blanks(r);
    if (at(r, 'a') || at(r, 'p')) {
        if (!take_half(r, s) || r->hour < 1 || r->hour > 12)
            return false;
        skip_blanks(r);
    }
    if (r->p < r->end && !take_zone(r, s))
        return false;
    skip_comment(r);
    return true;
}

/* ---- Making the steps ---- */

#define MEMBER(name)                                                                               \
    static int *name##_of(struct reading *r)                                                       \
    {                                                                                              \
        return &r->name;                                                                           \
    }
MEMBER(year)
MEMBER(month)
MEMBER(day)
MEMBER(year_day)
MEMBER(quarter)
MEMBER(iso_year)
MEMBER(week)
MEMBER(weekday)
MEMBER(hour)
MEMBER(minute)

struct specifier {
    char letter;
    struct step step;
};

#define NUMBER(m, least_digits, most_digits, least, most)                                          \
    {                                                                                              \
        .take = take_number, .member = m##_of, .digits_min = least_digits,                         \
        .digits_max = most_digits, .min = least, .max = most                                       \
    }

static const struct specifier specifiers[] = {
    { 'Y', NUMBER(year, 4, 4, 1, 9999) },   { 'y', { .take = take_short_year } },
    { 'm', NUMBER(month, 1, 2, 1, 12) },    { 'd', NUMBER(day, 1, 2, 1, 31) },
    { 'e', NUMBER(day, 1, 2, 1, 31) },      { 'j', NUMBER(year_day, 1, 3, 1, 366) },
    { 'q', NUMBER(quarter, 1, 1, 1, 4) },   { 'G', NUMBER(iso_year, 4, 4, 1, 9999) },
    { 'V', NUMBER(week, 1, 2, 1, 53) },     { 'u', NUMBER(weekday, 1, 1, 1, 7) },
    { 'H', NUMBER(hour, 1, 2, 0, 24) },     { 'k', NUMBER(hour, 1, 2, 0, 24) },
    { 'I', NUMBER(hour, 1, 2, 1, 12) },     { 'l', NUMBER(hour, 1, 2, 1, 12) },
    { 'M', NUMBER(minute, 1, 2, 0, 59) },   { 'S', { .take = take_second } },
    { 'f', { .take = take_fraction } },     { 'b', { .take = take_month_name } },
    { 'B', { .take = take_month_name } },   { 'h', { .take = take_month_name } },
    { 'a', { .take = take_weekday_name } }, { 'A', { .take = take_weekday_name } },
    { 'p', { .take = take_half } },         { 'P', { .take = take_half } },
    { 'z', { .take = take_zone } },         { 'Z', { .take = take_zone } },
    { 's', { .take = take_epoch } },        { 'n', { .take = take_blank } },
    { 't', { .take = take_blank } },        { '%', { .take = take_literal, .literal = '%' } },
};

static const char *const shorthands[][2] = {
    { "%D", "%m/%d/%y" }, { "%F", "%Y-%m-%d" },    { "%R", "%H:%M" },
    { "%T", "%H:%M:%S" }, { "%r", "%I:%M:%S %p" },
};

/* The text with shorthands written out; NULL when it is too long. */
static const char *write_out(struct arena *a, const char *text)
{
    char out[TIME_PATTERN_MAX * 6];
    size_t n = 0;
    if (strlen(text) > TIME_PATTERN_MAX)
        return NULL;
    while (*text) {
        const char *piece = NULL;
        for (size_t i = 0; i < sizeof(shorthands) / sizeof(*shorthands); i++)
            if (!strncmp(text, shorthands[i][0], 2))
                piece = shorthands[i][1];
        size_t step = *text == '%' && text[1] ? 2 : 1;
        size_t len = piece ? strlen(piece) : step;
        memcpy(out + n, piece ? piece : text, len);
        n += len;
        text += step;
    }
    return arena_strndup(a, out, n);
}

/* Where a clock begins that goes on to the end: the blank or T before it; NULL when there is none,
 * or more than a clock. */
static const char *find_tail(const char *text)
{
    const char *clock = strpbrk(text, "%");
    while (clock && !strchr("HkIl", clock[1]))
        clock = strchr(clock + 2, '%');
    if (!clock || clock == text || !clock[1])
        return NULL;
    for (const char *p = clock; *p; p++) {
        if (*p == '%' && p[1] && strchr("HkIlMSfpPzZ", p[1]))
            p++;
        else if (!strchr(":., ", *p))
            return NULL;
    }
    if (!strstr(clock, "%M") && !strpbrk(clock, "pP"))
        return NULL; /* an hour alone is a number like any other */
    const char *start = clock;
    while (start > text && start[-1] == ' ')
        start--;
    if (start > text && (start[-1] == ',' || start[-1] == ':' || start[-1] == 'T'))
        start--;
    return start < clock && start > text ? start : NULL;
}

static const struct specifier *specifier(char letter)
{
    for (size_t i = 0; i < sizeof(specifiers) / sizeof(*specifiers); i++)
        if (specifiers[i].letter == letter)
            return &specifiers[i];
    return NULL;
}

static void add_step(struct time_pattern *t, struct step s)
{
    if (t->n < STEPS_MAX)
        t->steps[t->n] = s;
    t->n++;
}

/* Adds the steps of the text up to `end`; notes the letters in `seen`. */
static bool add_steps(struct arena *a, struct time_pattern *t, const char *text, const char *end,
                      bool seen[128], const char **problem_r)
{
    for (const char *p = text; p < end; p++) {
        if (*p != '%') {
            bool blank = *p == ' ' || *p == '\t';
            if (!blank || p == text || p[-1] != *p)
                add_step(t, (struct step){ .take = blank ? take_blank : take_literal,
                                           .literal = small(*p) });
            continue;
        }
        const struct specifier *s = p[1] ? specifier(p[1]) : NULL;
        if (!s) {
            *problem_r = p[1] ? arena_printf(a, "%%%c is not known", p[1]) : "% needs a letter";
            return false;
        }
        seen[(unsigned char)*++p] = true;
        add_step(t, s->step);
    }
    return true;
}

const struct time_pattern *time_pattern_new(struct arena *a, const char *text,
                                            const char **problem_r)
{
    struct time_pattern *t = arena_one(a, struct time_pattern);
    bool seen[128] = { false };
    const char *full = write_out(a, text);
    *problem_r = "it is too long";
    if (!full)
        return NULL;
    const char *tail = find_tail(full);
    if (!add_steps(a, t, full, tail ? tail : full + strlen(full), seen, problem_r))
        return NULL;
    if (tail)
        add_step(t, (struct step){ .take = take_tail });
    if (t->n > STEPS_MAX)
        return NULL;
    *problem_r = "it names no year";
    return seen['Y'] || seen['y'] || seen['G'] || seen['s'] ? t : NULL;
}

/* ---- What was read ---- */

/* Days since 1970, false when there is no such day. */
static bool find_day(const struct reading *r, int64_t *days_r)
{
    int month = r->month ? r->month : r->quarter ? r->quarter * 3 - 2 : 1;
    int day = r->day ? r->day : 1;
    if (r->iso_year) {
        int64_t fourth = time_days_from_civil(r->iso_year, 1, 4); /* always in week 1 */
        int64_t monday = fourth - ((fourth % 7 + 7) % 7 + 3) % 7;
        *days_r = monday + (r->week ? r->week - 1 : 0) * 7 + (r->weekday ? r->weekday - 1 : 0);
        int64_t next = time_days_from_civil(r->iso_year + 1, 1, 4);
        return *days_r < next - ((next % 7 + 7) % 7 + 3) % 7;
    }
    *days_r = time_days_from_civil(r->year, (unsigned)month, (unsigned)day);
    if (r->year_day) {
        *days_r = time_days_from_civil(r->year, 1, 1) + r->year_day - 1;
        return r->year_day < 366 || time_days_in_month(r->year, 2) == 29;
    }
    return (unsigned)day <= time_days_in_month(r->year, (unsigned)month);
}

static bool find_clock(const struct reading *r, int64_t *us_r)
{
    int hour = r->half == HALF_NONE ? r->hour : r->hour % 12 + (r->half == HALF_PM ? 12 : 0);
    *us_r = hour * TIME_HOUR + r->minute * TIME_MINUTE + r->second * TIME_SECOND + r->fraction;
    return *us_r <= TIME_DAY; /* 24:00 is the next day; 23:59:60 too */
}

static bool is_in_range(int64_t us)
{
    const int64_t year_1 = INT64_C(-62135596800) * TIME_SECOND;
    const int64_t year_10000 = INT64_C(253402300800) * TIME_SECOND;
    return us >= year_1 && us < year_10000;
}

static void trim(struct reading *r)
{
    skip_blanks(r);
    while (r->end > r->p && (r->end[-1] == ' ' || r->end[-1] == '\t'))
        r->end--;
}

size_t time_pattern_tail(const struct time_pattern *t, const char *p, size_t n)
{
    struct reading r = { .p = p, .end = p + n };
    trim(&r);
    for (size_t i = 0; i < t->n && t->steps[i].take != take_tail; i++)
        if (!t->steps[i].take(&r, &t->steps[i]))
            return n;
    return (size_t)(r.p - p);
}

bool time_pattern_read(const struct time_pattern *t, const char *p, size_t n, int64_t *us_r,
                       bool *zoned_r)
{
    struct reading r = { .p = p, .end = p + n };
    trim(&r);
    for (size_t i = 0; i < t->n; i++)
        if (!t->steps[i].take(&r, &t->steps[i]))
            return false;
    int64_t days = 0, clock = 0, us = r.epoch;
    if (r.p != r.end)
        return false;
    if (!r.is_epoch) {
        if (!find_day(&r, &days) || !find_clock(&r, &clock))
            return false;
        us = days * TIME_DAY + clock - r.offset;
    }
    if (!is_in_range(us))
        return false;
    *us_r = us;
    *zoned_r = r.zoned;
    return true;
}
