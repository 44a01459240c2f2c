/* The beginning of an input becomes the plan of the whole. */
#include "base/arena.h"
#include "etl/infer.h"

#define SCRATCH_CAP ((size_t)256 << 20)

enum ingest_error input_problem(const struct input *in, const char **detail_r)
{
    if (in->stopped)
        *detail_r = ingest_sentence(INGEST_CANCELED);
    else if (in->failed)
        *detail_r = in->detail;
    return in->stopped ? INGEST_CANCELED : in->failed ? in->problem : INGEST_OK;
}

/* One try, with the first n bytes of what the block holds. */
static enum ingest_error try_plan(struct arena *a, const struct input *in, size_t n,
                                  const struct sample *given, struct ingest_plan *plan_r,
                                  const char **detail_r)
{
    struct arena *scratch = arena_new(SCRATCH_CAP);
    struct sample sample = *given;
    sample.p = in->buf;
    sample.n = n < in->end ? n : in->end;
    sample.whole = in->eof && n >= in->end;
    sample.gzip = in->gzip;
    sample.encoding = in->encoding;
    enum ingest_error e = infer_sample(a, scratch, &sample, plan_r, detail_r);
    arena_free(scratch);
    return e;
}

enum ingest_error plan_of_input(struct arena *a, struct input *in, const struct sample *given,
                                struct ingest_plan *plan_r, const char **detail_r)
{
    const size_t most = given->limits->record_bytes;
    for (size_t want = INGEST_SAMPLE_BYTES;; want = want * 2 < most ? want * 2 : most) {
        while (in->end <= want && input_more(in))
            continue;
        enum ingest_error e = input_problem(in, detail_r);
        if (e)
            return e;
        if (in->eof && !in->end) {
            *detail_r = ingest_sentence(INGEST_EMPTY_FILE);
            return INGEST_EMPTY_FILE;
        }
        e = try_plan(a, in, want, given, plan_r, detail_r);
        bool all = in->eof && want >= in->end;
        if (e != INGEST_NO_ROWS || all || want >= most)
            return e;
    }
}
