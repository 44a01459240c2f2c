/* From the bytes of an uploaded file to rows ready for COPY: the heart of etl, without database or
 * HTTP.
 *
 *     read callback → reader (CSV, JSON array, NDJSON) → plan (which column is what) → series
 *     → segments and rollup chunks → binary COPY rows → sink
 *
 * ingest_run() works on one thread in constant memory (about 32 MB of buffers, whatever the file's
 * size) and calls the functions of `struct ingest_job` from that thread. What a row cannot give is
 * a reject; only a file with nothing to take is an error.
 *
 *     struct ingest_job job = { .arena = a, .type = FILE_CSV, .read = read_fd, .read_arg = &fd,
 *                               .ingest_time = time_now(), .part_id = part, .sink = sink, … };
 *     struct ingest_result res;
 *     if (ingest_run(&job, &res) != INGEST_OK)
 *         … ingest_code(res.error), res.detail
 *
 * The rows, in COPY … (FORMAT binary), columns in this order:
 *
 *     analytics.segment(tenant_id uuid, series_id int8, part_id int8, seq int4, t0 timestamptz,
 *         t1 timestamptz, n int4, sum float8, min float8, max float8, first float8, last float8,
 *         t timestamptz[], v float8[], lines bytea, first_line int8, last_line int8)
 *     analytics.rollup(tenant_id uuid, series_id int8, part_id int8, level int2, seq int4,
 *         t0 timestamptz, t1 timestamptz, t timestamptz[], n int8[], sum float8[], min float8[],
 *         max float8[], first float8[], last float8[], first_t timestamptz[], last_t timestamptz[],
 *         first_lines bytea, last_lines bytea)
 *     analytics.digest, see sketch.h
 *
 * `lines` (packed as cgi/base/lines.h says) tell where in the file each point stood: of two points
 * with the same time in one part, the one of the lower line is the earlier, whatever their series.
 * So `first` is the smallest (t, part, line), `last` the greatest. The arrays of a segment are
 * sorted by time, ties by line. `seq` counts from 0 in each (part, series), in rollups in each
 * (part, series, level), and makes (tenant_id, series_id, part_id[, level], seq) unique. Segments and chunks of one series may overlap in time, and a rollup chunk may repeat
 * a bucket of another chunk (never of itself): readers merge. t0 and t1 are inclusive: in segments
 * the first and last point's time; in rollups the start of the first bucket and the start of the
 * last bucket (a bucket ends one level's length later). Bucket starts are aligned in UTC. A level
 * is there for all points of a (part, series) or for none: `levels` of struct ingest_series says
 * which.
 */
#ifndef ETL_INGEST_H
#define ETL_INGEST_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "etl/copy_binary.h"

struct arena;
struct json_out;

/* ---- What can be wrong with a whole file; code and sentence are for the client ---- */
#define INGEST_ERRORS(X)                                                                           \
    X(INGEST_EMPTY_FILE, "empty_file", "The file is empty.")                                       \
    X(INGEST_NO_ROWS, "no_rows", "The file has a header but no rows.")                             \
    X(INGEST_NOT_TEXT, "not_text", "The file is not text.")                                        \
    X(INGEST_NO_HEADER, "no_header", "The first line looks like data; it must name the columns.")  \
    X(INGEST_NO_TIME_COLUMN, "no_time_column", "No column holds dates or times.")                  \
    X(INGEST_NO_METRIC_COLUMN, "no_metric_column", "No column holds numbers.")                     \
    X(INGEST_NOT_AN_ARRAY, "not_an_array", "The file is not a JSON array of objects.")             \
    X(INGEST_BAD_JSON, "bad_json", "The file is not valid JSON.")                                  \
    X(INGEST_TOO_MANY_COLUMNS, "too_many_columns", "The file has more columns than allowed.")      \
    X(INGEST_MAPPING_COLUMN, "mapping_column", "The mapping names a column the file lacks.")       \
    X(INGEST_MAPPING_TIME, "mapping_time", "The mapping's time format or time zone is not known.") \
    X(INGEST_NOTHING_READABLE, "nothing_readable", "No row of the file could be read.")            \
    X(INGEST_TRUNCATED_GZIP, "truncated_gzip",                                                     \
      "The gzip file is cut off before its end; nothing of it was stored.")                        \
    X(INGEST_BAD_GZIP, "bad_gzip", "The gzip file is damaged; nothing of it was stored.")          \
    X(INGEST_GZIP_TOO_LARGE, "gzip_too_large", "Unpacked, the file is larger than allowed.")       \
    X(INGEST_READ_FAILED, "read_failed", "The file could not be read to its end.")                 \
    X(INGEST_WRITE_FAILED, "write_failed", "The rows could not be stored.")                        \
    X(INGEST_CANCELED, "canceled", "Reading was canceled.")

