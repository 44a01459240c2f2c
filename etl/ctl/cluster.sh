# The private PostgreSQL cluster: made once, tuned small, reachable only through a socket in a
# folder that nobody else may enter (so the socket may trust whoever comes).

# cluster_make: the step
cluster_make() {
    has_private_cluster || {
        note "an outside database; no cluster of its own"
        return 0
    }
    if [ ! -f "$home/pg/PG_VERSION" ]; then
        rm -rf "$home/pg.new"
        folder_make "$home/pg.new"
        as_user "$pg_bin/initdb" -D "$home/pg.new" -U postgres -E UTF8 --locale=C.UTF-8 \
            --auth=trust --no-instructions
        hba_text >"$home/build/pg_hba.conf"
        private_copy "$home/build/pg_hba.conf" "$home/pg.new/pg_hba.conf"
        printf "include 'bellwether.conf'\n" |
            as_user sh -c 'cat >>"$1"' sh "$home/pg.new/postgresql.conf"
        tuning_text >"$home/build/pg.conf"
        private_copy "$home/build/pg.conf" "$home/pg.new/bellwether.conf"
        mv "$home/pg.new" "$home/pg"
        note "made"
        return 0
    fi
    tuning_text >"$home/build/pg.conf"
    private_copy "$home/build/pg.conf" "$home/pg/bellwether.conf"
    note "there"
}

hba_text() {
    cat <<'END'
# Only the socket, which lies in a folder of mode 0700; see unix_socket_directories.
local all all trust
END
}

# tuning_text: an eighth of the memory for PostgreSQL's own cache, between 64 MB and 1 GB; the rest
# is the kernel's page cache. Lines behind the include in postgresql.conf win over these.
tuning_text() {
    memory=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
    buffers=$((memory / 8))
    [ "$buffers" -ge 64 ] || buffers=64
    [ "$buffers" -le 1024 ] || buffers=1024
    cat <<END
# Written by each \`bellwether up\`; your own settings go behind the include in postgresql.conf.
listen_addresses = ''
unix_socket_directories = '$run/pg'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = ${buffers}MB
effective_cache_size = $((memory / 2))MB
maintenance_work_mem = $((buffers / 2))MB
work_mem = 8MB
jit = off
default_toast_compression = lz4
wal_compression = lz4
max_wal_size = 1GB
min_wal_size = 128MB
checkpoint_timeout = 15min
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_checkpoints = off
idle_in_transaction_session_timeout = 60s
END
}

# cluster_answers: whether the private cluster takes connections
cluster_answers() {
    "$pg_bin/pg_isready" -q -h "$run/pg"
}

# cluster_database: makes the database when it is not there yet
cluster_database() {
    has_private_cluster || return 0
    found=$(as_user psql -X -A -t -h "$run/pg" -U postgres -d postgres \
        -c "select 1 from pg_database where datname = 'bellwether'")
    [ "$found" = 1 ] || as_user createdb -h "$run/pg" -U postgres bellwether
}

# database_migrate [--dry-run]: brings the schema up; prints what bw-migrate says
database_migrate() {
    if has_private_cluster; then
        as_user "$app/bin/bw-migrate" --admin "$admin_url" "$@"
    else
        as_user "$app/bin/bw-migrate" "$@"
    fi
}

# migrate_step: the step of `up`
migrate_step() {
    database_migrate >"$home/build/migrate.out"
    cat "$home/build/migrate.out"
    note "$(tail -n 1 "$home/build/migrate.out")"
}

command_migrate() {
    home_need
    cluster_database
    if [ "$opt_dry" = yes ]; then
        database_migrate --dry-run
    else
        database_migrate
    fi
}

command_psql() {
    home_need
    if has_private_cluster; then
        exec_user psql "$admin_url" "$@"
    fi
    exec_user psql "$(database_url)" "$@"
}

command_reset() {
    home_need
    say "This deletes every account, dataset and dashboard in $home."
    confirm "Delete them?" || fail "stopped; nothing was deleted"
    has_private_cluster || fail "the database is not the private one; empty it yourself, then remove $home/objects"
    gone "$run/supervisor.pid" || supervisor_stop
    rm -rf "$home/pg" "$home/objects" "$home/demo-password" "$home/demo-loaded" "$etc/secrets/collector"
    say "All data is gone; settings and secrets are kept. Start again with: bellwether up"
}
