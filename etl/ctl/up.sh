# up, down and restart: from a checkout to a running Bellwether, and from one version to the next.

command_up() {
    up_begin
    say "Bellwether in $home"
    packages_ensure $(build_packages)
    step "folders and settings" home_make
    if [ -n "$checkout" ]; then
        step "program" build_program
    fi
    environment_keep
    step "settings checked" settings_check
    step "database cluster" cluster_make
    step "nginx site" site_render
    step "supervisor" supervisor_start
    step "database" database_ready
    step "schema" migrate_step
    step "programs" programs_start
    step "site" site_start
    if demo_is_wanted; then
        step "demo" demo_load
    fi
    step "ready" ready_wait
    up_told
}

# up_begin: what can be known to fail is told before anything is done
up_begin() {
    mkdir -p "$home/build" 2>/dev/null || fail "$home cannot be made here; choose a folder by --home"
    chmod 700 "$home/build"
    exec 9>"$home/build/lock"
    flock -n 9 || fail "another 'bellwether up' is at work in $home"
    : >"$step_log"
    memory_check
    disk_check "$home" 500
    if [ -n "$(packages_missing $(build_packages))" ]; then
        disk_check /usr 1500
    fi
    port_check
    cd "$home"
}

# memory_check: the compiler and the page's build are the hungriest
memory_check() {
    free=$(awk '/^(MemAvailable|SwapFree):/ { n += $2 } END { print int(n / 1024) }' /proc/meminfo)
    [ "$free" -ge 400 ] || fail "only $free MB of memory are free; 400 MB are needed (swap counts)"
}

disk_check() {
    free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$2" ] || fail "only $free MB are free on the disk of $1; $2 MB are needed"
}

# settings_check: the settings as the programs will read them
settings_check() {
    as_user "$app/bin/bw-auth" --check-config ||
        give_up "correct the setting that is named above in $conf"
}

# environment_keep: BELLWETHER_ names that `up` was called with go to the settings file
environment_keep() {
    printf '%s\n' "$environment" | while IFS='=' read -r name value; do
        [ -n "$name" ] || continue
        say "  $name is kept in $conf"
        as_user sed "/^[[:space:]]*$name[[:space:]]*=/d" "$conf" >"$home/build/conf"
        printf '%s=%s\n' "$name" "$value" >>"$home/build/conf"
        private_copy "$home/build/conf" "$conf"
        rm "$home/build/conf"
    done
}

# supervisor_start: starts it, or has the one that runs become this installation's
supervisor_start() {
    if signal "$run/supervisor.pid" HUP; then
        # (a keeper must not end while it replaces a program)
        wait_for 20 keepers_are_new || give_up "see $log/supervisor.log"
        note "took over"
        return 0
    fi
    rm -f "$run/migrated"
    (
        exec $(net_words) sh -c 'exec setsid "$1" --home "$2" supervise >>"$3" 2>&1' sh \
            "$app/bin/bellwether" "$home" "$log/supervisor.log"
    ) &
    wait_for 10 pid_of "$run/supervisor.pid" || {
        tail -n 5 "$log/supervisor.log"
        give_up "see $log/supervisor.log"
    }
    note "started"
}

# database_ready: waits for the cluster, makes the database
database_ready() {
    ! has_private_cluster || wait_for 60 cluster_answers || {
        tail -n 15 "$log/postgres.log"
        give_up "PostgreSQL does not start; see $log/postgres.log"
    }
    cluster_database
}

# programs_start: those that do not run are started by the supervisor; those that run an older
# installation or other settings are replaced one by one
programs_start() {
    replaced=0
    as_user touch "$run/migrated"
    signal "$run/supervisor.pid" USR1
    for part in $(parts_installed); do
        is_ours "$part" || continue
        wait_for 15 pid_of "$run/$part.pid" || give_up "$part does not start; see $log/$part.log"
        [ "$(cat "$run/$part.stamp")" != "$(part_stamp)" ] || continue
        part_replace "$part"
        replaced=$((replaced + 1))
    done
    note "$replaced replaced"
}

# part_replace PART: has its keeper put a new process in its place, and waits for that
part_replace() {
    rm -f "$run/$1.replaced"
    for try in $(seq 30); do
        signal "$run/$1.keeper" USR1 || {
            wait_for 10 pid_of "$run/$1.keeper" >/dev/null ||
                give_up "$1 has no keeper; see $log/supervisor.log"
            continue
        }
        wait_for 3 test -s "$run/$1.replaced" && break
    done
    [ -s "$run/$1.replaced" ] || give_up "$1 was not replaced; see $log/$1.log"
    [ "$(cat "$run/$1.replaced")" = "done" ] || {
        tail -n 5 "$log/$1.log"
        give_up "the new $1 does not start, the old one goes on; see $log/$1.log"
    }
}

