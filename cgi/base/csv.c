/* CSV is written here. */
#include "base/csv.h"

#include <string.h>

#include "base/str.h"

void csv_text(struct str *s, const char *text)
{
    str_addc(s, '"');
    if (*text && strchr("=+-@\t\r", *text))
        str_addc(s, '\'');
    for (; *text; text++) {
        if (*text == '"')
            str_addc(s, '"');
        str_addc(s, *text);
    }
    str_addc(s, '"');
}
