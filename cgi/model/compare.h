/* Which other period the answer is held against. The period itself is reckoned by PostgreSQL, in the
 * time zone of the question: see analytics.previous() in sql/migrations. */
#ifndef MODEL_COMPARE_H
#define MODEL_COMPARE_H

enum compare { COMPARE_NONE, COMPARE_PREVIOUS, COMPARE_YEAR };

/* previous, year; NULL-terminated. */
extern const char *const compare_names[];

/* COMPARE_NONE for a name that is none. */
enum compare compare_by_name(const char *name);

/* The name of a comparison; NULL for none. */
const char *compare_name(enum compare compare);

#endif
