/* Cells of CSV files that people open in spreadsheets (RFC 4180). */
#ifndef BASE_CSV_H
#define BASE_CSV_H

struct str;

/* Adds a quoted cell. Text that a spreadsheet would run as a formula gets an apostrophe in front. */
void csv_text(struct str *s, const char *text);

#endif
