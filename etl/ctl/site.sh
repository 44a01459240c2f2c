# The nginx site: templates of nginx/ become HOME/etc/nginx by plain @NAME@ substitution.

# site_render: writes HOME/etc/nginx from the installed templates and the settings; false when
# nginx would not take it, and then the site stays as it was
site_render() {
    rendered=$home/build/nginx
    rm -rf "$rendered"
    mkdir -p "$rendered/snippets"
    settings_read >"$home/build/settings"
    from=$app/share/bellwether/nginx
    site_values >"$home/build/site.sed"
    for template in "$from"/*.conf.in "$from"/snippets/*.conf.in; do
        name=${template#"$from/"}
        sed -f "$home/build/site.sed" "$template" >"$rendered/${name%.in}"
    done
    cp "$from/mime.types" "$rendered/"
    site_proxies
    if [ -f "$etc/tls/cert.pem" ]; then
        mv "$rendered/snippets/tls.conf" "$rendered/tls.conf"
    else
        echo '# plain HTTP' >"$rendered/tls.conf"
    fi
    as_user mkdir -p -m 700 "$(known OBJECT_DIR)/.incoming"
    site_install
}

# known NAME: a setting from the list that was read
known() {
    sed -n "s/^BELLWETHER_$1=//p" "$home/build/settings"
}

# site_values: a sed script that fills in the template
site_values() {
    secure=''
    [ ! -f "$etc/tls/cert.pem" ] || secure=' ssl http2'
    public=$(known PUBLIC_URL)
    public=${public#*://}
    public=${public%%/*}
    # (an IPv6 address has colons of its own)
    case $public in
    *]) ;;
    *) public=${public%:*} ;;
    esac
    for pair in "APP=$app" "ETC=$etc/nginx" "HOME=$home" "LISTEN=$listen_at$secure" "LOG=$log" \
        "DISK_RESERVE=$(known DISK_RESERVE)" "FILE_MAX=$(known FILE_MAX)" \
        "MAX_BODY=$(known MAX_BODY)" \
        "MODULES=/usr/lib/nginx/modules" "OBJECTS=$(known OBJECT_DIR)" \
        "PUBLIC_HOST=$public" "RUN=$run" "TLS=$etc/tls"; do
        printf 's|@%s@|%s|g\n' "${pair%%=*}" "$(printf '%s' "${pair#*=}" | sed 's/[&|\\]/\\&/g')"
    done
}

# site_proxies: BELLWETHER_TRUSTED_PROXIES for the realip module and for the scheme
site_proxies() {
    : >"$rendered/proxies.geo"
    {
        echo '# Who may say for whom it asks.'
        echo 'real_ip_header X-Forwarded-For;'
        echo 'real_ip_recursive on;'
    } >"$rendered/proxies.conf"
    known TRUSTED_PROXIES | tr ', ' '\n\n' | while read -r proxy; do
        [ -n "$proxy" ] || continue
        printf 'set_real_ip_from %s;\n' "$proxy" >>"$rendered/proxies.conf"
        printf '%s 1;\n' "$proxy" >>"$rendered/proxies.geo"
    done
}

# site_install: puts the rendered files in place when nginx accepts them
site_install() {
    as_user mkdir -p "$etc/nginx.new" "$run/nginx-body"
    tar -C "$rendered" -cf - . | as_user tar -C "$etc/nginx.new" --no-same-owner -xf -
    as_user rm -rf "$etc/nginx.old"
    [ ! -d "$etc/nginx" ] || as_user mv "$etc/nginx" "$etc/nginx.old"
    as_user mv "$etc/nginx.new" "$etc/nginx"
    if ! site_test; then
        [ ! -d "$etc/nginx.old" ] || {
            as_user rm -rf "$etc/nginx"
            as_user mv "$etc/nginx.old" "$etc/nginx"
        }
        give_up "nginx does not take the site; the lines above name the setting"
    fi
}

# site_stamp: changes when anything does that nginx reads at its start
site_stamp() {
    find "$etc/nginx" "$etc/tls" -type f 2>/dev/null | LC_ALL=C sort | xargs cat | cksum
}

# site_test: nginx -t, which must not touch the sockets of a running nginx
site_test() {
    $(net_words) "$(nginx_path)" -t -q -p "$etc/nginx/" -c "$etc/nginx/nginx.conf"
}

nginx_path() {
    command -v nginx || say /usr/sbin/nginx
}

# port_check: a port that somebody else has is told now, before anything is built
port_check() {
    if [ "$(cat "$run/nginx.listen" 2>/dev/null)" = "$listen_at" ] && ! gone "$run/nginx.pid"; then
        return 0
    fi
    port_is_free "$PORT" && return 0
    if [ "$PORT" -lt 1024 ] && ! is_root; then
        fail "port $PORT needs root; any from 1024 on does not: bellwether up --port 8080"
    fi
    holder=$(port_holder "$PORT")
    free=$PORT
    until [ "$free" -gt $((PORT + 100)) ]; do
        free=$((free + 1))
        port_is_free "$free" && break
    done
    fail "port $PORT is taken by ${holder:-a process of another user}; try: bellwether up --port $free"
}

# port_is_free PORT: whether we could listen there
port_is_free() {
    perl -MIO::Socket::IP -e '
        exit(IO::Socket::IP->new(LocalHost => $ARGV[0], LocalPort => $ARGV[1], Listen => 1,
            ReuseAddr => 1) ? 0 : 1)' "$LISTEN" "$1"
}

# port_holder PORT: "name (process PID)" of who listens there, from /proc
port_holder() {
    hex=$(printf '%04X' "$1")
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        awk -v port=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }' |
        while read -r inode; do
            for link in /proc/[0-9]*/fd/*; do
                [ "$(readlink "$link" 2>/dev/null)" = "socket:[$inode]" ] || continue
                process=${link#/proc/}
                process=${process%%/*}
                printf '%s (process %s)\n' "$(cat "/proc/$process/comm")" "$process"
                break
            done
        done | head -n 1
}

# ask PATH: GET from our own nginx over its socket; prints status, a blank line and the body
ask() {
    as_user perl -MIO::Socket::UNIX -e '
        alarm 10;
        my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "nginx does not answer: $!\n";
        print $s "GET $ARGV[1] HTTP/1.0\r\nHost: localhost\r\n\r\n";
        local $/; my ($head, $body) = split /\r\n\r\n/, <$s> // "", 2;
        print +($head =~ /^\S+ (\d+)/ ? $1 : 0), "\n\n", $body // "";' "$run/web.sock" "$1"
}

# is_ok PATH: whether it answers 200
is_ok() {
    [ "$(ask "$1" 2>/dev/null | head -n 1)" = 200 ]
}
