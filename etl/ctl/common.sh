# What all commands share: messages, steps with their seconds, asking, processes by pid file.

say() {
    printf '%s\n' "$*"
}

fail() {
    printf 'bellwether: %s\n' "$*" >&2
    exit 1
}

is_root() {
    [ "$(id -u)" -eq 0 ]
}

# user_words: the words before a command that make it run as the system user, when we are root
user_words() {
    ! is_root || say "setpriv --reuid=bellwether --regid=bellwether --init-groups --"
}

# net_words: the same for who may also bind a port below 1024, when the site has one
net_words() {
    if is_root && [ "$PORT" -lt 1024 ]; then
        say "setpriv --reuid=bellwether --regid=bellwether --init-groups" \
            "--inh-caps=+net_bind_service --ambient-caps=+net_bind_service --"
    else
        user_words
    fi
}

# as_user COMMAND...: as root, runs it as the system user; else as whoever we are
as_user() {
    $(user_words) "$@"
}

# exec_user COMMAND...: the same, in place of this process
exec_user() {
    exec $(user_words) "$@"
}

# hundredths: a clock that only runs forwards, for durations
hundredths() {
    read -r uptime _ </proc/uptime
    say "${uptime%.*}${uptime#*.}"
}

# step LABEL FUNCTION [ARG...]: runs it in a subshell under set -e and prints one line: label,
# seconds, and what it told by note. On failure: the end of its output, the log, advice.
step() {
    label=$1
    shift
    printf '  %-28s' "$label"
    step_began=$(hundredths)
    : >"$step_log.now"
    : >"$step_log.note"
    (
        set -e
        "$@"
    ) >"$step_log.now" 2>&1 </dev/null 9>&- &
    step_rc=0
    wait $! || step_rc=$?
    spent=$(($(hundredths) - step_began))
    {
        printf '== %s (%s)\n' "$label" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
        cat "$step_log.now"
    } >>"$step_log"
    if [ "$step_rc" -ne 0 ]; then
        step_failed
    fi
    printf '%5d.%02d s  %s\n' $((spent / 100)) $((spent % 100)) "$(cat "$step_log.note")"
    rm -f "$step_log.now" "$step_log.note"
}

step_failed() {
    printf '  failed\n\n'
    tail -n 25 "$step_log.now" | sed 's/^/    /'
    printf '\nThe whole log: %s\n' "$step_log"
    if [ -s "$step_log.note" ]; then
        printf 'What to do: %s\n' "$(cat "$step_log.note")"
    else
        printf 'What to do: mend what the lines above name, then run the same command again;\n'
        printf 'what was done so far is kept.\n'
    fi
    rm -f "$step_log.now" "$step_log.note"
    exit 1
}

# note WORDS: told at the end of a step's line; when the step fails, the advice
note() {
    printf '%s' "$*" >"$step_log.note"
}

# give_up WORDS: fails a step with advice
give_up() {
    note "$*"
    exit 1
}

# confirm QUESTION: true when the person (or --yes) agrees
confirm() {
    [ -z "${opt_yes-}" ] || return 0
    [ -t 0 ] || fail "$1 Say so with --yes."
    printf '%s [y/N] ' "$1"
    read -r answer
    case $answer in
    y | Y | yes) return 0 ;;
    esac
    return 1
}

# wait_for SECONDS COMMAND...: asks five times a second; false when the time is over
wait_for() {
    tries=$(($1 * 5))
    shift
    while ! "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.2
    done
}

# --- processes -----------------------------------------------------------------------------------
# A pid file holds pid and start time, so that a number that was given to another process since is
# never mistaken for ours.

# started_at PID: its start time in clock ticks since boot; empty when there is no such process
started_at() {
    stat_line=
    { read -r stat_line <"/proc/$1/stat"; } 2>/dev/null || return 0
    set -- ${stat_line##*) }
    [ "$1" = Z ] || say "${20}"
}

pid_write() {
    printf '%s %s\n' "$2" "$(started_at "$2")" >"$1.tmp"
    mv "$1.tmp" "$1"
}

# pid_of FILE: the pid when that very process still lives; else nothing and false
pid_of() {
    pid_number='' pid_start=''
    { read -r pid_number pid_start <"$1"; } 2>/dev/null || return 1
    [ -n "$pid_start" ] && [ "$(started_at "$pid_number")" = "$pid_start" ] || return 1
    say "$pid_number"
}

# signal FILE SIGNAL: sends it to the process of a pid file, if that lives
signal() {
    target=$(pid_of "$1") || return 1
    kill -s "$2" "$target"
}

gone() {
    ! pid_of "$1" >/dev/null
}
