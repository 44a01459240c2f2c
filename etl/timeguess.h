/* How a column writes its times, found out from cells of it.
 *
 *     struct guesser *g = guesser_new(scratch);
 *     struct time_guess t = time_guess(g, a, cells, n, hints);
 *     if (t.format && t.hits * 4 >= n * 3) … timecell_read() by t.format …
 *
 * The best of the known layouts is the one that reads most cells; of day and month the order that
 * all cells allow. When both orders do, `ambiguous` says so and `other` is the one not chosen.
 */
#ifndef ETL_TIMEGUESS_H
#define ETL_TIMEGUESS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct guesser;

/* A cell's text. */
struct text {
    const char *p;
    size_t n;
};

struct time_hints {
    bool named;       /* the column's name says date or time: numbers may be epochs or 20150131 */
    bool year;        /* it says year: 1800 to 2200 are years */
    bool month_first; /* dollars, AM or a comma as delimiter speak for the American order */
    bool day_first;   /* a decimal comma or ';' speak against it */
};

struct time_guess {
    const char *format; /* a timeFormat; NULL: no times */
    size_t hits;        /* cells that it reads */
    bool has_clock;     /* some cell has a time of day */
    bool ambiguous;
    const char *other;
};

struct guesser *guesser_new(struct arena *scratch);

/* The format's text is in `a`. Blank cells are the caller's to leave out. */
struct time_guess time_guess(struct guesser *g, struct arena *a, const struct text *cells, size_t n,
                             struct time_hints hints);

/* The best of formats given, for cells joined of several columns. */
struct time_guess time_guess_of(struct guesser *g, const char *const *formats, size_t n_formats,
                                const struct text *cells, size_t n);

/* Whether the cell is a time of day alone: "7:30", "07:30:15", "7:30 PM". */
bool is_clock_text(struct text cell);

#endif
