/* COPY against a real PostgreSQL: what is stored, and what happens when it goes wrong. */
#include <arpa/inet.h>
#include <endian.h>

#include "base/str.h"
#include "support.h"

#define ROWS 20000

static struct db *db;
static struct arena *a;
static struct ctx c;

static void add16(struct str *s, uint16_t v)
{
    v = htons(v);
    str_add(s, &v, sizeof(v));
}

static void add32(struct str *s, uint32_t v)
{
    v = htonl(v);
    str_add(s, &v, sizeof(v));
}

static void add_row(struct str *s, int64_t id, const char *name)
{
    uint8_t tenant[16];
    uint64_t big = htobe64((uint64_t)id);

    if (!uuid_to_bytes(TENANT_A, tenant))
        BUG("the tenant of the test is no uuid");
    add16(s, 3);
    add32(s, 16);
    str_add(s, tenant, 16);
    add32(s, 8);
    str_add(s, &big, 8);
    add32(s, (uint32_t)strlen(name));
    str_adds(s, name);
}

/* `n` rows from `first` on, in PostgreSQL's binary format. */
static struct str rows_from(int64_t first, int n)
{
    struct str s = str_new(a, 64 << 20);
    char name[64];

    str_add(&s, "PGCOPY\n\377\r\n\0", 11);
    add32(&s, 0);
    add32(&s, 0);
    for (int i = 0; i < n; i++) {
        snprintf(name, sizeof(name), "row %lld", (long long)(first + i));
        add_row(&s, first + i, name);
    }
    add16(&s, 0xffff);
    return s;
}

static void fresh(void)
{
    arena_reset(a);
    c = ctx_for(a, db, TENANT_A);
}

static enum err copy_all(const struct str *data, size_t cut)
{
    struct db_copy *copy;
    enum err e = db_copy_begin(&c, &COPY_ITEMS, &copy);

    for (size_t at = 0; e == OK && at < data->len; at += cut)
        e = db_copy_send(copy, data->data + at, data->len - at < cut ? data->len - at : cut);
    return e == OK ? db_copy_finish(copy) : e;
}

static void test_stored(void)
{
    struct str data;

    fresh();
    is_int(db_query0(&c, &REMOVE, NULL), OK, "an empty table");
    data = rows_from(1, ROWS);
    is_int(copy_all(&data, 1 << 20), OK, "a large copy");
    is_int(number(&c, &COUNT), ROWS, "is stored");
    fresh();
    data = rows_from(ROWS + 1, 10);
    is_int(copy_all(&data, 7), OK, "cut at any byte");
    is_int(number(&c, &COUNT), ROWS + 10, "is the same");
}

static void test_failed(void)
{
    struct db_copy *copy;
    struct str data;

    fresh();
    data = rows_from(ROWS, 1000);
    is_int(copy_all(&data, 4096), ERR_CONFLICT, "a key that is taken");
    fresh();
    data = rows_from(ROWS + 100, 2000);
    data.data[400] ^= 0x55;
    ok(copy_all(&data, 4096) != OK, "damaged data");
    fresh();
    data = rows_from(ROWS + 100, 10);
    is_int(db_copy_begin(&c, &COPY_ITEMS, &copy), OK, "one that begins");
    is_int(db_copy_send(copy, data.data, data.len), OK, "is sent");
    db_copy_abort(copy);
    is_int(number(&c, &COUNT), ROWS + 10, "and given up");
    is_int(db_copy_begin(&c, &COPY_ITEMS, &copy), OK, "one that begins");
    is_int(db_copy_send(copy, data.data, data.len), OK, "is sent");
    fresh();
    is_int(number(&c, &COUNT), ROWS + 10, "and left to the arena: nothing of these is stored");
    fresh();
    data = rows_from(ROWS + 100, 10);
    is_int(copy_all(&data, 100), OK, "and the connection copies on");
    is_int(number(&c, &COUNT), ROWS + 20, "as before");
}

/* Under row-level security COPY is refused, which must not harm the pool. */
static void test_refused(void)
{
    struct db *app = open_pool(need_env("PG_URL"), 1);
    struct db_copy *copy;

    fresh();
    c.db = app;
    is_int(db_copy_begin(&c, &COPY_ITEMS, &copy), ERR_INTERNAL, "bw_app may not copy");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "its connection still works");
    db_close(app);
}

int main(void)
{
    struct db_options o = { .url = need_env("PG_URL"),
                            .role = "bw_etl",
                            .application = "copy",
                            .connections = 1,
                            .queries = STATEMENTS_COUNT };

    log_init("test", getenv("DB_TEST_LOUD") ? LOG_LEVEL_DEBUG : LOG_LEVEL_ERROR + 1);
    db = db_open(&o);
    a = arena_new(128 << 20);
    test_stored();
    test_failed();
    test_refused();
    arena_free(a);
    db_close(db);
    return done_testing();
}
