# A whole Bellwether for tests, as `make install` and `bellwether up` make it; to be sourced by sh.
#
#     . "$top_srcdir/tests/support/stack.sh"
#     stack_install "$0"          # root goes on as somebody whom PostgreSQL takes
#     stack_start [up's options]  # sets STACK_HOME, STACK_URL, STACK_PORT; gone when the script ends
#     stack ARG...                # the control script on it
#
# It listens on a free port of 127.0.0.1 and has no limits on requests, which tests would run into.

# stack_install SCRIPT [ARG...]: installs into STACK_DIR; root then starts SCRIPT again as another user
stack_install() {
    if [ -z "${STACK_DIR-}" ]; then
        STACK_DIR=$(mktemp -d /tmp/bw-stack.XXXXXX)
        chmod 755 "$STACK_DIR"
        make -s -C "$top_builddir" install prefix="$STACK_DIR/usr" >"$STACK_DIR/install.log" 2>&1 || {
            cat "$STACK_DIR/install.log" >&2
            rm -rf "$STACK_DIR"
            exit 99
        }
        export STACK_DIR
        if [ "$(id -u)" = 0 ]; then
            stack_user=$(id -u postgres 2>/dev/null || id -u nobody)
            chown "$stack_user" "$STACK_DIR"
            setpriv --reuid="$stack_user" --regid="$(id -g "$stack_user")" --clear-groups \
                env HOME=/tmp sh "$@"
            stack_rc=$?
            rm -rf "$STACK_DIR"
            exit $stack_rc
        fi
    fi
    STACK_HOME=$STACK_DIR/home
    trap stack_stop EXIT
    trap 'exit 1' HUP INT TERM
    # nothing of the checkout may be needed from here on
    cd "$STACK_DIR" || exit 99
}

stack_free_port() {
    perl -MIO::Socket::INET -e '
        print IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1)->sockport'
}

stack() {
    "$STACK_DIR/usr/bin/bellwether" --home "$STACK_HOME" "$@"
}

stack_start() {
    STACK_PORT=$(stack_free_port)
    STACK_URL=http://127.0.0.1:$STACK_PORT
    BELLWETHER_RATE_SECOND=0 BELLWETHER_RATE_MINUTE=0 BELLWETHER_RATE_HOUR=0 \
        BELLWETHER_RATE_SESSION=0 stack up --port "$STACK_PORT" "$@" >"$STACK_DIR/up.out" 2>&1 || {
        cat "$STACK_DIR/up.out" >&2
        tail -n 20 "$STACK_HOME"/log/*.log >&2
        exit 99
    }
    export STACK_HOME STACK_URL STACK_PORT STACK_DIR
}

stack_stop() {
    [ -n "${STACK_DIR-}" ] || return 0
    stack down >/dev/null 2>&1 || true
    # what root installed is root's to remove; a test's own status stays whatever happens here
    cd / && rm -rf "$STACK_DIR"/* 2>/dev/null || true
    rmdir "$STACK_DIR" 2>/dev/null || true
    STACK_DIR=
}
