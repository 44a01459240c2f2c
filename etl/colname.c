/* Names of columns are taken apart into words here. */
#include "etl/colname.h"

#include <stddef.h>
#include <string.h>

#define WORDS_MAX 8
#define WORD_BYTES 24

/* A name in small words: "dateHour (UTC)" is date, hour, utc. */
struct words {
    char text[WORDS_MAX][WORD_BYTES];
    size_t n;
    char whole[WORD_BYTES * 2]; /* all of them together; empty when too long */
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_word_byte(char c)
{
    return is_upper(c) || is_small(c) || (c >= '0' && c <= '9') || ((unsigned char)c & 0x80);
}

/* Small letters, also of the letters of Latin-1 in UTF-8. */
static char small(const char *name, const char *p)
{
    bool latin = p > name && (unsigned char)p[-1] == 0xc3 && (unsigned char)*p < 0x9f;
    return is_upper(*p) || latin ? (char)(*p | 0x20) : *p;
}

static struct words words_of(const char *name)
{
    struct words w = { .n = 0 };
    size_t len = 0, whole = 0;
    for (const char *p = name; *p && w.n < WORDS_MAX; p++) {
        bool begins = is_upper(*p) && p > name && is_small(p[-1]);
        if (len && (begins || !is_word_byte(*p) || len == WORD_BYTES - 1)) {
            w.n++;
            len = 0;
        }
        if (!is_word_byte(*p) || w.n == WORDS_MAX)
            continue;
        w.text[w.n][len++] = small(name, p);
        if (whole < sizeof(w.whole) - 1)
            w.whole[whole++] = small(name, p);
    }
    w.n += len > 0;
    return w;
}

static bool is_in(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (!strcmp(word, *list))
            return true;
    return false;
}

static bool has_word(const struct words *w, const char *const *list)
{
    for (size_t i = 0; i < w->n; i++)
        if (is_in(w->text[i], list))
            return true;
    return is_in(w->whole, list);
}

static bool has_end(const struct words *w, const char *const *ends)
{
    for (size_t i = 0; i < w->n; i++)
        for (const char *const *e = ends; *e; e++) {
            size_t n = strlen(w->text[i]), len = strlen(*e);
            if (n > len && !strcmp(w->text[i] + n - len, *e))
                return true;
        }
    return false;
}

bool colname_is_time(const char *name)
{
    static const char *const list[] = { "date",
                                        "dates",
                                        "time",
                                        "timestamp",
                                        "datetime",
                                        "ts",
                                        "t",
                                        "day",
                                        "datum",
                                        "zeit",
                                        "tag",
                                        "zeitpunkt",
                                        "uhrzeit",
                                        "jour",
                                        "heure",
                                        "horodatage",
                                        "fecha",
                                        "hora",
                                        "epoch",
                                        "unix",
                                        "created",
                                        "updated",
                                        "modified",
                                        "at",
                                        "month",
                                        "monat",
                                        "mois",
                                        "year",
                                        "jahr",
                                        "annee",
                                        "ann\xc3\xa9"
                                        "e",
                                        "period",
                                        "week",
                                        "woche",
                                        "semaine",
                                        "quarter",
                                        "quartal",
                                        "when",
                                        "hour",
                                        "stunde",
                                        "minute",
                                        NULL };
    static const char *const ends[] = { "date",    "datum", "zeit", "timestamp", "datetime",
                                        "stempel", "time",  "tag",  "month",     NULL };
    struct words w = words_of(name);
    return has_word(&w, list) || has_end(&w, ends);
}

bool colname_is_year(const char *name)
{
    static const char *const list[] = { "year",
                                        "jahr",
                                        "annee",
                                        "ann\xc3\xa9"
                                        "e",
                                        "a\xc3\xb1o",
                                        "anno",
                                        "yr",
                                        "yyyy",
                                        "fy",
                                        NULL };
    static const char *const alone[] = { "date", "time", "period", "timeperiod", "datum", NULL };
    static const char *const ends[] = { "jahr", NULL };
    struct words w = words_of(name);
    return has_word(&w, list) || has_end(&w, ends) || is_in(w.whole, alone);
}

bool colname_is_identifier(const char *name)
{
    static const char *const last[] = { "id",     "ids",    "nr",      "no",      "num",
                                        "nummer", "number", "code",    "key",     "sku",
                                        "ean",    "upc",    "gtin",    "isbn",    "iban",
                                        "blz",    "bic",    "konto",   "account", "uuid",
                                        "guid",   "serial", "barcode", "status",  NULL };
    static const char *const any[] = { "zip",   "zipcode", "postcode",  "postal", "plz",
                                       "phone", "telefon", "telephone", "tel",    "mobile",
                                       "fax",   "iban",    NULL };
    static const char *const row[] = { "index", "row", "rownum", "lfdnr", "rowid", "pk", NULL };
    static const char *const ends[] = { "nummer", "nr", NULL };
    struct words w = words_of(name);
    if (!w.n)
        return false;
    struct words tail = { .n = 1 };
    memcpy(tail.text[0], w.text[w.n - 1], WORD_BYTES);
    return is_in(tail.text[0], last) || has_word(&w, any) || is_in(w.whole, row) ||
           has_end(&tail, ends);
}

bool colname_is_name(const char *name)
{
    static const char *const list[] = { "metric",   "field",     "metricname", "series",
                                        "variable", "parameter", "kpi",        NULL };
    struct words w = words_of(name);
    return is_in(w.whole, list);
}

bool colname_is_value(const char *name)
{
    static const char *const list[] = { "value", NULL };
    struct words w = words_of(name);
    return is_in(w.whole, list);
}

enum time_part colname_part(const char *name)
{
    static const struct {
        enum time_part part;
        const char *words[10];
    } parts[] = {
        { PART_YEAR,
          { "year", "yyyy", "yy", "jahr", "annee",
            "ann\xc3\xa9"
            "e",
            "yr", NULL } },
        { PART_QUARTER, { "quarter", "quartal", "qtr", "trimestre", NULL } },
        { PART_MONTH, { "month", "mo", "mon", "monat", "mois", "mm", "period", NULL } },
        { PART_DAY, { "day", "dd", "tag", "jour", "dom", "dayofmonth", NULL } },
        { PART_HOUR, { "hour", "hh", "hr", "stunde", "heure", "h", NULL } },
        { PART_MINUTE, { "minute", "min", "mn", NULL } },
        { PART_SECOND, { "second", "sec", "ss", "sekunde", "seconde", NULL } },
    };
    struct words w = words_of(name);
    const char *letters = name + strspn(name, "#_ ");
    if (!strcmp(letters, "mm") || !strcmp(letters, "mm_2"))
        return PART_MINUTE; /* "MM" is the month beside it */
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (is_in(w.whole, parts[i].words))
            return parts[i].part;
    return PART_NONE;
}

bool colname_is_clock(const char *name)
{
    static const char *const list[] = { "time", "uhrzeit", "zeit", "heure", "hora",
                                        "hour", "clock",   "hhmm", NULL };
    static const char *const not [] = { "duration", "dauer", "elapsed", "response", "wait", NULL };
    struct words w = words_of(name);
    return has_word(&w, list) && !has_word(&w, not );
}

int colname_time_rank(const char *name)
{
    static const char *const list[] = { "timestamp", "time",  "datetime",    "date", "ts",
                                        "day",       "datum", "zeitstempel", "zeit", NULL };
    struct words w = words_of(name);
    for (int i = 0; list[i]; i++)
        if (!strcmp(w.whole, list[i]))
            return i;
    return -1;
}
