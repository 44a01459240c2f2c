/* Layouts of dates are tried on cells here. */
#include "etl/timeguess.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/timepattern.h"
#include "base/timeutil.h"
#include "base/timewords.h"
#include "etl/timecell.h"

#define PROBES 12         /* cells with some reading that all layouts are tried on */
#define PROBE_CELLS 64    /* cells looked at for them */
#define CANDIDATES_MAX 24 /* layouts that read one of these */
#define CELL_BYTES_MAX 80
#define CLOCK_TEXT_MAX 40
#define SEPARATOR '~'

enum order { ORDER_NONE, DAY_FIRST, MONTH_FIRST, YEAR_FIRST_SHORT };

/* What a column's name must say before its cells are tried: plain numbers are mostly none. */
enum need { ANY_NAME, TIME_NAME, YEAR_NAME };

/* A date's text; each byte of `separators` in place of '~' makes one layout. */
struct form {
    const char *text, *separators;
    enum order order;
    bool date; /* of a day, so that a clock may follow */
    enum need need;
};

static const struct form forms[] = {
    { "%Y~%m~%d", "-/. ", ORDER_NONE, true, ANY_NAME },
    { "%d~%m~%Y", "./- ", DAY_FIRST, true, ANY_NAME },
    { "%m~%d~%Y", "/- ", MONTH_FIRST, true, ANY_NAME },
    { "%d~%m~%y", "./-", DAY_FIRST, true, ANY_NAME },
    { "%m~%d~%y", "/-", MONTH_FIRST, true, ANY_NAME },
    { "%y~%m~%d", "-/.", YEAR_FIRST_SHORT, true, ANY_NAME },
    { "%d~%b~%Y", " -/", ORDER_NONE, true, ANY_NAME },
    { "%d~%b~%y", " -/", ORDER_NONE, true, ANY_NAME },
    { "%d. %b %Y", "", ORDER_NONE, true, ANY_NAME },
    { "%d %b, %Y", "", ORDER_NONE, true, ANY_NAME },
    { "%b~%d~%Y", " -/", ORDER_NONE, true, ANY_NAME },
    { "%b %d, %Y", "", ORDER_NONE, true, ANY_NAME },
    { "%Y~%b~%d", "-/ ", ORDER_NONE, true, ANY_NAME },
    { "%a %b %e %H:%M:%S %Y", "", ORDER_NONE, false, ANY_NAME },
    { "%a %b %e %H:%M:%S %Z %Y", "", ORDER_NONE, false, ANY_NAME },
    { "%Y~%m", "-/", ORDER_NONE, false, ANY_NAME },
    { "%m~%Y", "/-", ORDER_NONE, false, ANY_NAME },
    { "%YM%m", "", ORDER_NONE, false, ANY_NAME },
    { "%Y-M%m", "", ORDER_NONE, false, ANY_NAME },
    { "%b~%Y", " -/", ORDER_NONE, false, ANY_NAME },
    { "%b, %Y", "", ORDER_NONE, false, ANY_NAME },
    { "%Y~%b", " -", ORDER_NONE, false, ANY_NAME },
    { "%b-%y", "", ORDER_NONE, false, ANY_NAME },
    { "%b '%y", "", ORDER_NONE, false, ANY_NAME },
    { "%YQ%q", "", ORDER_NONE, false, ANY_NAME },
    { "%Y~Q%q", "- ", ORDER_NONE, false, ANY_NAME },
    { "Q%q~%Y", " -/", ORDER_NONE, false, ANY_NAME },
    { "%G-W%V", "", ORDER_NONE, false, ANY_NAME },
    { "%GW%V", "", ORDER_NONE, false, ANY_NAME },
    { "%G-W%V-%u", "", ORDER_NONE, false, ANY_NAME },
    { "%Y%m%dT%H%M%S", "", ORDER_NONE, false, ANY_NAME },
    { "%Y%m%d %H:%M:%S", "", ORDER_NONE, false, ANY_NAME },
    { "%Y%m%d", "", ORDER_NONE, false, TIME_NAME },
    { "%Y%m%d%H", "", ORDER_NONE, false, TIME_NAME },
    { "%Y%m%d%H%M", "", ORDER_NONE, false, TIME_NAME },
    { "%Y%m%d%H%M%S", "", ORDER_NONE, false, TIME_NAME },
    { "%Y%m", "", ORDER_NONE, false, TIME_NAME },
    { "%m.%Y", "", ORDER_NONE, false, TIME_NAME },
    { "%Y.%m", "", ORDER_NONE, false, TIME_NAME },
    { "%Y", "", ORDER_NONE, false, YEAR_NAME },
};

