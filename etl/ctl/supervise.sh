# The supervisor: one keeper per part starts it again when it ends; ticks begin each minute.
#
# A keeper is a small shell that waits for its child. It holds the part's process in $run/PART.pid
# and itself in $run/PART.keeper. USR1 makes it replace the process: the new one takes over the
# socket when it is ready, then the old one drains, so no request fails. TERM makes it stop.

areas='auth tenants datasets analytics dashboards billing events'

# part_exec PART: becomes the part's process, the leader of a group of its own
part_exec() {
    case $1 in
    postgres)
        exec setsid $no_net "$pg_bin/postgres" -D "$home/pg"
        ;;
    memcached)
        rm -f "$run/mc.sock"
        exec setsid $no_net memcached -s "$run/mc.sock" -a 0700 -m 64 -t 2 -c 512
        ;;
    collector)
        exec setsid $no_net "$app/bin/bw-etl" collect --state "$etc/secrets/collector"
        ;;
    nginx)
        # left behind when nginx was killed; it would not bind them again
        rm -f "$run/push.sock" "$run/web.sock"
        site_stamp >"$run/nginx.site"
        exec setsid "$nginx" -p "$etc/nginx/" -c "$etc/nginx/nginx.conf" -g 'daemon off;'
        ;;
    *)
        exec setsid $no_net "$app/bin/bw-$1"
        ;;
    esac
}

# part_signal PART: what asks it to end without cutting anything off
part_signal() {
    case $1 in
    postgres) say INT ;;
    nginx) say QUIT ;;
    *) say TERM ;;
    esac
}

is_area() {
    case " $areas " in *" $1 "*) return 0 ;; esac
    return 1
}

# parts_installed: every part that this installation has, in the order of their start
parts_installed() {
    ! has_private_cluster || say postgres
    say memcached
    for area in $areas; do
        [ ! -x "$app/bin/bw-$area" ] || say "$area"
    done
    say nginx
    ! collector_is_wanted || say collector
}

# collector_is_wanted: the demo shows what this server does
collector_is_wanted() {
    [ "$DEMO" = yes ] && [ -s "$home/demo-password" ]
}

# is_ours PART: runs our code, so an upgrade or another setting replaces it
is_ours() {
    is_area "$1" || [ "$1" = collector ]
}

# --- a keeper --------------------------------------------------------------------------------------

keeper() {
    part=$1 child='' ending='' replacing=''
    read -r own _ </proc/self/stat # $$ would be the supervisor's
    pid_write "$run/$part.keeper" "$own"
    trap 'ending=yes; [ -z "$child" ] || kill -s "$(part_signal "$part")" "$child" 2>/dev/null || :' TERM
    trap 'replacing=yes' USR1
    trap '' HUP INT
    keeper_code >"$run/$part.code"
    pause=0
    while [ -z "$ending" ]; do
        # a keeper that was killed, or that another version's took the place of, left its child behind
        child_adopt || child_start
        began=$(hundredths)
        child_watch
        group=$child child=''
        [ -z "$ending" ] || break
        if [ $(($(hundredths) - began)) -ge 1000 ]; then
            pause=0
        fi
        supervisor_log "$part ended with status $child_rc; starting it again in $pause s"
        group_end
        sleep "$pause" &
        wait $! || :
        pause=$((pause * 2 + 1))
        [ "$pause" -le 30 ] || pause=30
    done
    rm -f "$run/$part.pid" "$run/$part.keeper" "$run/$part.code"
}

# keeper_code: changes when the shell code does that a keeper runs
keeper_code() {
    cat "$ctl/common.sh" "$ctl/supervise.sh" | cksum
}

# child_adopt: goes on with a process that another keeper has started; it cannot be waited for, only
# looked at
child_adopt() {
    adopted=$(pid_of "$run/$part.pid") || {
        adopted=''
        return 1
    }
    child=$adopted
}

alive() {
    [ -n "$(started_at "$1")" ]
}

# child_wait PID: sets child_rc when it has ended, or after a signal; an adopted one is looked at once
# a second
child_wait() {
    if [ "$1" = "$adopted" ]; then
        sleep 1 &
        wait $! || :
    else
        wait "$1" || child_rc=$?
    fi
}

child_start() {
    (
        trap - TERM USR1 HUP INT
        part_exec "$part"
    ) >>"$log/$part.log" 2>&1 &
    child=$!
    part_stamp >"$run/$part.stamp"
    pid_write "$run/$part.pid" "$child"
}

# part_stamp: the installation and settings that a process was started with
part_stamp() {
    say "$(readlink -f "$app") $(cksum <"$conf")"
}

# child_watch: returns when the child has ended; child_rc is its status. (A signal that comes just
# before `wait` is only seen after it, so who sends one repeats it until it was seen.)
child_watch() {
    while :; do
        child_rc=0
        if [ -n "$ending" ]; then
            kill -s "$(part_signal "$part")" "$child" 2>/dev/null
        elif [ -n "$replacing" ]; then
            child_replace
            replacing=''
        fi
        child_wait "$child"
        alive "$child" || return 0
    done
}

# group_end: a parent that was killed leaves workers behind, who hold its port and memory
group_end() {
    kill -s "$(part_signal "$part")" -- "-$group" 2>/dev/null || return 0
    sleep 0.5
    kill -s KILL -- "-$group" 2>/dev/null || :
}

