/* Tests of base/settings: the table, both layers, secrets from files, every kind of mistake. */
#include "base/settings.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/tap.h"

static char folder[] = "/tmp/settings-XXXXXX";
static char config[64], secret[64], told[8192];

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    if (!f || fputs(text, f) < 0 || fclose(f) != 0)
        abort();
}

/* Loads with this file's text; what is complained about lands in `told`. */
static bool load(const char *text)
{
    FILE *errors = tmpfile();
    bool good;
    size_t n;

    if (!errors)
        abort();
    write_file(config, text);
    good = settings_load(errors);
    rewind(errors);
    n = fread(told, 1, sizeof(told) - 1, errors);
    told[n] = '\0';
    fclose(errors);
    return good;
}

static void test_defaults(void)
{
    ok(load(""), "an empty file is fine");
    is_int(settings.workers, 2, "a default number");
    is_str(settings.log_level, "info", "a default choice");
    is_str(settings.seal_key, "", "a default secret");
    is_int(settings.rate_minute, 300, "the limits of the design");
    ok(!settings.demo, "a default flag");
}

static void test_registration(void)
{
    ok(load("") && strcmp(settings.registration, "open") == 0, "open on this machine");
    ok(load("BELLWETHER_PUBLIC_URL=https://example.org\n"), "a public site");
    is_str(settings.registration, "invite", "invites");
    ok(load("BELLWETHER_PUBLIC_URL=https://example.org\nBELLWETHER_REGISTRATION=open\n"),
       "or says");
    is_str(settings.registration, "open", "that it is open");
}

static void test_layers(void)
{
    ok(load("# a comment\n\n  BELLWETHER_WORKERS = 3 \r\nBELLWETHER_THREADS=5\n"
            "BELLWETHER_DB_URL=postgresql://u@h/db?options=-c%20a=b\nBELLWETHER_DEMO=yes"),
       "a file");
    is_int(settings.workers, 3, "blanks around are cut off");
    is_int(settings.threads, 5, "a number");
    is_str(settings.db_url, "postgresql://u@h/db?options=-c%20a=b", "only the first = divides");
    ok(settings.demo, "the last line needs no newline");
    setenv("BELLWETHER_WORKERS", "7", 1);
    ok(load("BELLWETHER_WORKERS=3\nBELLWETHER_THREADS=5\n"), "file and environment");
    is_int(settings.workers, 7, "the environment wins");
    is_int(settings.threads, 5, "where it says something");
    unsetenv("BELLWETHER_WORKERS");
}

