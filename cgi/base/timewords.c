/* Words in dates are looked up here. */
#include "base/timewords.h"

#include <stddef.h>
#include <string.h>

#define WORD_MAX 16

struct word {
    const char *text; /* small letters */
    int number;
};

static const struct word months[] = {
    { "jan", 1 },   { "january", 1 },   { "januar", 1 },    { "janv", 1 },      { "janvier", 1 },
    { "jän", 1 },   { "jänner", 1 },    { "feb", 2 },       { "february", 2 },  { "februar", 2 },
    { "févr", 2 },  { "fév", 2 },       { "fevr", 2 },      { "février", 2 },   { "fevrier", 2 },
    { "mar", 3 },   { "march", 3 },     { "mär", 3 },       { "mrz", 3 },       { "märz", 3 },
    { "maerz", 3 }, { "mars", 3 },      { "apr", 4 },       { "april", 4 },     { "avr", 4 },
    { "avril", 4 }, { "may", 5 },       { "mai", 5 },       { "jun", 6 },       { "june", 6 },
    { "juni", 6 },  { "juin", 6 },      { "jul", 7 },       { "july", 7 },      { "juli", 7 },
    { "juil", 7 },  { "juillet", 7 },   { "aug", 8 },       { "august", 8 },    { "août", 8 },
    { "aout", 8 },  { "sep", 9 },       { "sept", 9 },      { "september", 9 }, { "septembre", 9 },
    { "oct", 10 },  { "okt", 10 },      { "october", 10 },  { "oktober", 10 },  { "octobre", 10 },
    { "nov", 11 },  { "november", 11 }, { "novembre", 11 }, { "dec", 12 },      { "dez", 12 },
    { "déc", 12 },  { "december", 12 }, { "dezember", 12 }, { "décembre", 12 }, { "decembre", 12 },
    { NULL, 0 },
};

static const struct word weekdays[] = {
    { "mon", 1 },      { "monday", 1 },   { "mo", 1 },       { "montag", 1 },   { "lun", 1 },
    { "lundi", 1 },    { "tue", 2 },      { "tues", 2 },     { "tuesday", 2 },  { "di", 2 },
    { "dienstag", 2 }, { "mar", 2 },      { "mardi", 2 },    { "wed", 3 },      { "wednesday", 3 },
    { "mi", 3 },       { "mittwoch", 3 }, { "mer", 3 },      { "mercredi", 3 }, { "thu", 4 },
    { "thur", 4 },     { "thurs", 4 },    { "thursday", 4 }, { "do", 4 },       { "donnerstag", 4 },
    { "jeu", 4 },      { "jeudi", 4 },    { "fri", 5 },      { "friday", 5 },   { "fr", 5 },
    { "freitag", 5 },  { "ven", 5 },      { "vendredi", 5 }, { "sat", 6 },      { "saturday", 6 },
    { "sa", 6 },       { "samstag", 6 },  { "sam", 6 },      { "samedi", 6 },   { "sun", 7 },
    { "sunday", 7 },   { "so", 7 },       { "sonntag", 7 },  { "dim", 7 },      { "dimanche", 7 },
    { NULL, 0 },
};

static const struct word halves[] = {
    { "am", 1 }, { "pm", 2 }, { "a", 1 }, { "p", 2 }, { NULL, 0 }
};

/* Those that mean one thing to most; CST and EST are the American ones, as PostgreSQL has them. */
static const struct word zones[] = {
    { "z", 0 },      { "utc", 0 },    { "gmt", 0 },    { "ut", 0 },     { "wet", 0 },
    { "est", -300 }, { "edt", -240 }, { "cst", -360 }, { "cdt", -300 }, { "mst", -420 },
    { "mdt", -360 }, { "pst", -480 }, { "pdt", -420 }, { "cet", 60 },   { "cest", 120 },
    { "mez", 60 },   { "mesz", 120 }, { "bst", 60 },   { "west", 60 },  { "eet", 120 },
    { "eest", 180 }, { "msk", 180 },  { "jst", 540 },  { "aest", 600 }, { "aedt", 660 },
    { "nzst", 720 }, { "nzdt", 780 }, { NULL, 0 },
};

static bool is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || ((unsigned char)c & 0x80);
}

/* The word at p in small letters, those of Latin-1 in UTF-8 included; its length, 0 for none. */
static size_t take_word(const char *p, const char *end, char out[WORD_MAX])
{
    size_t n = 0;
    for (; p + n < end && is_letter(p[n]); n++) {
        if (n == WORD_MAX - 1)
            return 0;
        bool accented = n && (unsigned char)p[n - 1] == 0xc3;
        out[n] = accented || !((unsigned char)p[n] & 0x80) ? (char)(p[n] | 0x20) : p[n];
    }
    out[n] = '\0';
    return n;
}

static const struct word *find(const struct word *list, const char **p, const char *end)
{
    char text[WORD_MAX];
    size_t n = take_word(*p, end, text);
    for (; n && list->text; list++)
        if (!strcmp(list->text, text)) {
            *p += n;
            return list;
        }
    return NULL;
}

static unsigned find_number(const struct word *list, const char **p, const char *end)
{
    const struct word *w = find(list, p, end);
    if (!w)
        return 0;
    *p += *p < end && **p == '.';
    return (unsigned)w->number;
}

unsigned timeword_month(const char **p, const char *end)
{
    return find_number(months, p, end);
}

unsigned timeword_weekday(const char **p, const char *end)
{
    return find_number(weekdays, p, end);
}

/* "am", and "a.m." with its dots. */
unsigned timeword_half(const char **p, const char *end)
{
    const char *q = *p;
    unsigned half = find_number(halves, &q, end);
    if (half && q[-1] == '.' && q < end && (*q | 0x20) == 'm') {
        q++;
        q += q < end && *q == '.';
    }
    if (half)
        *p = q;
    return half;
}

bool timeword_zone(const char **p, const char *end, int *minutes_r)
{
    const struct word *w = find(zones, p, end);
    if (w)
        *minutes_r = w->number;
    return w != NULL;
}
