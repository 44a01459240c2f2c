/* The table of all settings and its reader stand here. */
#include "base/settings.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

#define PREFIX "BELLWETHER_"
#define FILE_MAX_BYTES (256 << 10)

struct settings settings;

enum type { TYPE_TEXT, TYPE_INT, TYPE_FLAG, TYPE_CHOICE, TYPE_KEY, TYPE_KEYS };

struct setting {
    const char *name; /* without the prefix */
    enum type type;
    size_t offset;
    const char *fallback;
    bool secret;
    int64_t min, max;
    const char *choices; /* "a b c" */
    const char *help;
};

#define AT(member) .offset = offsetof(struct settings, member)
#define TEXT(n, m, d, h)                                                                           \
    {                                                                                              \
        .name = (n), .type = TYPE_TEXT, AT(m), .fallback = (d), .help = (h)                        \
    }
#define SECRET(n, t, m, d, h)                                                                      \
    {                                                                                              \
        .name = (n), .type = (t), AT(m), .fallback = (d), .secret = true, .help = (h)              \
    }
#define INT(n, m, d, lo, hi, h)                                                                    \
    {                                                                                              \
        .name = (n), .type = TYPE_INT, AT(m), .fallback = (d), .min = (lo), .max = (hi),           \
        .help = (h)                                                                                \
    }
#define FLAG(n, m, d, h)                                                                           \
    {                                                                                              \
        .name = (n), .type = TYPE_FLAG, AT(m), .fallback = (d), .help = (h)                        \
    }
#define CHOICE(n, m, d, c, h)                                                                      \
    {                                                                                              \
        .name = (n), .type = TYPE_CHOICE, AT(m), .fallback = (d), .choices = (c), .help = (h)      \
    }

