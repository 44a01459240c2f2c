/* Tests of the input: what is packed or written in another way comes out as UTF-8, however the
 * bytes come in. */
#include "etl/input.h"

#include <stdlib.h>

#include "tests/unit/etl/reading.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)512 << 20)

static const size_t steps[] = { 1, 3, 1000, 100000 };
#define N_STEPS (sizeof(steps) / sizeof(*steps))

/* All of the text, or the code of what is wrong. */
static const char *read_all(struct arena *a, const char *p, size_t n, size_t step,
                            struct reading **reading_r)
{
    struct reading *r = *reading_r = reading_new(a, p, n, step, NULL);

    while (input_more(&r->in)) {
        str_add(&r->text, r->in.buf + r->in.start, r->in.end - r->in.start);
        r->in.start = r->in.end;
    }
    return r->in.failed ? ingest_code(r->in.problem) : str_c(&r->text);
}

/* Reads in pieces of all sizes; the same must come out. */
static void check(struct arena *a, const char *p, size_t n, const char *want,
                  enum text_encoding encoding, const char *name)
{
    struct reading *r;

    for (size_t i = 0; i < N_STEPS; i++) {
        is_str(read_all(a, p, n, steps[i], &r), want, "%s, %zu bytes at a time", name, steps[i]);
        is_int(r->in.encoding, encoding, "its encoding is known");
        if (!r->in.failed)
            is_int(r->in.total, n, "its bytes are those of the file");
    }
}

struct written {
    const char *name, *text, *want;
    enum text_encoding encoding;
};

static const struct written files[] = {
    { "nothing", "", "", ENCODING_UTF8 },
    { "one byte", "a", "a", ENCODING_UTF8 },
    { "ASCII", "a,b\n1,2\n", "a,b\n1,2\n", ENCODING_UTF8 },
    { "a byte order mark",
      "\xef\xbb\xbf"
      "a\n",
      "a\n", ENCODING_UTF8 },
    { "a byte order mark alone", "\xef\xbb\xbf", "", ENCODING_UTF8 },
    { "UTF-8", "m\xc3\xbc \xe2\x82\xac \xf0\x9f\x98\x80", "m\xc3\xbc \xe2\x82\xac \xf0\x9f\x98\x80",
      ENCODING_UTF8 },
    { "UTF-8 with a wrong byte", "m\xc3\xbc,\xff,\xc3\xa9", "m\xc3\xbc,\xff,\xc3\xa9",
      ENCODING_UTF8 },
    { "UTF-8 whose first byte beyond ASCII is wrong", "a\xff, m\xc3\xbc, \xc3\xa9t\xc3\xa9",
      "a\xff, m\xc3\xbc, \xc3\xa9t\xc3\xa9", ENCODING_UTF8 },
    { "Latin-1", "M\xfcnchen,K\xf6ln", "M\xc3\xbcnchen,K\xc3\xb6ln", ENCODING_WINDOWS_1252 },
    { "Latin-1 at the very end", "Caf\xe9", "Caf\xc3\xa9", ENCODING_WINDOWS_1252 },
    { "Windows-1252", "\x80 5 \x96 \x93x\x94",
      "\xe2\x82\xac 5 \xe2\x80\x93 \xe2\x80\x9cx\xe2\x80\x9d", ENCODING_WINDOWS_1252 },
    { "a byte that stands for nothing", "\xe9,\x81,\xe9", "\xc3\xa9,\xef\xbf\xbd,\xc3\xa9",
      ENCODING_WINDOWS_1252 },
};

static void test_encodings(struct arena *a)
{
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
        check(a, files[i].text, strlen(files[i].text), files[i].want, files[i].encoding,
              files[i].name);
}

static void test_utf16(struct arena *a)
{
    static const char pair[] = "\xff\xfe\x3d\xd8\x00\xde\xfc\x00", half[] = "\xff\xfe\x3d\xd8x";
    size_t n;
    char *p;

    for (int little = 0; little < 2; little++) {
        p = as_utf16(a, "date;a\n2024-01-01;1,5\n", little, &n);
        check(a, p, n, "date;a\n2024-01-01;1,5\n", ENCODING_UTF16,
              little ? "UTF-16LE" : "UTF-16BE");
        check(a, p + 2, n - 2, "date;a\n2024-01-01;1,5\n", ENCODING_UTF16,
              "the same without a mark");
    }
    check(a, pair, sizeof(pair) - 1, "\xf0\x9f\x98\x80\xc3\xbc", ENCODING_UTF16,
          "a pair of surrogates");
    check(a, half, sizeof(half) - 1, "\xef\xbf\xbd", ENCODING_UTF16, "half a pair at the end");
}

/* A file of more than many blocks whose last line has the first byte beyond ASCII. */
static void test_late(struct arena *a)
{
    struct str s = str_new(a, (size_t)4 << 20), want = str_new(a, (size_t)4 << 20);

    while (s.len < 1500000)
        str_adds(&s, "2024-01-01,some plain row\n");
    str_add(&want, str_c(&s), s.len);
    str_adds(&s, "2024-01-02,Stra\xdf"
                 "e\n");
    str_adds(&want, "2024-01-02,Stra\xc3\x9f"
                    "e\n");
    for (size_t step = 999; step < 2000000; step *= 40) {
        struct reading *r;

        ok(str_eq(read_all(a, str_c(&s), s.len, step, &r), str_c(&want)),
           "Latin-1 that shows late, %zu bytes at a time", step);
        is_int(r->in.encoding, ENCODING_WINDOWS_1252, "is known");
    }
}

