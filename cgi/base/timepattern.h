/* Reading times by a pattern, which is strptime's text made ready once:
 *
 *     const char *problem;
 *     const struct time_pattern *t = time_pattern_new(a, "%d.%m.%Y %H:%M", &problem);
 *     if (time_pattern_read(t, p, n, &us, &zoned)) …
 *
 * Known: %Y %y %m %d %e %b %B %h %j %a %A %H %k %I %l %M %S %f %p %P %z %Z %s %G %V %u %n %t %%, %q
 * (a quarter), %D %F %R %T %r. Unlike strptime: a blank stands for at least one; %Y has four
 * digits; names are English, German or French whatever the locale; %S takes a fraction. A clock at
 * the end of the pattern may be absent (midnight), have seconds or none, AM or PM, and a zone.
 */
#ifndef BASE_TIMEPATTERN_H
#define BASE_TIMEPATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct time_pattern;

#define TIME_PATTERN_MAX 100 /* bytes of its text */

/* NULL when the text is no pattern for an instant; *problem_r says why: "%Q is not known". */
const struct time_pattern *time_pattern_new(struct arena *a, const char *text,
                                            const char **problem_r);

/* Microseconds since 1970 of all of the n bytes at p; false when they do not fit. Without a zone in
 * them it is the local time counted as UTC, and *zoned_r is false. */
bool time_pattern_read(const struct time_pattern *t, const char *p, size_t n, int64_t *us_r,
                       bool *zoned_r) __attribute__((warn_unused_result));

/* How many of the n bytes the pattern reads before a clock at its end; n when it has none there. */
size_t time_pattern_tail(const struct time_pattern *t, const char *p, size_t n);

#endif
