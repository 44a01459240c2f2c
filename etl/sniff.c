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