static void test_secret_files(void)
{
    char text[200];

    write_file(secret, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF\n");
    snprintf(text, sizeof(text), "BELLWETHER_SEAL_KEY_FILE=%s\n", secret);
    ok(load(text), "a secret from a file");
    is_int(strlen(settings.seal_key), 64, "without its newline");
    setenv("BELLWETHER_SEAL_KEY", "", 1);
    ok(load(text), "the environment wins over the file's file");
    is_str(settings.seal_key, "", "as a whole");
    unsetenv("BELLWETHER_SEAL_KEY");
    ok(!load("BELLWETHER_SEAL_KEY_FILE=/nonexistent\n"), "an unreadable file");
    is_str(told, "BELLWETHER_SEAL_KEY: cannot read /nonexistent: No such file or directory\n",
           "is told with its key");
    ok(!load("BELLWETHER_WORKERS_FILE=/etc/hostname\n"), "only secrets come from files");
}

static void test_mistakes(void)
{
    static const struct {
        const char *text, *told;
    } cases[] = {
        { "BELLWETHER_WORKERS=0", "BELLWETHER_WORKERS: must be a number from 1 to 64\n" },
        { "BELLWETHER_WORKERS=65", "BELLWETHER_WORKERS: must be a number from 1 to 64\n" },
        { "BELLWETHER_WORKERS=two", "BELLWETHER_WORKERS: must be a number from 1 to 64\n" },
        { "BELLWETHER_WORKERS=", "BELLWETHER_WORKERS: must be a number from 1 to 64\n" },
        { "BELLWETHER_DEMO=maybe", "BELLWETHER_DEMO: must be on or off\n" },
        { "BELLWETHER_LOG_LEVEL=loud",
          "BELLWETHER_LOG_LEVEL: must be one of: debug info warn error\n" },
        { "BELLWETHER_LOG_LEVEL=inf",
          "BELLWETHER_LOG_LEVEL: must be one of: debug info warn error\n" },
        { "BELLWETHER_SEAL_KEY=abc", "BELLWETHER_SEAL_KEY: must be 64 hex digits\n" },
        { "BELLWETHER_SESSION_KEYS=k:abc",
          "BELLWETHER_SESSION_KEYS: must be id:hex,id:hex with 64 digits or more each\n" },
        { "BELLWETHER_NOTHING=1", "BELLWETHER_NOTHING: no such setting\n" },
        { "BELLWETHER_WORKERS=1\nBELLWETHER_WORKERS=2", "BELLWETHER_WORKERS: given twice\n" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ok(!load(cases[i].text), "%s", cases[i].text);
        is_str(told, cases[i].told, "what is told");
    }
    ok(!load("WORKERS=2\n\nBELLWETHER_WORKERS\n"), "lines that are none");
    ok(strstr(told, ":1: not BELLWETHER_NAME=value\n") && strstr(told, ":3: not "),
       "every line is told by its number");
    ok(!load("BELLWETHER_WORKERS=0\nBELLWETHER_THREADS=0\nBELLWETHER_X=1"), "several mistakes");
    ok(strstr(told, "_WORKERS:") && strstr(told, "_THREADS:") && strstr(told, "_X:"), "all told");
    setenv("BELLWETHER_HOME", "/x", 1);
    ok(load(""), "the home folder is no mistake");
    unsetenv("BELLWETHER_HOME");
    setenv("BELLWETHER_CONFIG", "/nonexistent", 1);
    ok(!settings_load(stdout), "an unreadable configuration is one");
    setenv("BELLWETHER_CONFIG", config, 1);
    ok(load("BELLWETHER_THREADS=5\nBELLWETHER_DB_URL=kept\n"), "good settings");
    ok(!load("BELLWETHER_THREADS=many\nBELLWETHER_DB_URL=other\n"), "then bad ones");
    is_int(settings.threads, 5, "the good ones stay");
    is_str(settings.db_url, "kept", "all of them");
}

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_keys(void)
{
    ok(load("BELLWETHER_SESSION_KEYS=a:" HEX64 "\n"), "one session key");
    ok(load("BELLWETHER_SESSION_KEYS=a:" HEX64 ",b2:" HEX64 "00\n"), "two, one longer");
    ok(!load("BELLWETHER_SESSION_KEYS=a:" HEX64 ",\n"), "a comma too many");
    ok(!load("BELLWETHER_SESSION_KEYS=:" HEX64 "\n"), "no id");
    ok(!load("BELLWETHER_SESSION_KEYS=a:" HEX64 "0\n"), "half a byte");
    ok(!load("BELLWETHER_SESSION_KEYS=a:" HEX64 "xx\n"), "not hex");
}

/* The names must stand in alphabetical order, and the text must load again. */
static void test_print(void)
{
    FILE *out = tmpfile();
    static char text[16384];
    char previous[64] = "", name[64];
    bool sorted = true, hidden;
    int names = 0;

    ok(load("BELLWETHER_METRICS_TOKEN=tell-nobody\nBELLWETHER_WORKERS=9\n"), "settings to print");
    if (!out)
        abort();
    settings_print(out);
    rewind(out);
    text[fread(text, 1, sizeof(text) - 1, out)] = '\0';
    fclose(out);
    for (const char *p = text; (p = strstr(p, "\nBELLWETHER_")); p++, names++) {
        if (sscanf(p + 1, "%63[^=]", name) != 1)
            abort();
        sorted = sorted && strcmp(previous, name) < 0;
        memcpy(previous, name, sizeof(name));
    }
    ok(sorted && names > 30, "all %d names in alphabetical order", names);
    hidden = !strstr(text, "tell-nobody") && strstr(text, "BELLWETHER_METRICS_TOKEN=***\n");
    ok(hidden, "secrets are hidden");
    ok(strstr(text, "# processes of each program (1 to 64), default 2\nBELLWETHER_WORKERS=9\n") !=
           NULL,
       "help, bounds, default and value");
    ok(load(text), "what is printed can be read");
}

int main(void)
{
    if (!mkdtemp(folder))
        abort();
    snprintf(config, sizeof(config), "%s/conf", folder);
    snprintf(secret, sizeof(secret), "%s/secret", folder);
    setenv("BELLWETHER_CONFIG", config, 1);
    test_defaults();
    test_registration();
    test_layers();
    test_secret_files();
    test_mistakes();
    test_keys();
    test_print();
    unlink(config);
    unlink(secret);
    rmdir(folder);
    return done_testing();
}
