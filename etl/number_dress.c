/* From "(1.234,50 €)" to "-1234.50". */
#include "etl/number_dress.h"

#include <stdbool.h>
#include <string.h>

#include "etl/number.h"

#define LETTERS_MAX 4 /* of a currency and an exponent */

struct dress {
    const char *p, *end;
    bool negative, signed_, paid, percent, bracketed;
    const char *unit; /* where currency or percent stands */
    size_t unit_len;
};

static const char *const blanks[] = { " ", "\t", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89" };
static const char *const minuses[] = { "-", "\xe2\x88\x92" };
static const char *const plus[] = { "+" };
static const char *const group_marks[] = { "'",        "\xe2\x80\x99", ",",           ".", " ",
                                           "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89" };
static const char *const currencies[] = { "$",   "€",   "£",   "¥",   "₹",   "₽", "₩",   "₺",
                                          "₪",   "₴",   "₫",   "฿",   "R$",  "US$", "A$",  "C$",
                                          "NZ$", "HK$", "kr.", "kr",  "zł",  "Kč",  "Ft",  "Fr.",
                                          "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "AUD",
                                          "CAD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RUB",
                                          "BRL", "MXN", "ZAR", "TRY", "KRW", "NZD", "SGD", "HKD",
                                          "ILS", "THB", "IDR", "AED", "SAR", "UAH", "RON", "BGN" };

#define N(list) (sizeof(list) / sizeof(*(list)))

static inline bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* The length of the longest of the texts that p begins with; none of them has a digit. */
static size_t begins(const char *p, const char *end, const char *const *list, size_t n)
{
    size_t best = 0;
    if (p < end && is_digit(*p))
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (p == end || *list[i] != *p)
            continue;
        size_t len = strlen(list[i]);
        if (len > best && len <= (size_t)(end - p) && !memcmp(p, list[i], len))
            best = len;
    }
    return best;
}

static size_t ends(const char *p, const char *end, const char *const *list, size_t n)
{
    size_t best = 0;
    if (p < end && is_digit(end[-1]))
        return 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(list[i]);
        if (p == end || list[i][len - 1] != end[-1])
            continue;
        if (len > best && len <= (size_t)(end - p) && !memcmp(end - len, list[i], len))
            best = len;
    }
    return best;
}

static void strip_blanks(struct dress *d)
{
    size_t n;
    while ((n = begins(d->p, d->end, blanks, N(blanks))))
        d->p += n;
    while ((n = ends(d->p, d->end, blanks, N(blanks))))
        d->end -= n;
}

static bool take_unit(struct dress *d, const char *p, size_t n, bool *seen)
{
    if (!n || *seen)
        return false;
    *seen = true;
    d->unit = p;
    d->unit_len = n;
    return true;
}

static bool strip_front(struct dress *d)
{
    size_t n = begins(d->p, d->end, minuses, N(minuses));
    if (!n && !d->signed_)
        n = begins(d->p, d->end, plus, N(plus));
    else if (n && !d->signed_)
        d->negative = true;
    if (n && !d->signed_) {
        d->signed_ = true;
        d->p += n;
        return true;
    }
    n = begins(d->p, d->end, currencies, N(currencies));
    if (take_unit(d, d->p, n, &d->paid)) {
        d->p += n;
        return true;
    }
    if (d->end - d->p > 1 && *d->p == '(' && d->end[-1] == ')' && !d->signed_) {
        d->negative = d->signed_ = d->bracketed = true;
        d->p++;
        d->end--;
        return true;
    }
    return false;
}

static bool strip_back(struct dress *d)
{
    size_t n = ends(d->p, d->end, currencies, N(currencies));
    if (take_unit(d, d->end - n, n, &d->paid)) {
        d->end -= n;
        return true;
    }
    if (d->end > d->p && d->end[-1] == '%' && take_unit(d, d->end - 1, 1, &d->percent)) {
        d->end--;
        return true;
    }
    n = ends(d->p, d->end, minuses, N(minuses));
    if (n && !d->signed_ && d->p + n < d->end) {
        d->negative = d->signed_ = true;
        d->end -= n;
        return true;
    }
    return false;
}

static void strip(struct dress *d)
{
    do
        strip_blanks(d);
    while (d->p < d->end && (strip_front(d) || strip_back(d)));
}

/* ---- The digits ---- */

static size_t copy_digits(struct dress *d, char **out)
{
    const char *start = d->p;
    while (d->p < d->end && is_digit(*d->p))
        *(*out)++ = *d->p++;
    return (size_t)(d->p - start);
}

/* Behind the first one to three digits: groups of three with the same mark before each; of a comma
 * also two and two and three at the end, as in India. */
static bool copy_groups(struct dress *d, size_t first, char decimal, char **out)
{
    size_t n = begins(d->p, d->end, group_marks, N(group_marks)), size = 0, last = 0;
    const char *mark = d->p;
    if (!n || (n == 1 && *mark == decimal))
        return true;
    if (first < 1 || first > 3 || d->p[-(ptrdiff_t)first] == '0')
        return false;
    while ((size_t)(d->end - d->p) > n && !memcmp(d->p, mark, n)) {
        if (last != size)
            return false;
        d->p += n;
        last = copy_digits(d, out);
        if (!last)
            return false;
        size = size ? size : last;
    }
    bool pairs = size == 2 && first <= 2 && *mark == ',';
    return last == 3 && (size == 3 || pairs);
}

static bool copy_exponent(struct dress *d, char **out)
{
    if (d->p == d->end || (*d->p | 0x20) != 'e')
        return true;
    *(*out)++ = *d->p++;
    if (d->p < d->end && (*d->p == '-' || *d->p == '+'))
        *(*out)++ = *d->p++;
    return copy_digits(d, out) > 0;
}

static bool copy_number(struct dress *d, char decimal, char **out)
{
    size_t seen = copy_digits(d, out);
    if (!copy_groups(d, seen, decimal, out))
        return false;
    if (d->p < d->end && *d->p == decimal) {
        *(*out)++ = '.';
        d->p++;
        seen += copy_digits(d, out);
    }
    return seen && copy_exponent(d, out) && d->p == d->end;
}

/* Words, dates with times: most text is known for what it is not without a closer look. */
static bool is_surely_text(const char *p, size_t n)
{
    size_t letters = 0;
    for (size_t i = 0; i < n && letters <= LETTERS_MAX; i++) {
        letters += (unsigned char)((p[i] | 0x20) - 'a') < 26;
        if (p[i] == ':')
            return true;
    }
    return letters > LETTERS_MAX;
}

enum undressed number_undress(const char *p, size_t n, char decimal, char *out, size_t *len_r)
{
    struct dress d = { .p = p, .end = p + n };
    char *start = out;
    if (is_surely_text(p, n))
        return UNDRESSED_BAD;
    strip(&d);
    if (d.p == d.end)
        return (n && !d.signed_) || d.bracketed || d.percent ? UNDRESSED_BAD : UNDRESSED_BLANK;
    if (d.negative)
        *out++ = '-';
    if (!copy_number(&d, decimal, &out))
        return UNDRESSED_BAD;
    *out = '\0';
    *len_r = (size_t)(out - start);
    return UNDRESSED_NUMBER;
}

size_t number_unit(const char *p, size_t n, const char **unit_r)
{
    struct dress d = { .p = p, .end = p + n };
    strip(&d);
    *unit_r = d.unit;
    return d.unit_len;
}
