# What runs and how it is: status, logs, and the commands for the person locked out.

command_status() {
    home_need
    if gone "$run/supervisor.pid"; then
        say "Nothing runs in $home. Start with: bellwether up"
        return 1
    fi
    unwell=0
    printf '%-12s %-10s %8s  %s\n' part state process since
    for part in $(parts_installed) tick; do
        status_part "$part"
    done
    status_database
    status_space
    [ "$unwell" -eq 0 ]
}

# status_space: the disk, what of it stays free, and what lies there
status_space() {
    reserve=$(setting BELLWETHER_DISK_RESERVE)
    printf '%-14s %s\n' "disk left" "$(df -Pk "$(setting BELLWETHER_OBJECT_DIR)" | awk -v reserve="$reserve" '
        function size(kb) {
            return kb >= 1048576 ? sprintf("%.1f GB", kb / 1048576) : sprintf("%.1f MB", kb / 1024)
        }
        NR == 2 {
            printf "%s of %s, %s stay free%s", size($4), size($2), size($2 / 100 * reserve),
                $4 < $2 / 100 * reserve ? ": uploads are refused" : ""
        }')"
    printf '%-14s %s\n' "raw files" "$(status_size "$(setting BELLWETHER_OBJECT_DIR)"), kept for $(setting BELLWETHER_KEEP_FILES) days"
}

# status_size DIR: what it takes of the disk
status_size() {
    as_user du -sk "$1" 2>/dev/null | awk '{ printf "%.1f MB", $1 / 1024 }'
}

# status_part PART: one line; sets unwell
status_part() {
    file=$run/$1.pid
    [ "$1" != tick ] || file=$run/tick.keeper
    process=$(pid_of "$file") || process=''
    state=running
    if [ -z "$process" ]; then
        state=down
    elif is_area "$1"; then
        is_ok "/health/$1/ready" && state=ready || state='not ready'
    elif [ "$1" = postgres ] && ! cluster_answers; then
        state='not ready'
    fi
    case $state in down | 'not ready') unwell=1 ;; esac
    since=
    [ -z "$process" ] || since=$(date -d "@$(stat -c %Y "$file")" '+%Y-%m-%d %H:%M:%S')
    printf '%-12s %-10s %8s  %s\n' "$1" "$state" "${process:--}" "$since"
}

# status_database: last tick, queue, dead jobs, size
status_database() {
    numbers=$(database_value "set role bw_etl;
        select coalesce(extract(epoch from now() - max(started_at))::bigint::text, '') from jobs.tick;
        select count(*) filter (where state in ('ready', 'delayed')) || ' waiting, '
            || count(*) filter (where state = 'running') || ' running' from jobs.job;
        select count(*) from jobs.job where state = 'dead';
        select pg_size_pretty(pg_database_size(current_database()));") || {
        printf '%-14s %s\n' database 'does not answer'
        unwell=1
        return 0
    }
    set -- "$(line_of 1)" "$(line_of 2)" "$(line_of 3)" "$(line_of 4)"
    [ -n "$1" ] && [ "$1" -le 150 ] || unwell=1
    printf '%-14s %s\n' "last tick" "${1:+$1 s ago}" "queue" "$2" "dead jobs" "$3" "database" "$4"
}

line_of() {
    printf '%s\n' "$numbers" | sed -n "$1p"
}

# database_value SQL: its values, one a line
database_value() {
    if has_private_cluster; then
        as_user psql -X -q -A -t -d "$admin_url" -c "$1" 2>/dev/null
    else
        as_user psql -X -q -A -t -d "$(database_url)" -c "$1" 2>/dev/null
    fi
}

# command_logs: the last lines of one part's log or of all
command_logs() {
    home_need
    cd "$log"
    set -- *.log
    if [ -n "$operand" ]; then
        [ -f "$operand.log" ] || fail "there is no log '$operand'; there are: $(ls | sed -n 's/\.log$//p' | tr '\n' ' ')"
        set -- "$operand.log"
    fi
    if [ "$opt_follow" = yes ]; then
        exec tail -n 20 -F "$@"
    fi
    exec tail -n 50 "$@"
}

# command_feed: exec, so that Ctrl+C reaches it and it can end its key
command_feed() {
    home_need
    exec_user "$app/bin/bw-etl" feed "$@"
}

command_admin() {
    home_need
    exec_user "$app/bin/bw-etl" admin "$@"
}