# site_start: nginx takes up the rendered site. Only when it changed: a reload closes connections
# that clients keep open.
site_start() {
    wait_for 10 pid_of "$run/nginx.pid" || give_up "nginx does not start; see $log/nginx.log"
    if [ "$(cat "$run/nginx.site" 2>/dev/null)" != "$(site_stamp)" ]; then
        signal "$run/nginx.pid" HUP
        site_stamp >"$home/build/site"
        private_copy "$home/build/site" "$run/nginx.site"
        note "reloaded"
    fi
    wait_for 10 test -S "$run/web.sock" || give_up "nginx does not listen; see $log/nginx.log"
    say "$listen_at" >"$home/build/listen"
    private_copy "$home/build/listen" "$run/nginx.listen"
}

# demo_is_wanted: on a site for this machine only, until it was loaded once
demo_is_wanted() {
    [ "$DEMO" = yes ] && [ ! -e "$home/demo-loaded" ] && [ -z "$(setting BELLWETHER_PUBLIC_URL)" ]
}

# demo_load: the demo's account; its files and dashboards come by the jobs that this makes
demo_load() {
    umask 077
    [ -s "$home/demo-password" ] ||
        LC_ALL=C tr -dc a-km-z2-9 </dev/urandom | head -c 20 >"$home/demo-password"
    umask 022
    as_user "$app/bin/bw-etl" demo --email "$(setting BELLWETHER_DEMO_EMAIL)" <"$home/demo-password"
    wait_for 90 demo_is_loaded || give_up "the demo is not read yet; see bellwether status"
    : >"$home/demo-loaded"
    signal "$run/supervisor.pid" USR1
    wait_for 15 pid_of "$run/collector.pid" >/dev/null || give_up "collector does not start; see $log/collector.log"
    [ "$(database_value "select count(*) from jobs.job where state = 'dead'")" = 0 ] ||
        note "not all of it could be read: bellwether admin jobs --dead"
}

demo_is_loaded() {
    [ "$(database_value "select count(*) from jobs.job where state <> 'dead'")" = 0 ]
}

ready_wait() {
    wait_for 60 is_ok /health/ready || {
        ask /health/ready || :
        give_up "a part is not ready: bellwether status, bellwether logs"
    }
}

up_told() {
    address=$LISTEN
    case $address in
    0.0.0.0) address=$(uname -n) ;;
    *:*) address="[$address]" ;;
    esac
    public=$(setting BELLWETHER_PUBLIC_URL)
    say ''
    say "Bellwether is ready:        ${public:-http://$address:$PORT/}"
    [ "$LISTEN" != 127.0.0.1 ] || [ -n "$public" ] ||
        say "from your own computer:     ssh -L $PORT:127.0.0.1:$PORT $(uname -n)   then the same address"
    if [ -s "$home/demo-password" ] && [ -z "$public" ]; then
        say "sign in to the demo as:     $(setting BELLWETHER_DEMO_EMAIL)   password: $(cat "$home/demo-password")"
    fi
}

supervisor_stop() {
    signal "$run/supervisor.pid" TERM || return 1
    wait_for 120 gone "$run/supervisor.pid" || give_up "see $log/supervisor.log"
}

command_down() {
    home_need
    mkdir -p "$home/build"
    if gone "$run/supervisor.pid"; then
        say "Nothing runs in $home."
        return 0
    fi
    step "stopped" supervisor_stop
}

# command_restart [PART]: the programs take up the settings without a failed request; nginx reloads
command_restart() {
    home_need
    ! gone "$run/supervisor.pid" || fail "nothing runs in $home; start with: bellwether up"
    case $operand in
    '')
        step "settings checked" settings_check
        step "nginx site" site_render
        for part in $(parts_installed); do
            ! is_ours "$part" || step "$part" part_replace "$part"
        done
        step "nginx" site_start
        ;;
    *)
        pid_of "$run/$operand.keeper" >/dev/null ||
            fail "there is no part '$operand'; it is one of: $(parts_installed | tr '\n' ' ')"
        step "$operand" part_replace "$operand"
        ;;
    esac
}
