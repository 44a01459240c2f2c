/* The configuration: one alphabetical table, read from a file and then from the environment.
 *
 * Every key is a member of `struct settings` and a row of the table in settings.c: environment name,
 * type, bounds, default, whether it is a secret, and a sentence of help. A secret NAME may also be
 * given as NAME_FILE, a path whose content (without the last newline) is the value. Unknown
 * BELLWETHER_ names, values out of range and unreadable files are errors that name the key.
 *
 * The file has lines NAME=value, `#` comments and blank lines; it is the one that `./bellwether up`
 * keeps in HOME/etc/bellwether.conf, named by BELLWETHER_CONFIG.
 */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct settings {
    const char *cache_servers; /* BELLWETHER_CACHE_SERVERS: libmemcached option string, "" = none */
    const char *db_url;        /* BELLWETHER_DB_URL: any libpq URI */
    int64_t db_pool;           /* connections a worker may open */
    int64_t db_wait_ms;        /* longest wait for a free one */
    const char *demo_email;    /* the sign-in that ends when a public URL is set */
    bool demo;
    int64_t disk_reserve; /* percent of the disk that stays free */
    const char *etl_wake_socket;
    int64_t event_payload_max;  /* bytes */
    int64_t event_days;         /* that events are kept at most */
    int64_t event_keys_hours;   /* that idempotency keys of events hold */
    int64_t file_max;           /* bytes of an uploaded file */
    int64_t ingest_columns_max; /* caps of a file that is read */
    int64_t ingest_field_max;   /* bytes */
    int64_t ingest_label_values_max;
    int64_t ingest_record_max; /* bytes */
    int64_t ingest_rejects_max;
    int64_t ingest_series_max;
    int64_t keep_audit;          /* days of the audit log; 0: all */
    int64_t keep_delete_minutes; /* how long a deleted dataset can be restored */
    int64_t keep_files;          /* days that a raw file stays; 0: until it was read */
    const char *listen_dir;      /* folder of the programs' sockets */
    const char *log_level;
    int64_t max_body;                            /* bytes of a JSON body */
    const char *metrics_token;                   /* secret; "" = loopback only */
    const char *object_dir;                      /* folder of raw files */
    const char *public_url;                      /* "" = localhost only */
    const char *push_socket;                     /* unix socket of nginx that takes live messages */
    int64_t rate_hour, rate_minute, rate_second; /* per address, without a session; 0 = off */
    int64_t rate_session;                        /* per session and second */
    int64_t rate_signin;                         /* failed sign-ins per address and 15 minutes */
    const char *registration;                    /* open, invite, closed */
    int64_t reject_days;                         /* that rejected events are kept */
    const char *run_dir;                         /* pid files, scrypt slots */
    const char *seal_key;                        /* secret: 64 hex digits */
    const char *session_keys;    /* secret: "kid:hex,kid:hex", the first one signs */
    const char *trusted_proxies; /* comma list of CIDRs, "" = none */
    const char *upload_key;      /* secret: 64 hex digits, signs upload URLs */
    int64_t upload_minutes;      /* life of an upload URL */
    int64_t workers, threads;    /* processes per program, threads per process */
};

/* The settings of this process; read-only after settings_load(). */
extern struct settings settings;

/* Reads file and environment. False after printing every mistake to `errors`. */
bool settings_load(FILE *errors) __attribute__((warn_unused_result));

/* Whether file or environment gave it; `name` is without the prefix. Else it has its default. */
bool settings_given(const char *name);

/* Prints NAME=value for all keys (secrets as ***), with their help as comments: a sample file. */
void settings_print(FILE *out);

#endif