# child_replace: a program's successor must have taken over the socket before the old one may go;
# the other parts are ended and come back
child_replace() {
    rm -f "$run/$part.replaced"
    old=$child
    stamp_before=$(cat "$run/$part.stamp" 2>/dev/null || :)
    if is_area "$part"; then
        inode=$(stat -c %i "$run/$part.sock" 2>/dev/null || say none)
        child_start
        wait_for 20 socket_changed_or_dead "$inode"
        if ! socket_changed "$inode"; then
            supervisor_log "the new $part did not become ready; the old one stays"
            kill -KILL "$child" 2>/dev/null || :
            wait "$child" || :
            child=$old
            pid_write "$run/$part.pid" "$child"
            say "$stamp_before" >"$run/$part.stamp"
            say failed >"$run/$part.replaced"
            return 0
        fi
    fi
    kill -s "$(part_signal "$part")" "$old" 2>/dev/null || :
    while alive "$old"; do
        child_wait "$old"
    done
    if ! is_area "$part"; then
        child_start
    fi
    say done >"$run/$part.replaced"
}

socket_changed_or_dead() {
    socket_changed "$1" || ! kill -0 "$child" 2>/dev/null
}

# socket_changed INODE: the new program has bound
socket_changed() {
    now=$(stat -c %i "$run/$part.sock" 2>/dev/null || say none)
    [ "$now" != none ] && [ "$now" != "$1" ]
}

# --- ticks -----------------------------------------------------------------------------------------

# ticker: starts `bw-etl tick` now and at the top of each minute; they overlap and end by themselves
ticker() {
    ending='' ticks=''
    read -r own _ </proc/self/stat
    pid_write "$run/tick.keeper" "$own"
    trap 'ending=yes' TERM
    trap '' HUP INT USR1
    while [ -z "$ending" ]; do
        if [ -x "$app/bin/bw-etl" ]; then
            (
                trap - TERM HUP INT USR1
                exec "$app/bin/bw-etl" tick
            ) >>"$log/etl.log" 2>&1 &
            ticks="$(ticks_alive) $!"
        fi
        logs_trim
        sleep $((60 - $(date +%s) % 60)) &
        nap=$!
        wait $nap || :
        kill $nap 2>/dev/null || :
    done
    for tick in $ticks; do
        kill -TERM "$tick" 2>/dev/null || :
    done
    wait
    rm -f "$run/tick.keeper"
}

ticks_alive() {
    for tick in $ticks; do
        ! kill -0 "$tick" 2>/dev/null || printf '%s ' "$tick"
    done
}

# logs_trim: a log beyond 32 MB becomes PART.log.1; its writers append, so they go on at the start
logs_trim() {
    find "$log" -name '*.log' -size +32M | while read -r file; do
        cp "$file" "$file.1" && : >"$file"
    done
}

# --- the supervisor --------------------------------------------------------------------------------

supervisor_log() {
    printf '%s supervisor: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&2
}

# command_supervise: started by `up` as the system user, in the foreground; ends by TERM. HUP makes
# it become the newest installation's supervisor, which finds the keepers that are there.
command_supervise() {
    home_need
    set +e
    nginx=$(command -v nginx || say /usr/sbin/nginx)
    ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)"
    no_net='' # a port below 1024 is nginx's privilege alone
    [ "$PORT" -ge 1024 ] || no_net='setpriv --inh-caps=-all --ambient-caps=-all --'
    ending='' renewing=''
    trap 'ending=yes' TERM INT
    trap 'renewing=yes' HUP
    trap ':' USR1 # only wakes it
    run_make
    pid_write "$run/supervisor.pid" $$
    supervisor_log "started"
    keepers_renew
    while [ -z "$ending" ]; do
        keepers_start
        sleep 2 &
        nap=$!
        wait $nap
        kill $nap 2>/dev/null
        if [ -n "$renewing" ]; then
            exec "$app/bin/bellwether" --home "$home" supervise
        fi
    done
    keepers_stop
    supervisor_log "stopped"
    rm -f "$run/supervisor.pid"
}

# keepers_renew: those that run the code of another version end, and leave their children as they are
# to the ones that keepers_start starts
keepers_renew() {
    for part in $(parts_installed); do
        [ "$(cat "$run/$part.code" 2>/dev/null)" != "$(keeper_code)" ] || continue
        signal "$run/$part.keeper" KILL || continue
        wait_for 2 gone "$run/$part.keeper"
    done
}

# keepers_are_new: whether all that are there run this version's code
keepers_are_new() {
    for part in $(parts_installed); do
        [ ! -e "$run/$part.keeper" ] ||
            [ "$(cat "$run/$part.code" 2>/dev/null)" = "$(keeper_code)" ] || return 1
    done
}

# keepers_start: starts the keepers that are not there; the programs wait until the database has
# its schema
keepers_start() {
    for part in $(parts_installed); do
        if is_ours "$part" && [ ! -e "$run/migrated" ]; then
            continue
        fi
        if gone "$run/$part.keeper"; then
            keeper "$part" &
            wait_for 2 pid_of "$run/$part.keeper" >/dev/null
        fi
    done
    if [ -e "$run/migrated" ] && gone "$run/tick.keeper"; then
        ticker &
        wait_for 2 pid_of "$run/tick.keeper" >/dev/null
    fi
}

# keepers_stop: those who take requests first, what they rest on last
keepers_stop() {
    keeper_stop nginx 8
    stopping=''
    for part in tick collector $areas; do
        keeper_stop "$part" 30 &
        stopping="$stopping $!"
    done
    wait $stopping
    keeper_stop memcached 5
    keeper_stop postgres 60
}

# keeper_stop PART SECONDS: ends the part; what does not end in time is killed
keeper_stop() {
    for second in $(seq "$2"); do
        signal "$run/$1.keeper" TERM || return 0
        wait_for 1 gone "$run/$1.keeper" && return 0
    done
    supervisor_log "$1 does not end; killing it"
    signal "$run/$1.pid" KILL
    wait_for 5 gone "$run/$1.keeper"
}
