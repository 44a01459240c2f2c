# The places of one installation, its remembered options, secrets and settings.
#
#   HOME/app     program (link)      HOME/pg       private cluster    HOME/log   logs
#   HOME/etc     settings, secrets   HOME/objects  raw files          HOME/build where it is built
#   $run         sockets and pid files: HOME/run, or a short path when that is too long for a socket

# home_find: sets home, run, app from --home, from where this script lies, or by default
home_find() {
    if [ -n "$home_option" ]; then
        home=$home_option
    elif [ -z "$checkout" ] && [ "$here" != "${here%/app-*}" ]; then
        home=${here%/app-*}
    elif is_root; then
        home=/var/lib/bellwether
    elif [ -n "$checkout" ]; then
        home=$checkout/run
    else
        fail "say where: bellwether --home DIR $command"
    fi
    home=$(readlink -m "$home")
    case $home in
    / | *[!A-Za-z0-9._/@+-]*)
        fail "the folder '$home' cannot be used: only letters, digits and . _ / @ + - in its path"
        ;;
    esac
    run=$home/run
    # sun_path has 108 bytes; the longest name behind $run is about 30
    if [ ${#run} -gt 70 ]; then
        run=/tmp/bw-$(printf '%s' "$home" | sha256sum | cut -c 1-12)
    fi
    app=$home/app
    # installed by `make install` somewhere else: HOME/app becomes a link to that
    app_elsewhere=
    [ -n "$checkout" ] || [ "$here" != "${here%/app-*}" ] || app_elsewhere=${here%/bin}
    etc=$home/etc
    conf=$etc/bellwether.conf
    log=$home/log
    step_log=$home/build/up.log
    private_url="postgresql://bellwether@/bellwether?host=$run/pg"
    admin_url="postgresql://postgres@/bellwether?host=$run/pg"
    pg_bin=/usr/lib/postgresql/15/bin
    BELLWETHER_CONFIG=$conf
    export BELLWETHER_CONFIG
    options_load
}

# home_need: for the commands that work on an existing installation
home_need() {
    [ -f "$conf" ] || fail "nothing is installed in $home; start with: bellwether up"
    if ! is_root && [ ! -w "$etc" ]; then
        fail "$home belongs to another user; run this as root"
    fi
    cd "$home"
}

# options_load: what earlier `up`s were told; this one's options win
options_load() {
    PORT=8080 LISTEN=127.0.0.1 DEMO=yes
    if [ -r "$etc/up.conf" ]; then
        . "$etc/up.conf"
    fi
    PORT=${opt_port:-$PORT} LISTEN=${opt_listen:-$LISTEN} DEMO=${opt_demo:-$DEMO}
    case $PORT in
    '' | *[!0-9]* | ??????*) fail "--port needs a number, not '$PORT'" ;;
    esac
    case $LISTEN in
    *[!0-9A-Fa-f.:]*) fail "--listen needs an IP address, not '$LISTEN'" ;;
    *:*) listen_at="[$LISTEN]:$PORT" ;;
    *) listen_at=$LISTEN:$PORT ;;
    esac
}

# home_make: the step that makes folders, settings and secrets; keeps what is there
home_make() {
    if is_root && ! getent passwd bellwether >/dev/null; then
        useradd --system --user-group --no-create-home --home-dir /var/lib/bellwether \
            --shell /usr/sbin/nologin bellwether
        note "system user bellwether made"
    fi
    [ -z "$app_elsewhere" ] || ln -sfn "$app_elsewhere" "$app"
    for folder in etc objects log; do
        folder_make "$home/$folder"
    done
    run_make
    as_user test -x "$home" || give_up "the user bellwether cannot reach $home; choose another --home"
    printf 'PORT=%s\nLISTEN=%s\nDEMO=%s\n' "$PORT" "$LISTEN" "$DEMO" >"$home/build/up.conf"
    private_copy "$home/build/up.conf" "$etc/up.conf"
    folder_make "$etc/secrets"
    secret_make session-keys "k1:$(random_hex 32)"
    secret_make upload-key "$(random_hex 32)"
    secret_make seal-key "$(random_hex 32)"
    if [ ! -f "$conf" ]; then
        conf_text >"$home/build/bellwether.conf"
        private_copy "$home/build/bellwether.conf" "$conf"
        rm "$home/build/bellwether.conf"
    fi
}