#define INGEST_ENUM(name, code, text) name,
enum ingest_error { INGEST_OK = 0, INGEST_ERRORS(INGEST_ENUM) INGEST_ERROR_COUNT };
#undef INGEST_ENUM

const char *ingest_code(enum ingest_error e);     /* "empty_file"; "ok" for INGEST_OK */
const char *ingest_sentence(enum ingest_error e); /* the general sentence; see result.detail too */

/* ---- What can be wrong with a row or a cell ---- */
#define REJECT_REASONS(X)                                                                          \
    X(REJECT_NOT_A_NUMBER, "not_a_number")     /* a value that is no whole decimal number */       \
    X(REJECT_NUMBER_RANGE, "number_range")     /* a number beyond ±1.8e308 */                     \
    X(REJECT_NOT_A_TIME, "not_a_time")         /* the time cell is no date or time */              \
    X(REJECT_TIME_MISSING, "time_missing")     /* wide table: no time */                           \
    X(REJECT_RAGGED, "ragged")                 /* more or fewer fields than the header */          \
    X(REJECT_NOT_UTF8, "not_utf8")             /* bytes that are not UTF-8 */                      \
    X(REJECT_NUL_BYTE, "nul_byte")             /* a NUL in the text */                             \
    X(REJECT_BAD_QUOTE, "bad_quote")           /* text behind a closing quote */                   \
    X(REJECT_UNCLOSED_QUOTE, "unclosed_quote") /* a quoted field without end */                    \
    X(REJECT_FIELD_TOO_LONG, "field_too_long")                                                     \
    X(REJECT_RECORD_TOO_LONG, "record_too_long")                                                   \
    X(REJECT_NOT_AN_OBJECT, "not_an_object") /* null, a scalar or an array among the objects */    \
    X(REJECT_BAD_JSON, "bad_json")           /* an element that is no valid JSON */                \
    X(REJECT_TOO_DEEP, "too_deep")           /* objects nested beyond the cap */                   \
    X(REJECT_TOO_MANY_COLUMNS, "too_many_columns")                                                 \
    X(REJECT_NAME_TOO_LONG, "name_too_long") /* a metric's name beyond the cap */                  \
    X(REJECT_TOO_MANY_SERIES, "too_many_series")

#define REJECT_ENUM(name, code) name,
enum reject_reason { REJECT_REASONS(REJECT_ENUM) REJECT_REASON_COUNT };
#undef REJECT_ENUM

const char *reject_code(enum reject_reason r);

struct reject {
    uint64_t line;      /* of the file, from 1; where the record begins */
    const char *column; /* its name, or "" for the whole row */
    const char *value;  /* valid UTF-8 without NULs, cut at REJECT_VALUE_MAX bytes */
    const char *raw;    /* the record as it stands in the file, likewise, cut at REJECT_RAW_MAX */
    enum reject_reason reason;
};
#define REJECT_VALUE_MAX 256
#define REJECT_RAW_MAX 1024

/* ---- Caps; 0 in a member means the default ---- */
struct ingest_limits {
    size_t field_bytes;      /* 1 MB */
    size_t record_bytes;     /* 16 MB */
    size_t columns;          /* 1,000 */
    size_t label_values;     /* 1,000 a label; the rest folds into OTHER_VALUE */
    size_t series;           /* 10,000; labels of further ones fold into OTHER_VALUE */
    size_t rejects_kept;     /* 10,000; all are counted */
    uint64_t inflated_bytes; /* 10 GB; of a compressed file */
    size_t buffer_bytes;     /* 32 MB: points, sorting room and rollup chunks together */
};
#define OTHER_VALUE "__other__"
#define NAME_BYTES_MAX 255 /* of metric names and label values; a longer label value folds */

/* ---- Which column is what ---- */
enum file_type { FILE_CSV, FILE_JSON, FILE_NDJSON };
enum file_type file_type_by_name(const char *name); /* "csv", "json", "ndjson" */

/* What the dataset's mapping says; inference fills what it leaves open. Names are the file's column
 * names after trimming and making unique ("name", "name_2"); the strings are the caller's. */
struct ingest_mapping {
    bool has_timestamp;           /* it was given; without a name all points get ingest_time */
    const char *const *timestamp; /* columns whose cells together are the time, in this order */
    size_t n_timestamp;           /* up to TIME_COLUMNS_MAX */
    const char *time_format;      /* strptime text, "rfc3339", "epoch_s", "epoch_ms"; NULL: infer */
    const char *time_zone;        /* IANA name for times that name none; NULL: UTC */
    const char *const *metrics;   /* NULL: infer */
    size_t n_metrics;
    const char *const *labels; /* NULL: infer */
    size_t n_labels;
    char decimal; /* '.' or ','; 0: infer */
};
#define TIME_COLUMNS_MAX 6 /* year, month, day, hour, minute, second */

