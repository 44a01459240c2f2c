/* From a sample of a file to the plan how to read it. ingest_infer() of ingest.h is the preview;
 * the run asks infer_sample() and comes back with more of the file when there was no whole row in
 * it. */
#ifndef ETL_INFER_H
#define ETL_INFER_H

#include "etl/ingest.h"
#include "etl/row.h"

struct sample {
    enum file_type type;
    const char *p;
    size_t n;
    bool whole; /* it is all of the file */
    bool gzip;
    enum text_encoding encoding;          /* of the file; the sample is UTF-8 */
    const struct ingest_mapping *mapping; /* or NULL */
    const struct ingest_limits *limits;   /* without zeros */
};

/* Turns a sample whose bytes are as the file is stored into text: unpacked and in UTF-8, at most
 * INGEST_SAMPLE_BYTES of it, in the arena. */
enum ingest_error sample_decode(struct arena *a, struct sample *s, const char **detail_r)
    __attribute__((warn_unused_result));

/* Writes into the plan how the file is packed and written, with a note when that was converted. */
void plan_encoding(struct arena *a, struct ingest_plan *plan, bool gzip,
                   enum text_encoding encoding);

/* The plan in `a`, scratch in `scratch`. INGEST_NO_ROWS of a sample that is not whole says that
 * more is needed. */
enum ingest_error infer_sample(struct arena *a, struct arena *scratch, const struct sample *s,
                               struct ingest_plan *plan_r, const char **detail_r)
    __attribute__((warn_unused_result));

/* Reads the sample of an input, the same as the preview's, and makes the plan; more of it while it
 * holds no whole row. `given` says type, mapping and limits. */
enum ingest_error plan_of_input(struct arena *a, struct input *in, const struct sample *given,
                                struct ingest_plan *plan_r, const char **detail_r)
    __attribute__((warn_unused_result));

/* Why the input ended before its end; INGEST_OK when it did not. */
enum ingest_error input_problem(const struct input *in, const char **detail_r);

/* An input of the sample's whole lines, to read it once more. */
void infer_input(struct input *in, struct arena *a, const struct sample *s,
                 const struct ingest_plan *plan);

/* The reader of a file of this type, as the plan says. */
struct reader *infer_reader(struct arena *a, enum file_type type, const struct ingest_plan *plan,
                            const struct ingest_mapping *mapping, struct input *in,
                            struct rejects *rejects, const struct ingest_limits *limits);

/* The caps with defaults in place of zeros. */
struct ingest_limits ingest_limits_full(const struct ingest_limits *limits);

/* Blanks, and the words that stand for no value: NA, null, -, … */
bool cell_is_absent(const struct cell *c);

#endif