static const char *const prefixes[] = { "", "%a, ", "%a " };

struct layout {
    const char *text;
    const struct form *form;
    const struct time_pattern *pattern;
    size_t width; /* of one made of digits alone: so many they must be; else 0 */
    size_t least; /* bytes of a cell */
    bool dotted;  /* a short year beside a dot */
};

struct candidate {
    const struct layout *layout;
    const char *epoch; /* instead of a layout */
    size_t hits;
    int64_t first, last;
};

struct guesser {
    struct arena *arena;
    struct layout *layouts;
    size_t n;
    struct candidate list[CANDIDATES_MAX];
    size_t n_list;
};

/* ---- Making the layouts ---- */

/* Digits that a text without separators reads; 0: it has separators. */
static size_t digit_width(const char *text)
{
    size_t n = 0;
    for (; *text == '%'; text += 2)
        n += text[1] == 'Y' ? 4 : 2;
    return *text ? 0 : n;
}

static void add_layout(struct guesser *g, const struct form *form, const char *prefix,
                       char separator)
{
    struct layout *l = &g->layouts[g->n++];
    const char *problem = NULL;
    char *text = arena_printf(g->arena, "%s%s", prefix, form->text);
    for (char *p = text; *p; p++)
        if (*p == SEPARATOR)
            *p = separator;
    const char *full = form->date ? arena_printf(g->arena, "%s %%H:%%M:%%S", text) : text;
    *l = (struct layout){ .text = text,
                          .form = form,
                          .pattern = time_pattern_new(g->arena, full, &problem),
                          .width = digit_width(text),
                          .dotted = strstr(text, ".%y") || strstr(text, "%y."),
                          .least =
                              str_starts(text, "%Y%m%dT") || str_starts(text, "%Y%m%d ") ? 13 : 0 };
}

struct guesser *guesser_new(struct arena *scratch)
{
    struct guesser *g = arena_one(scratch, struct guesser);
    const size_t n_forms = sizeof(forms) / sizeof(*forms);
    g->arena = scratch;
    g->layouts = arena_array(scratch, struct layout, n_forms * 4 * 3);
    for (size_t k = 0; k < sizeof(prefixes) / sizeof(*prefixes); k++)
        for (size_t i = 0; i < n_forms; i++) {
            const char *s = forms[i].separators;
            if (k && !forms[i].date)
                continue;
            do
                add_layout(g, &forms[i], prefixes[k], *s);
            while (*s && *++s);
        }
    return g;
}

/* ---- Trying them ---- */

static struct text trimmed(struct text t)
{
    while (t.n && (*t.p == ' ' || *t.p == '\t'))
        t.p++, t.n--;
    while (t.n && (t.p[t.n - 1] == ' ' || t.p[t.n - 1] == '\t'))
        t.n--;
    return t;
}

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* Whether the cell begins as one of the layouts does: with a digit, a name, or the Q of a quarter. */
static bool begins_as_time(struct text t)
{
    const char *month = t.p, *day = t.p, *end = t.p + t.n;
    if (is_digit(*t.p))
        return true;
    return timeword_month(&month, end) || timeword_weekday(&day, end) ||
           ((*t.p | 0x20) == 'q' && t.n > 1 && is_digit(t.p[1]));
}