/* Reads the JSON text `{"timestamp":null|name|[names],"timeFormat","timeZone","metrics":[…],
 * "labels":[…],"decimal"}` (an object already validated by the API; unknown members are passed
 * over). False when it is something else. */
bool ingest_mapping_parse(struct arena *a, const char *json, struct ingest_mapping *out_r)
    __attribute__((warn_unused_result));

enum column_kind { KIND_EMPTY, KIND_NUMBER, KIND_TIME, KIND_TEXT };
enum column_role {
    COLUMN_UNUSED, /* not used */
    COLUMN_TIME,
    COLUMN_METRIC, /* wide: its numbers are the points of the metric of that name */
    COLUMN_LABEL,
    COLUMN_NAME, /* long: the cell names the metric */
    COLUMN_VALUE /* long: the cell is the point */
};

struct ingest_column {
    const char *name;
    size_t name_len;
    enum column_kind kind; /* as seen in the sample */
    enum column_role role;
    char decimal;        /* of its numbers: '.' or ',' */
    bool decimal_open;   /* the sample would be numbers with the other sign as well */
    const char *example; /* its first cell that is not blank; NULL: none */
};

/* How the bytes of a file stand for text. */
enum text_encoding { ENCODING_UTF8, ENCODING_UTF16, ENCODING_WINDOWS_1252 };

/* Something about a file that its owner should know although it was read. */
struct plan_note {
    const char *code;    /* "converted_encoding" */
    const char *column;  /* its name, or NULL */
    const char *message; /* a sentence */
};

struct time_format;

struct ingest_plan {
    bool gzip;
    enum text_encoding encoding;
    struct plan_note *notes; /* in the order they were made, in the arena; see plan_note() */
    size_t n_notes;
    bool is_long;        /* metric,value[,timestamp] instead of a wide table */
    bool ingest_time;    /* no time column: every point gets the ingest time */
    char delimiter;      /* CSV only */
    char decimal;        /* of most columns: '.' or ',' */
    bool cr_lines;       /* CSV only: lines end in CR alone */
    bool drawn;          /* CSV only: a table drawn with bars and dashes */
    uint32_t skip, told; /* CSV only: lines before the header, and those of them with text */
    bool comments;       /* CSV only: lines that begin with '#' are none of the table */
    struct ingest_column *columns;
    size_t n_columns;
    int time[TIME_COLUMNS_MAX];      /* columns whose cells together are the time */
    size_t n_time;                   /* 0: none */
    int name, value;                 /* columns, -1: none; only when is_long */
    const char *time_format;         /* how the times are written; NULL without a time */
    const char *time_zone;           /* of times that name none: "UTC" or an IANA name */
    const struct time_format *times; /* the same, made ready to read cells by */
    const char *other_format;        /* day and month the other way round, when the sample left */
    const struct time_format *other_times; /* it open; NULL: nothing to find out */
};

/* Adds a note to the plan, in place of an earlier one with the same code and column. `code` is a
 * literal, `column` may be NULL and is copied into the arena with the message. */
