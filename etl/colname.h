/* What a column's name says about its cells: words of English, German and French exports. */
#ifndef ETL_COLNAME_H
#define ETL_COLNAME_H

#include <stdbool.h>

bool colname_is_time(const char *name);       /* "Created (UTC)", "Buchungstag", "dateHour" */
bool colname_is_year(const char *name);       /* "Year", "TIME_PERIOD" */
bool colname_is_identifier(const char *name); /* "order_id", "PLZ", "Invoice No." */
bool colname_is_name(const char *name);       /* long format: "metric", "_field" */
bool colname_is_value(const char *name);      /* long format: "value", "_value" */

/* Parts of a time that stand in columns of their own. */
enum time_part {
    PART_NONE,
    PART_YEAR,
    PART_QUARTER,
    PART_MONTH,
    PART_DAY,
    PART_HOUR,
    PART_MINUTE,
    PART_SECOND
};
enum time_part colname_part(const char *name);
bool colname_is_clock(const char *name); /* "Time", "Uhrzeit", "Heure" */

/* The place in the list of names that a time column best has, from 0; -1: none of them. */
int colname_time_rank(const char *name);

#endif