static bool may_be_time(struct text cell)
{
    struct text t = trimmed(cell);
    size_t digits = 0;
    if (t.n < 4 || t.n > CELL_BYTES_MAX || !begins_as_time(t))
        return false;
    for (size_t i = 0; i < t.n; i++)
        digits += is_digit(t.p[i]);
    return digits >= 2;
}

static bool is_plausible_year(const struct layout *l, int64_t us)
{
    const int64_t year_1800 = INT64_C(-5364662400) * TIME_SECOND;
    const int64_t year_2201 = INT64_C(7289654400) * TIME_SECOND;
    return !l->width || (us >= year_1800 && us < year_2201);
}

static bool reads(const struct layout *l, struct text cell, int64_t *us_r)
{
    bool zoned = false;
    const size_t n = trimmed(cell).n;
    if ((l->width && n != l->width) || n < l->least)
        return false;
    return time_pattern_read(l->pattern, cell.p, cell.n, us_r, &zoned) &&
           is_plausible_year(l, *us_r);
}

/* Seconds of 1973 to 2286, and thousandths, millionths, billionths of the same years. */
static const char *epoch_of(struct text cell, int64_t *us_r)
{
    static const char *const names[] = { "epoch_s", "epoch_ms", "epoch_us", "epoch_ns" };
    const int64_t first = INT64_C(100000000) * TIME_SECOND,
                  last = INT64_C(10000000000) * TIME_SECOND;
    for (size_t i = 0; i < cell.n; i++)
        if (!is_digit(cell.p[i]) && !strchr(".eE+", cell.p[i]))
            return NULL;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (timecell_epoch(names[i], cell.p, cell.n, us_r) && *us_r >= first && *us_r < last)
            return names[i];
    return NULL;
}

static void add_candidate(struct guesser *g, const struct layout *l, const char *epoch)
{
    for (size_t i = 0; i < g->n_list; i++)
        if (g->list[i].layout == l && g->list[i].epoch == epoch)
            return;
    if (g->n_list < CANDIDATES_MAX)
        g->list[g->n_list++] = (struct candidate){
            .layout = l, .epoch = epoch, .first = INT64_MAX, .last = INT64_MIN
        };
}

/* "1.2.15" may be a version; only a name makes it a date. */
static bool may_be(const struct layout *l, struct text cell, struct time_hints hints)
{
    if (l->form->need == YEAR_NAME)
        return hints.year;
    return hints.named || (l->form->need == ANY_NAME && (!l->dotted || trimmed(cell).n >= 8));
}

/* Adds what reads the cell; false when nothing does. */
static bool probe(struct guesser *g, struct text cell, struct time_hints hints)
{
    bool any = false;
    int64_t us = 0;
    if (!may_be_time(cell))
        return false;
    for (size_t i = 0; i < g->n; i++) {
        const struct layout *l = &g->layouts[i];
        if (may_be(l, cell, hints) && reads(l, cell, &us)) {
            add_candidate(g, l, NULL);
            any = true;
        }
    }
    const char *epoch = hints.named ? epoch_of(trimmed(cell), &us) : NULL;
    if (epoch)
        add_candidate(g, NULL, epoch);
    return any || epoch;
}

static void count_hits(struct candidate *c, const struct text *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t us = 0;
        const char *epoch = c->epoch ? epoch_of(trimmed(cells[i]), &us) : NULL;
        if (c->epoch ? epoch != c->epoch : !reads(c->layout, cells[i], &us))
            continue;
        c->hits++;
        c->first = us < c->first ? us : c->first;
        c->last = us > c->last ? us : c->last;
    }
}

/* ---- Choosing ---- */

static enum order order_of(const struct candidate *c)
{
    return c->layout ? c->layout->form->order : ORDER_NONE;
}