/* clang-format off */
static const struct setting table[] = {
    TEXT("CACHE_SERVERS", cache_servers, "",
         "memcached: a socket path or host:port,host:port; empty: no cache"),
    INT("DB_POOL", db_pool, "4", 1, 1000, "connections that one worker may open to PostgreSQL"),
    SECRET("DB_URL", TYPE_TEXT, db_url, "postgresql:///bellwether", "libpq URI of the database"),
    INT("DB_WAIT_MS", db_wait_ms, "2000", 1, 60000,
        "longest wait for a free connection, in milliseconds"),
    FLAG("DEMO", demo, "off", "whether the demo sign-in is offered on the sign-in page"),
    TEXT("DEMO_EMAIL", demo_email, "demo@example.com",
         "the demo sign-in; it ends when PUBLIC_URL is set"),
    INT("DISK_RESERVE", disk_reserve, "5", 0, 90,
        "percent of the disk that uploads and readings leave free"),
    TEXT("ETL_WAKE_SOCKET", etl_wake_socket, "",
         "datagram socket that wakes the running tick early; empty: it polls"),
    INT("EVENT_DAYS", event_days, "400", 1, 36500,
        "days that events are kept at most; whole months are dropped, a shorter plan deletes daily"),
    INT("EVENT_KEYS_HOURS", event_keys_hours, "24", 1, 8760,
        "hours in which an event sent again with its idempotency key is a duplicate"),
    INT("EVENT_PAYLOAD_MAX", event_payload_max, "1048576", 1024, 1048576,
        "largest payload of an event, in bytes"),
    INT("FILE_MAX", file_max, "10737418240", 1024, INT64_C(1) << 43,
        "largest uploaded file, in bytes; of one that comes in parts, their sum"),
    INT("INGEST_COLUMNS_MAX", ingest_columns_max, "1000", 1, 10000, "most columns of a file"),
    INT("INGEST_FIELD_MAX", ingest_field_max, "1048576", 256, 16777216,
        "longest field of a row, in bytes; a longer one is rejected with its row"),
    INT("INGEST_LABEL_VALUES_MAX", ingest_label_values_max, "1000", 1, 10000,
        "most values of a label; further ones fold into __other__"),
    INT("INGEST_RECORD_MAX", ingest_record_max, "16777216", 65536, 134217728,
        "longest row or JSON element, in bytes; a longer one is rejected"),
    INT("INGEST_REJECTS_MAX", ingest_rejects_max, "10000", 1, 20000,
        "rejects of a file that are kept; all are counted"),
    INT("INGEST_SERIES_MAX", ingest_series_max, "10000", 1, 50000,
        "most series of a dataset; further ones lose their labels"),
    INT("KEEP_AUDIT", keep_audit, "365", 0, 36500,
        "days that the audit log reaches back; 0: for ever"),
    INT("KEEP_DELETE_MINUTES", keep_delete_minutes, "10", 0, 43200,
        "how long a deleted dataset or dashboard can be restored"),
    INT("KEEP_FILES", keep_files, "30", 0, 36500,
        "days that raw files and the versions before stay; 0: until they were read"),
    TEXT("LISTEN_DIR", listen_dir, "/run/bellwether", "folder of the programs' sockets"),
    CHOICE("LOG_LEVEL", log_level, "info", "debug info warn error", "least level that is logged"),
    INT("MAX_BODY", max_body, "1048576", 1024, 67108864, "largest JSON body, in bytes"),
    SECRET("METRICS_TOKEN", TYPE_TEXT, metrics_token, "",
           "bearer token that may read /metrics; empty: only the machine itself"),
    TEXT("OBJECT_DIR", object_dir, "/var/lib/bellwether/objects", "folder of the raw files"),
    TEXT("PUBLIC_URL", public_url, "",
         "address that people use, like https://example.org; empty: this machine only"),
    TEXT("PUSH_SOCKET", push_socket, "",
         "socket of nginx that takes live messages; empty: none are sent"),
    INT("RATE_HOUR", rate_hour, "5000", 0, 1000000000,
        "requests an hour from one address without a session; 0: no limit"),
    INT("RATE_MINUTE", rate_minute, "300", 0, 1000000000, "the same for a minute"),
    INT("RATE_SECOND", rate_second, "20", 0, 1000000000, "the same for a second"),
    INT("RATE_SESSION", rate_session, "100", 0, 1000000000,
        "requests a second of one session; 0: no limit"),
    INT("RATE_SIGNIN", rate_signin, "10", 0, 1000000000,
        "failed sign-ins from one address in 15 minutes; 0: no limit"),
    CHOICE("REGISTRATION", registration, "open", "open invite closed",
           "who may register: everybody, the invited, nobody; invite when PUBLIC_URL is set"),
    INT("REJECT_DAYS", reject_days, "7", 1, 400, "days that rejected events are kept"),
    TEXT("RUN_DIR", run_dir, "/run/bellwether", "folder of pid and lock files"),
    SECRET("SEAL_KEY", TYPE_KEY, seal_key, "",
           "64 hex digits: the key that seals secrets which workspaces store"),
    SECRET("SESSION_KEYS", TYPE_KEYS, session_keys, "",
           "id:hex,id:hex (64 digits or more): the first one signs sessions, all verify"),
    INT("THREADS", threads, "8", 1, 256, "threads of one worker"),
    TEXT("TRUSTED_PROXIES", trusted_proxies, "",
         "networks (CIDR, comma) whose X-Forwarded headers are believed"),
    SECRET("UPLOAD_KEY", TYPE_KEY, upload_key, "", "64 hex digits: the key that signs upload URLs"),
    INT("UPLOAD_MINUTES", upload_minutes, "15", 1, 1440, "life of an upload URL"),
    INT("WORKERS", workers, "2", 1, 64, "processes of each program"),
};
/* clang-format on */

#define COUNT (sizeof(table) / sizeof(table[0]))

static bool was_given[COUNT];

/* Names with the prefix that are not settings: where the settings are. */
static const char *const others[] = { "CONFIG", "HOME" };

/* What was given for one setting, and by which layer (0: nobody). */
struct given {
    const char *value, *path; /* of NAME, and of NAME_FILE */
    int layer;
};

struct loading {
    struct arena *arena;
    FILE *errors;
    bool failed;
    int layer; /* 1: the file, 2: the environment */
    struct given given[COUNT];
};

#define complain(l, ...)                                                                           \
    ((l)->failed = true, (void)fprintf((l)->errors, __VA_ARGS__), (void)fputc('\n', (l)->errors))

static const struct setting *find(const char *name, size_t n)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strlen(table[i].name) == n && memcmp(table[i].name, name, n) == 0)
            return &table[i];
    return NULL;
}

static bool is_other(const char *name)
{
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        if (str_eq(others[i], name))
            return true;
    return false;
}