# folder_make DIR: a folder that belongs to the services and is nobody else's business
folder_make() {
    [ ! -d "$1" ] || return 0
    mkdir -p "$1"
    chmod 700 "$1"
    ! is_root || chown bellwether:bellwether "$1"
}

# run_make: the folder of sockets; in /tmp somebody else may have made it first
run_make() {
    folder_make "$run"
    owner=$(stat -c %U "$run")
    mine=$(id -un)
    ! is_root || mine=bellwether
    [ "$owner" = "$mine" ] || give_up "$run belongs to $owner; remove it"
    folder_make "$run/pg"
}

# private_copy FROM TO: TO belongs to the services, mode 0600
private_copy() {
    as_user sh -c 'umask 077; cat >"$1.new" && mv "$1.new" "$1"' sh "$2" <"$1"
}

random_hex() {
    od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}

secret_make() {
    [ ! -f "$etc/secrets/$1" ] || return 0
    printf '%s\n' "$2" | as_user sh -c 'umask 077; cat >"$1"' sh "$etc/secrets/$1"
}

# conf_text: the settings file as it is first made
conf_text() {
    cat <<END
# Settings of this Bellwether. After a change: bellwether restart
# All names, their bounds and defaults: $app/bin/bw-auth --print-config

# The address people use, like https://bellwether.example.com. Until it is set, the site answers to
# localhost only; setting it ends the demo sign-in, and new users need an invitation.
#BELLWETHER_PUBLIC_URL=
#BELLWETHER_REGISTRATION=invite

# Proxies (addresses, CIDR, comma between) whose X-Forwarded-For and -Proto are believed.
#BELLWETHER_TRUSTED_PROXIES=127.0.0.1

# The database: this one is the private cluster in $home/pg. Any libpq URI may stand here instead.
BELLWETHER_DB_URL=$private_url

# The demo sign-in, offered while this site is for this machine only.
BELLWETHER_DEMO=$([ "$DEMO" = yes ] && say on || say off)
BELLWETHER_DEMO_EMAIL=demo@example.com

BELLWETHER_SESSION_KEYS_FILE=$etc/secrets/session-keys
BELLWETHER_UPLOAD_KEY_FILE=$etc/secrets/upload-key
BELLWETHER_SEAL_KEY_FILE=$etc/secrets/seal-key

BELLWETHER_CACHE_SERVERS=$run/mc.sock
BELLWETHER_ETL_WAKE_SOCKET=$run/etl.sock
BELLWETHER_LISTEN_DIR=$run
BELLWETHER_OBJECT_DIR=$home/objects
BELLWETHER_PUSH_SOCKET=$run/push.sock
BELLWETHER_RUN_DIR=$run
END
}

# settings_read: prints NAME=value of every setting as the programs see it; false on a mistake
settings_read() {
    as_user "$app/bin/bw-auth" --print-config
}

# setting NAME: the value of one
setting() {
    settings_read | sed -n "s/^$1=//p"
}

# has_private_cluster: the database is ours to start and stop
has_private_cluster() {
    [ "$(database_url)" = "$private_url" ]
}

# database_url: what the settings name, or the file that they name holds
database_url() {
    url_file=$(conf_line BELLWETHER_DB_URL_FILE)
    if [ -n "$url_file" ]; then
        as_user cat "$url_file"
    else
        conf_line BELLWETHER_DB_URL
    fi
}

# conf_line NAME: as it stands in the file, for the questions before the programs are built
conf_line() {
    as_user sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" "$conf" | tail -n 1
}