/* Rank among equals: American or European, and years of two digits that stand first only when they
 * make a far shorter time of the column than the other readings. */
static int rank(const struct candidate *c, struct time_hints hints)
{
    bool slash = c->layout && strchr(c->layout->text, '/');
    bool american = hints.month_first || (slash && !hints.day_first);
    switch (order_of(c)) {
    case ORDER_NONE:
        return 4;
    case MONTH_FIRST:
        return american ? 3 : 2;
    case DAY_FIRST:
        return american ? 2 : 3;
    default:
        return 1;
    }
}

static bool is_far_shorter(const struct candidate *a, const struct candidate *b)
{
    return order_of(a) == YEAR_FIRST_SHORT && order_of(b) != ORDER_NONE && a->hits > 2 &&
           (a->last - a->first) < (b->last - b->first) / 8;
}

static bool is_better(const struct candidate *a, const struct candidate *b, struct time_hints hints)
{
    if (a->hits != b->hits)
        return a->hits > b->hits;
    if (is_far_shorter(a, b) || is_far_shorter(b, a))
        return is_far_shorter(a, b);
    return rank(a, hints) > rank(b, hints);
}

static bool is_mirrored(const struct candidate *a, const struct candidate *b)
{
    enum order x = order_of(a), y = order_of(b);
    return (x == DAY_FIRST && y == MONTH_FIRST) || (x == MONTH_FIRST && y == DAY_FIRST);
}

/* ---- Telling ---- */

/* Whether AM or PM stands at k: behind a digit or blank, and not the beginning of a zone. */
static bool is_half(struct text t, size_t k)
{
    char c = t.p[k] | 0x20, next = k + 1 < t.n ? t.p[k + 1] | 0x20 : ' ';
    bool begins = k && (is_digit(t.p[k - 1]) || t.p[k - 1] == ' ');
    bool word = next >= 'a' && next <= 'z' && next != 'm';
    return begins && (c == 'a' || c == 'p') && !word;
}

/* Adds the hours, minutes and seconds of a clock; how far they go. */
static size_t add_clock(struct str *s, struct text t, bool half)
{
    static const char *const parts[] = { "%H", "%M", "%S" };
    size_t i = 0;
    for (size_t part = 0; part < 3 && i < t.n; part++) {
        for (; i < t.n && strchr(" T,:.hH", t.p[i]); i++)
            str_addc(s, (t.p[i] | 0x20) == 'h' ? ':' : t.p[i]);
        if (i == t.n || !is_digit(t.p[i]))
            break;
        str_adds(s, part ? parts[part] : half ? "%I" : "%H");
        for (size_t digits = 0; i < t.n && is_digit(t.p[i]) && digits < 2; digits++)
            i++;
        if (part && i < t.n && !strchr(":.", t.p[i]) && !is_digit(t.p[i]))
            break;
    }
    while (i < t.n && (is_digit(t.p[i]) || t.p[i] == '.' || t.p[i] == ','))
        i++; /* a fraction belongs to %S */
    return i;
}

/* The pattern of a clock: " %I:%M %p" of " 7:30 PM". */
static const char *clock_pattern(struct arena *a, struct text t)
{
    struct str s = str_new(a, CLOCK_TEXT_MAX * 3);
    size_t half = 0, i;
    for (size_t k = 1; k < t.n && !half; k++)
        half = is_half(t, k) ? k : 0;
    i = add_clock(&s, t, half > 0);
    while (i < t.n && t.p[i] == ' ')
        i++;
    if (half) {
        str_adds(&s,
                 s.len && s.data[s.len - 1] != ' ' && half && t.p[half - 1] == ' ' ? " %p" : "%p");
        for (i = half; i < t.n && t.p[i] != ' '; i++)
            continue;
        while (i < t.n && t.p[i] == ' ')
            i++;
    }
    if (i < t.n)
        str_adds(&s, t.p[i - 1] == ' ' ? " %z" : "%z");
    return str_c(&s);
}