void plan_note(struct arena *a, struct ingest_plan *plan, const char *code, const char *column,
               const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Takes a note back that turned out to be none. */
void plan_unnote(struct ingest_plan *plan, const char *code, const char *column);

#define INGEST_SAMPLE_BYTES 65536

/* Makes the plan from a file's beginning (the first 64 KB; `whole` says that this is all of it)
 * without reading on: the preview. `mapping` and `limits` may be NULL. On failure *detail_r is a
 * sentence in the arena. */
enum ingest_error ingest_infer(struct arena *a, enum file_type type, const char *p, size_t n,
                               bool whole, const struct ingest_mapping *mapping,
                               const struct ingest_limits *limits, struct ingest_plan *plan_r,
                               const char **detail_r) __attribute__((warn_unused_result));

/* Writes the plan as {"format":"long|wide","compression","encoding","delimiter","decimal",
 * "timestamp":null|[names],"timeFormat","timeZone","metrics":[…],"labels":[…],
 * "columns":[{"name","kind","role","example"}],"notes":[{"code","column"?,"message"}]}. */
void ingest_plan_json(struct json_out *w, const struct ingest_plan *plan);

/* ---- Series ---- */
struct ingest_label {
    const char *name, *value;
};

/* Levels of rollups; the bit of a level in `levels` is 1 << level. */
enum rollup_level { LEVEL_MINUTE = 1, LEVEL_QUARTER, LEVEL_HOUR, LEVEL_DAY };

struct ingest_series {
    int64_t id; /* from resolve() */
    const char *metric;
    const struct ingest_label *labels; /* sorted by name (bytes); none with an empty value */
    size_t n_labels;
    /* The facts for part_series, complete when ingest_run() has returned. */
    unsigned levels;  /* rollup levels that this part holds for it */
    unsigned digests; /* levels of digests, the same way */
    uint32_t n_segments;
    int64_t segment_span; /* how long the longest segment lasts, in microseconds */
    int64_t n;            /* points */
    int64_t first_at, last_at;
};

/* A metric of the file: for part_metric. */
#define METRIC_IDS 8
struct ingest_metric {
    const char *name;
    size_t n_series;         /* with points */
    int64_t ids[METRIC_IDS]; /* of all of them when they are no more than this */
    int64_t n, first_at, last_at;
    /* Rollups and digests over all of them, NULL: none. Its id is minus the id of one of them; rows
     * with that id follow the same rules as those of a series. */
    const struct ingest_series *total;
};

/* ---- Running ---- */

/* Where finished rows go. Each function gets a buffer full of whole rows (no COPY header, no
 * trailer), which is the sink's from then on, and gives an empty one to go on with: a fresh one, or
 * the same when its bytes were written; it may wait for a writer thread. NULL stops the run with
 * INGEST_WRITE_FAILED. Buffers are handed over at COPY_BUFFER_BYTES or more and at the end; the
 * sink frees them with copy_buffer_free(); those it gave last are freed by ingest_run(). */
struct segment_sink {
    void *arg;
    struct copy_buffer *(*write_segment_rows)(void *arg, struct copy_buffer *full);
    struct copy_buffer *(*write_rollup_rows)(void *arg, struct copy_buffer *full);
    struct copy_buffer *(*write_digest_rows)(void *arg, struct copy_buffer *full); /* NULL: none */
};
#define COPY_BUFFER_BYTES (1u << 20)

struct ingest_progress {
    uint64_t bytes; /* read from the input */
    uint64_t rows;  /* taken */
    uint64_t rejects;
    uint64_t points;
};

struct ingest_job {
    struct arena *arena; /* for the result; needs some 64 MB of cap at the very most */
    enum file_type type;
    const struct ingest_mapping *mapping; /* NULL: infer all */
    const struct ingest_limits *limits;   /* NULL: defaults */
    uint8_t tenant_id[16];
    int64_t part_id;
    int64_t ingest_time; /* microseconds since 1970 */

    /* Up to n bytes of the file; 0 at its end, -1 on failure. */
    ssize_t (*read)(void *arg, void *buf, size_t n);
    void *read_arg;

    /* Begins the file again, for the few whose beginning leaves open what the whole decides: day or
     * month first. May be NULL; false is a failure to read. */
    bool (*rewind)(void *arg);

    /* Fills ids[i] with the id of list[i], for series met for the first time; called with all that
     * wait when the first of them is written, up to 1,000 at once. False: INGEST_WRITE_FAILED. */
    bool (*resolve)(void *arg, const struct ingest_series *const *list, size_t n, int64_t *ids);
    void *resolve_arg;

    struct segment_sink sink;

    /* Called after each block read (256 KB); throttling is the caller's. May be NULL. */
    void (*progress)(void *arg, const struct ingest_progress *p);
    void *progress_arg;

    const atomic_bool *cancel; /* looked at after each block; may be NULL */
};

struct ingest_result {
    enum ingest_error error;
    const char *detail;      /* a sentence for the client when error is set, else NULL */
    struct ingest_plan plan; /* what was inferred; empty when it did not come to that */
    uint64_t bytes;
    uint64_t rows;    /* of the file that were taken: at least one point, or nothing but blanks
                         in its metrics */
    uint64_t rejects; /* all of them; a row with two bad cells counts two */
    uint64_t points;
    int64_t first_at, last_at;        /* of the points; valid when points > 0 */
    const struct reject *reject_list; /* the first limits.rejects_kept, in file order */
    size_t n_reject_list;
    struct ingest_series **series;
    size_t n_series;
    const struct ingest_metric *metrics; /* those with points */
    size_t n_metrics;
    size_t folded_labels; /* label columns with values folded into OTHER_VALUE */
    bool folded_series;   /* the series cap folded labels */
    int64_t last_line;    /* no point has a higher one */
};

/* Reads the whole input. When it fails, rows may already have gone to the sink: drop the part.
 * Rejects and counts are filled in either case. */
enum ingest_error ingest_run(const struct ingest_job *job, struct ingest_result *res)
    __attribute__((warn_unused_result));

#endif