/* Notes one NAME=value, the prefix cut off; the environment wins over the file as a whole. */
static void note(struct loading *l, const char *name, const char *value)
{
    size_t n = strlen(name);
    const struct setting *s = find(name, n);
    struct given *g;
    bool from_file = false;

    if (!s && n > 5 && strcmp(name + n - 5, "_FILE") == 0) {
        s = find(name, n - 5);
        from_file = true;
    }
    if (!s || (from_file && !s->secret)) {
        if (!is_other(name))
            complain(l, PREFIX "%s: no such setting", name);
        return;
    }
    g = &l->given[s - table];
    if (g->layer < l->layer)
        *g = (struct given){ .layer = l->layer };
    if (g->value || g->path)
        complain(l, PREFIX "%s: given twice", s->name);
    *(from_file ? &g->path : &g->value) = arena_strdup(l->arena, value);
}

/* The whole file in the arena, or NULL after a complaint. */
static char *read_file(struct loading *l, const char *name, const char *path)
{
    FILE *f = fopen(path, "re");
    char *text;
    size_t n;

    if (!f) {
        complain(l, PREFIX "%s: cannot read %s: %s", name, path, strerror(errno));
        return NULL;
    }
    text = arena_alloc(l->arena, FILE_MAX_BYTES + 1);
    n = fread(text, 1, FILE_MAX_BYTES, f);
    if (ferror(f) || !feof(f) || strlen(text) != n) {
        complain(l, PREFIX "%s: %s is not a text of up to %d bytes", name, path, FILE_MAX_BYTES);
        text = NULL;
    }
    fclose(f);
    return text;
}

static char *trim(char *s)
{
    char *end;

    s += strspn(s, " \t");
    end = s + strlen(s);
    while (end > s && strchr(" \t\r", end[-1]))
        *--end = '\0';
    return s;
}

static void read_line(struct loading *l, const char *path, int number, char *line)
{
    char *equals, *name = trim(line);

    if (!*name || *name == '#')
        return;
    equals = strchr(name, '=');
    if (!equals || !str_starts(name, PREFIX)) {
        complain(l, "%s:%d: not " PREFIX "NAME=value", path, number);
        return;
    }
    *equals = '\0';
    note(l, trim(name) + strlen(PREFIX), trim(equals + 1));
}

static void read_config(struct loading *l, const char *path)
{
    char *at = read_file(l, "CONFIG", path), *line;
    int number = 0;

    l->layer = 1;
    while ((line = strsep(&at, "\n")))
        read_line(l, path, ++number, line);
}

static void read_environment(struct loading *l)
{
    l->layer = 2;
    for (char **e = environ; *e; e++) {
        const char *equals = strchr(*e, '=');

        if (!equals || !str_starts(*e, PREFIX))
            continue;
        note(l,
             arena_strndup(l->arena, *e + strlen(PREFIX), (size_t)(equals - *e) - strlen(PREFIX)),
             equals + 1);
    }
}

static bool is_hex(const char *s, size_t n)
{
    return strlen(s) >= n && strspn(s, "0123456789abcdefABCDEF") == n;
}

/* "id:hex,id:hex" with at least 64 digits in each, or nothing. */
static bool are_keys(const char *s)
{
    if (!*s)
        return true;
    for (;;) {
        size_t id = strcspn(s, ":,"), digits;

        if (!id || s[id] != ':')
            return false;
        s += id + 1;
        digits = strcspn(s, ",");
        if (digits < 64 || digits % 2 || !is_hex(s, digits))
            return false;
        s += digits;
        if (!*s)
            return true;
        s++;
    }
}

static bool is_choice(const char *choices, const char *v)
{
    size_t n = strlen(v);

    for (const char *c = choices; *c; c += strspn(c, " ")) {
        size_t m = strcspn(c, " ");

        if (m == n && memcmp(c, v, n) == 0)
            return true;
        c += m;
    }
    return false;
}

static bool read_flag(const char *v, bool *out_r)
{
    if (is_choice("1 on true yes", v))
        *out_r = true;
    else if (is_choice("0 off false no", v))
        *out_r = false;
    else
        return false;
    return true;
}