/* The layout with the longest clock that the cells show. */
static const char *describe(struct arena *a, const struct layout *l, const struct text *cells,
                            size_t n, bool *has_clock_r)
{
    struct text best = { "", 0 };
    for (size_t i = 0; i < n && l->form->date; i++) {
        struct text t = trimmed(cells[i]);
        size_t tail = time_pattern_tail(l->pattern, t.p, t.n);
        int64_t us = 0;
        if (t.n - tail > best.n && t.n - tail < CLOCK_TEXT_MAX && reads(l, t, &us))
            best = (struct text){ t.p + tail, t.n - tail };
    }
    *has_clock_r = best.n || strstr(l->text, "%H");
    if (best.n && *best.p == 'T' && str_eq(l->text, "%Y-%m-%d"))
        return "rfc3339";
    return arena_printf(a, "%s%s", l->text, best.n ? clock_pattern(a, best) : "");
}

static void find_candidates(struct guesser *g, const struct text *cells, size_t n,
                            struct time_hints hints)
{
    size_t good = 0;
    g->n_list = 0;
    for (size_t i = 0; i < n && i < PROBE_CELLS && good < PROBES; i++)
        good += probe(g, cells[i], hints);
    for (size_t i = 0; i < g->n_list; i++)
        count_hits(&g->list[i], cells, n);
}

struct time_guess time_guess(struct guesser *g, struct arena *a, const struct text *cells, size_t n,
                             struct time_hints hints)
{
    struct time_guess out = { 0 };
    const struct candidate *best = NULL;
    find_candidates(g, cells, n, hints);
    for (size_t i = 0; i < g->n_list; i++)
        if (!best || is_better(&g->list[i], best, hints))
            best = &g->list[i];
    if (!best)
        return out;
    out.hits = best->hits;
    if (best->epoch) {
        out.format = best->epoch;
        out.has_clock = true;
        return out;
    }
    out.format = describe(a, best->layout, cells, n, &out.has_clock);
    for (size_t i = 0; i < g->n_list; i++)
        if (is_mirrored(&g->list[i], best) && g->list[i].hits == best->hits) {
            bool clock = false;
            out.ambiguous = true;
            out.other = describe(a, g->list[i].layout, cells, n, &clock);
        }
    return out;
}

struct time_guess time_guess_of(struct guesser *g, const char *const *formats, size_t n_formats,
                                const struct text *cells, size_t n)
{
    struct time_guess out = { .has_clock = true };
    for (size_t k = 0; k < n_formats; k++) {
        const char *problem = NULL;
        const struct time_pattern *t = time_pattern_new(g->arena, formats[k], &problem);
        size_t hits = 0;
        for (size_t i = 0; i < n && t; i++) {
            int64_t us = 0;
            bool zoned = false;
            hits += time_pattern_read(t, cells[i].p, cells[i].n, &us, &zoned);
        }
        if (hits > out.hits) {
            out.hits = hits;
            out.format = formats[k];
        }
    }
    return out;
}

bool is_clock_text(struct text cell)
{
    struct text t = trimmed(cell);
    size_t digits = 0, colons = 0;
    int hour = 0;
    for (; digits < t.n && digits < 3 && is_digit(t.p[digits]); digits++)
        hour = hour * 10 + (t.p[digits] - '0');
    if (digits < 1 || digits > 2 || t.n < digits + 3 || t.n > 15)
        return false;
    for (size_t i = digits; i < t.n; i++) {
        colons += t.p[i] == ':';
        if (!is_digit(t.p[i]) && !strchr(":. ,aApPmM", t.p[i]))
            return false;
    }
    return t.p[digits] == ':' && is_digit(t.p[digits + 1]) && is_digit(t.p[digits + 2]) &&
           colons <= 2 && hour < 25;
}
