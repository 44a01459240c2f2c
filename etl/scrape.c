/* Histograms of requests are read and compared here. */
#include "etl/scrape.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define BUCKET "bellwether_http_request_seconds_bucket{"
#define NO_ROUTE "route=\"none\""
#define BOUND ",le=\""

static void add(struct scrape *s, double bound, uint64_t count)
{
    size_t i = 0;

    while (i < s->n && s->bound[i] < bound)
        i++;
    if (i == s->n) {
        if (s->n == SCRAPE_BUCKETS)
            return;
        s->bound[s->n++] = bound;
    }
    s->count[i] += count;
}

/* One line: …{program="x",route="y",le="0.005"} 17 */
static void read_line(const char *line, size_t n, struct scrape *s)
{
    const char *le = memmem(line, n, BOUND, strlen(BOUND)), *end = line + n;
    char *behind;
    double bound;

    if (!le || memmem(line, n, NO_ROUTE, strlen(NO_ROUTE)))
        return;
    le += strlen(BOUND);
    bound = strncmp(le, "+Inf", 4) == 0 ? (double)INFINITY : strtod(le, NULL);
    le = memchr(le, '}', (size_t)(end - le));
    if (le)
        add(s, bound, strtoull(le + 1, &behind, 10));
}

void scrape_read(const char *text, struct scrape *s_r)
{
    *s_r = (struct scrape){ 0 };
    while (*text) {
        size_t n = strcspn(text, "\n");

        if (str_starts(text, BUCKET))
            read_line(text, n, s_r);
        text += n + (text[n] == '\n');
    }
}

static uint64_t total(const struct scrape *s)
{
    return s->n ? s->count[s->n - 1] : 0;
}

/* What `now` has more than `before`; all of it when the program began anew. */
static uint64_t more(const struct scrape *before, const struct scrape *now, size_t i)
{
    bool anew = before->n != now->n || total(before) > total(now);

    return anew || before->count[i] > now->count[i] ? now->count[i]
                                                    : now->count[i] - before->count[i];
}

uint64_t scrape_requests(const struct scrape *before, const struct scrape *now)
{
    return now->n ? more(before, now, now->n - 1) : 0;
}

double scrape_p99(const struct scrape *before, const struct scrape *now)
{
    uint64_t all = scrape_requests(before, now), below = 0;
    double rank = 0.99 * (double)all, low = 0;

    if (!all)
        return -1;
    for (size_t i = 0; i < now->n; i++) {
        uint64_t count = more(before, now, i);

        if ((double)count >= rank && count > below) {
            double share = (rank - (double)below) / (double)(count - below);

            /* beyond the last bound nothing finer is known */
            return 1000 * (isinf(now->bound[i]) ? low : low + (now->bound[i] - low) * share);
        }
        below = count;
        low = now->bound[i];
    }
    return -1;
}