static void test_gzip(struct arena *a)
{
    size_t n, m;
    char *one = gzipped(a, "date,a\n2024-01-01,1\n", 20, &n);
    char *two = gzipped(a, "2024-01-02,M\xfc\n", 14, &m);
    char *both = arena_alloc(a, n + m + 600);

    check(a, one, n, "date,a\n2024-01-01,1\n", ENCODING_UTF8, "gzip");
    memcpy(both, one, n);
    memcpy(both + n, two, m);
    check(a, both, n + m, "date,a\n2024-01-01,1\n2024-01-02,M\xc3\xbc\n", ENCODING_WINDOWS_1252,
          "two members, Latin-1");
    check(a, both, n + m + 512, "date,a\n2024-01-01,1\n2024-01-02,M\xc3\xbc\n",
          ENCODING_WINDOWS_1252, "zeros behind the members");
}

static void test_bad_gzip(struct arena *a)
{
    size_t n, bad = 0;
    char *p = gzipped(a, "date,a\n2024-01-01,1\n", 20, &n), *both = arena_alloc(a, n + 3);
    struct reading *r;

    for (size_t cut = 3; cut < n; cut++)
        bad += !str_eq(read_all(a, p, cut, 100, &r), "truncated_gzip");
    is_int(bad, 0, "a file cut off anywhere is truncated_gzip");
    p[n - 6] ^= 1;
    is_str(read_all(a, p, n, 100, &r), "bad_gzip", "a wrong checksum");
    p[n - 6] ^= 1;
    p[12] ^= 0x55;
    is_str(read_all(a, p, n, 100, &r), "bad_gzip", "wrong bytes");
    p[12] ^= 0x55;
    memcpy(both, p, n);
    memcpy(both + n, "xyz", 3);
    is_str(read_all(a, both, n + 3, 100, &r), "bad_gzip", "something else behind it");
    p = gzipped(a, p, n, &n);
    is_str(read_all(a, p, n, 100, &r), "not_text", "gzip in gzip");
    is_str(r->in.detail, "The file is compressed by gzip twice.", "which is told");
}

/* Members of one line each, given out again and again: a file as long as one wants. */
struct endless {
    const char *p;
    size_t n, at;
};

static ssize_t read_endless(void *arg, void *buf, size_t n)
{
    struct endless *e = arg;
    size_t left = e->n - e->at;

    n = n < left ? n : left;
    memcpy(buf, e->p + e->at, n);
    e->at = (e->at + n) % e->n;
    return (ssize_t)n;
}

static uint64_t count_out(struct input *in)
{
    uint64_t out = 0;

    while (input_more(in)) {
        out += in->end - in->start;
        in->start = in->end;
    }
    return out;
}

static void test_bomb(struct arena *a)
{
    size_t n, plain = (size_t)16 << 20;
    char *text = malloc(plain);
    struct endless e = { 0 };

    for (size_t i = 0; i < plain; i += 2)
        memcpy(text + i, "1\n", 2);
    e.p = gzipped(a, text, plain, &n);
    e.n = n;
    free(text);
    struct reading *r = reading_new(a, "", 0, 1, NULL);
    r->in.read = read_endless;
    r->in.arg = &e;
    uint64_t out = count_out(&r->in);
    is_str(ingest_code(r->in.problem), "gzip_too_large", "a thousand to one is a bomb");
    ok(out < ((uint64_t)300 << 20), "found out after 256 MB");
    r = reading_new(a, "", 0, 1, NULL);
    e.at = 0;
    r->in.read = read_endless;
    r->in.arg = &e;
    r->in.inflated_most = 1000000;
    out = count_out(&r->in);
    is_str(ingest_code(r->in.problem), "gzip_too_large", "and so is more than may be");
    ok(out <= 1000000, "of which no more was given");
}

static const char *const binaries[][2] = {
    { "PK\x03\x04xxxx", "The file is an Excel workbook or a ZIP archive; save the table as CSV." },
    { "BZh91AY", "The file is compressed by bzip2; gzip is understood." },
    { "\xfd"
      "7zXZ\x01",
      "The file is compressed by xz; gzip is understood." },
    { "\x28\xb5\x2f\xfd\x01", "The file is compressed by zstd; gzip is understood." },
    { "\xd0\xcf\x11\xe0\xa1", "The file is an old Excel workbook; save the table as CSV." },
    { "%PDF-1.4", "The file is a PDF document; a table as CSV or JSON is needed." },
    { "\x01\x02\x03\x04\x05", "The file is not text." },
};

static void test_binaries(struct arena *a)
{
    for (size_t i = 0; i < sizeof(binaries) / sizeof(*binaries); i++) {
        struct reading *r;

        is_str(read_all(a, binaries[i][0], strlen(binaries[i][0]), 2, &r), "not_text", "binary");
        is_str(r->in.detail, binaries[i][1], "%s", binaries[i][1]);
    }
}

static ssize_t read_badly(void *arg, void *buf, size_t n)
{
    struct source *s = arg;

    return s->left ? source_read(arg, buf, n) : -1;
}

static void test_failure(struct arena *a)
{
    struct reading *r = reading_new(a, "a,b\n1,2\n", 8, 3, NULL);

    r->in.read = read_badly;
    while (input_more(&r->in))
        continue;
    ok(r->in.failed, "a read that fails is told");
    is_str(ingest_code(r->in.problem), "read_failed", "as what it is");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_encodings(a);
    test_utf16(a);
    test_late(a);
    test_gzip(a);
    test_bad_gzip(a);
    test_bomb(a);
    test_binaries(a);
    test_failure(a);
    arena_free(a);
    return done_testing();
}
