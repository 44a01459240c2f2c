/* First looks at a file. */
#include "etl/sniff.h"

#include <string.h>

#define CONTROLS_MIN 3 /* fewer are rejects of their rows */

struct magic {
    const char *bytes;
    size_t n;
    const char *sentence;
};

static const struct magic magics[] = {
    { "\x1f\x8b\x08", 3, "The file is compressed by gzip twice." },
    { "BZh", 3, "The file is compressed by bzip2; gzip is understood." },
    { "\xfd"
      "7zXZ",
      5, "The file is compressed by xz; gzip is understood." },
    { "\x28\xb5\x2f\xfd", 4, "The file is compressed by zstd; gzip is understood." },
    { "PK\x03\x04", 4, "The file is an Excel workbook or a ZIP archive; save the table as CSV." },
    { "\xd0\xcf\x11\xe0", 4, "The file is an old Excel workbook; save the table as CSV." },
    { "\xff\xfe\0\0", 4, "The file is UTF-32 text; save it as UTF-8." },
    { "\0\0\xfe\xff", 4, "The file is UTF-32 text; save it as UTF-8." },
    { "%PDF-", 5, "The file is a PDF document; a table as CSV or JSON is needed." },
    { "SQLite format 3", 15, "The file is an SQLite database; export the table as CSV." },
    { "PAR1", 4, "The file is in Parquet format; export the table as CSV." },
};

const char *sniff_binary(const char *p, size_t n, bool wide)
{
    for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
        if (n >= magics[i].n && !memcmp(p, magics[i].bytes, magics[i].n))
            return magics[i].sentence;
    if (wide)
        return NULL;
    size_t look = n < SNIFF_BYTES ? n : SNIFF_BYTES, controls = 0;
    for (size_t i = 0; i < look; i++) {
        unsigned char c = (unsigned char)p[i];
        controls += c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    }
    return controls >= CONTROLS_MIN && controls * 20 > look ? "The file is not text." : NULL;
}

bool sniff_cr_lines(const char *p, size_t n)
{
    return n && !memchr(p, '\n', n) && memchr(p, '\r', n);
}

/* How often each of the four stands in the line at p outside of quotes; the line's end. */
static const char *count_line(const char *p, const char *end, char eol, size_t counts[4])
{
    bool quoted = false;
    for (; p < end && (quoted || *p != eol); p++) {
        if (*p == '"')
            quoted = !quoted;
        else if (!quoted)
            for (unsigned i = 0; i < 4; i++)
                counts[i] += *p == ",;\t|"[i];
    }
    return p < end ? p + 1 : end;
}

char sniff_delimiter(const char *p, size_t n, bool cr_lines)
{
    const char *end = p + n;
    const char eol = cr_lines ? '\r' : '\n';
    size_t head[4] = { 0 }, row[4] = { 0 }, best = 0, best_score = 0;
    p = count_line(p, end, eol, head);
    count_line(p, end, eol, row);
    for (unsigned i = 0; i < 4; i++) {
        size_t score = head[i] * 2 + (head[i] && head[i] == row[i] ? n : 0);
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return ",;\t|"[best];
}