static void set_text(struct loading *l, const struct setting *s, const char *v, void *at)
{
    if (s->type == TYPE_CHOICE && !is_choice(s->choices, v))
        complain(l, PREFIX "%s: must be one of: %s", s->name, s->choices);
    if (s->type == TYPE_KEY && *v && (strlen(v) != 64 || !is_hex(v, 64)))
        complain(l, PREFIX "%s: must be 64 hex digits", s->name);
    if (s->type == TYPE_KEYS && !are_keys(v))
        complain(l, PREFIX "%s: must be id:hex,id:hex with 64 digits or more each", s->name);
    *(const char **)at = v;
}

static void set(struct loading *l, const struct setting *s, const char *v)
{
    void *at = (char *)&settings + s->offset;

    if (s->type == TYPE_FLAG) {
        if (!read_flag(v, at))
            complain(l, PREFIX "%s: must be on or off", s->name);
    } else if (s->type == TYPE_INT) {
        int64_t *number = at;

        if (!str_to_int64(v, number) || *number < s->min || *number > s->max)
            complain(l, PREFIX "%s: must be a number from %lld to %lld", s->name, (long long)s->min,
                     (long long)s->max);
    } else {
        set_text(l, s, v, at);
    }
}

/* The content of a secret's file without its last newline. */
static const char *read_secret(struct loading *l, const struct setting *s, const char *path)
{
    char *text = read_file(l, s->name, path);
    size_t n = text ? strlen(text) : 0;

    if (n && text[n - 1] == '\n')
        text[n - 1] = '\0';
    return text;
}

static void apply(struct loading *l)
{
    for (size_t i = 0; i < COUNT; i++) {
        const struct given *g = &l->given[i];
        const char *v = g->path ? read_secret(l, &table[i], g->path) : g->value;

        set(l, &table[i], v ? v : table[i].fallback);
    }
}

/* A site that others can reach takes only those who are invited, unless it says otherwise. */
static void invite_the_public(const struct loading *l)
{
    static const char name[] = "REGISTRATION";
    const struct setting *s = find(name, sizeof(name) - 1);

    if (!l->failed && settings.public_url[0] && l->given[s - table].layer == 0)
        settings.registration = "invite";
}

bool settings_load(FILE *errors)
{
    static struct arena *memory;
    struct loading l = { .errors = errors, .arena = arena_new(64 << 20) };
    struct settings before = settings;
    const char *path = getenv(PREFIX "CONFIG");

    settings = (struct settings){ 0 };
    if (path && *path)
        read_config(&l, path);
    read_environment(&l);
    apply(&l);
    invite_the_public(&l);
    if (l.failed && memory) {
        settings = before;
        arena_free(l.arena);
        return false;
    }
    for (size_t i = 0; i < COUNT; i++)
        was_given[i] = l.given[i].layer != 0;
    arena_free(memory);
    memory = l.arena;
    return !l.failed;
}

bool settings_given(const char *name)
{
    const struct setting *s = find(name, strlen(name));

    if (!s)
        BUG("no setting is called %s", name);
    return was_given[s - table];
}

static void print_value(FILE *out, const struct setting *s)
{
    const void *at = (const char *)&settings + s->offset;

    if (s->type == TYPE_INT) {
        fprintf(out, "%lld", (long long)*(const int64_t *)at);
    } else if (s->type == TYPE_FLAG) {
        fputs(*(const bool *)at ? "on" : "off", out);
    } else {
        const char *v = *(const char *const *)at;

        fputs(!v ? "" : s->secret && *v ? "***" : v, out);
    }
}

static void print_bounds(FILE *out, const struct setting *s)
{
    if (s->type == TYPE_INT)
        fprintf(out, " (%lld to %lld)", (long long)s->min, (long long)s->max);
    if (s->type == TYPE_CHOICE)
        fprintf(out, " (%s)", s->choices);
    if (s->secret)
        fprintf(out, " (or a file: " PREFIX "%s_FILE)", s->name);
    if (s->type != TYPE_TEXT && !s->secret)
        fprintf(out, ", default %s", s->fallback);
}

void settings_print(FILE *out)
{
    for (size_t i = 0; i < COUNT; i++) {
        fprintf(out, "# %s", table[i].help);
        print_bounds(out, &table[i]);
        fprintf(out, "\n" PREFIX "%s=", table[i].name);
        print_value(out, &table[i]);
        fputc('\n', out);
    }
}
