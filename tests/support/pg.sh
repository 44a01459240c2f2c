# A throwaway PostgreSQL cluster for tests; to be sourced by a sh script.
#
#     . "$top_srcdir/tests/support/pg.sh"
#     pg_start            # sets PG_DIR, PG_URL (login bellwether), PG_ADMIN_URL (superuser)
#     pg_migrate          # roles and all migrations
#     pg_psql -c '…'      # as superuser
#
# It listens on a unix socket in PG_DIR only and is gone when the script ends. PostgreSQL refuses
# root, so root hands it to the user postgres (or nobody).

pg_support=$(cd "${top_srcdir:-.}" && pwd)

# The words before a command that make it run as the user who owns the cluster.
pg_as_words() {
    [ "$(id -u)" = 0 ] || return 0
    pg_user=$(id -u postgres 2>/dev/null || id -u nobody)
    echo "setpriv --reuid=$pg_user --regid=$(id -g "$pg_user") --clear-groups"
}

pg_as() {
    $(pg_as_words) "$@"
}

pg_start() {
    PG_BIN=$(pg_config --bindir 2>/dev/null || true)
    [ -x "$PG_BIN/initdb" ] ||
        PG_BIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -x "$PG_BIN/initdb" ] || { echo "Bail out! no initdb: install postgresql" >&2; exit 99; }
    PG_DIR=$(mktemp -d /tmp/bw-pg.XXXXXX)
    chmod 755 "$PG_DIR"
    mkdir "$PG_DIR/run"
    [ "$(id -u)" != 0 ] || chown -R "$(id -u postgres 2>/dev/null || id -u nobody)" "$PG_DIR"
    trap pg_stop EXIT
    trap 'exit 1' HUP INT TERM
    (cd "$PG_DIR" && pg_as "$PG_BIN/initdb" -D "$PG_DIR/data" -U postgres -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync >"$PG_DIR/initdb.log" 2>&1) ||
        { cat "$PG_DIR/initdb.log" >&2; exit 99; }
    # what a test does not need is off: durability, autovacuum's surprises, TCP
    cat >>"$PG_DIR/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$PG_DIR/run'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 100
shared_buffers = 64MB
log_min_messages = warning
log_line_prefix = '%m [%p] %a '
jit = off
CONF
    pg_up
    PG_ADMIN_URL="host=$PG_DIR/run user=postgres dbname=bellwether"
    PG_URL="postgresql://bellwether@/bellwether?host=$PG_DIR/run"
    psql -X -q -h "$PG_DIR/run" -U postgres -d postgres \
        -c "create database bellwether" >/dev/null
    export PG_DIR PG_URL PG_ADMIN_URL PG_BIN
}

pg_up() {
    (cd "$PG_DIR" && pg_as "$PG_BIN/pg_ctl" -D "$PG_DIR/data" -l "$PG_DIR/log" -w -s start) ||
        { cat "$PG_DIR/log" >&2; exit 99; }
}

# pg_down MODE: fast or immediate
pg_down() {
    (cd "$PG_DIR" && pg_as "$PG_BIN/pg_ctl" -D "$PG_DIR/data" -w -s -m "${1:-fast}" stop)
}

pg_stop() {
    [ -n "${PG_DIR:-}" ] || return 0
    pg_down immediate >/dev/null 2>&1 || true
    rm -rf "$PG_DIR"
    PG_DIR=
}

pg_psql() {
    psql -X -q -v ON_ERROR_STOP=1 -d "$PG_ADMIN_URL" "$@"
}

pg_migrate() {
    BELLWETHER_CONFIG= BELLWETHER_DB_URL=$PG_URL \
        "$pg_support/sql/bw-migrate" --admin "$PG_ADMIN_URL" "$@"
}
