/* What a file would be read as, told from its beginning before it is uploaded.
 *
 *     struct preview p = { .type = FILE_CSV, .bytes = text, .n = n, .whole = n < 65536, .now = now };
 *     ingest_preview(a, &p, &w);
 *
 * writes {"plan":plan|null,"problem":null|{"code","detail"},"header":[names],
 * "rows":[[text|null…]],"rowCount","rejectCount","rejects":[reject],
 * "series":[{"metric","labels":{},"t":[epoch seconds],"v":[…]}]}: the first PREVIEW_ROWS rows and
 * rejects, the first PREVIEW_SERIES series with PREVIEW_POINTS points at most, by time. The plan is
 * the one that reading the whole file begins with; rows are counted in these bytes alone.
 */
#ifndef ETL_PREVIEW_H
#define ETL_PREVIEW_H

#include "etl/ingest.h"

#define PREVIEW_ROWS 20
#define PREVIEW_SERIES 8
#define PREVIEW_POINTS 500

struct preview {
    enum file_type type;
    const char *bytes; /* of the file's beginning, as they stand on disk; up to 64 KB */
    size_t n;
    bool whole;                           /* they are all of it */
    const struct ingest_mapping *mapping; /* or NULL */
    const struct ingest_limits *limits;   /* or NULL */
    int64_t now;                          /* time of points that have none of their own */
};

void ingest_preview(struct arena *a, const struct preview *p, struct json_out *w);

#endif
