# Debian packages: finds what is missing and installs it without starting a service, without a
# system cluster, and without changing an nginx, PostgreSQL or memcached that is already there.

packages_run='postgresql-15 nginx libnginx-mod-nchan memcached'
packages_build='gcc make autoconf automake pkgconf libc6-dev libfcgi-dev libpq-dev libjson-c-dev
    libmemcached-dev libcurl4-openssl-dev libssl-dev zlib1g-dev'
packages_page='nodejs npm ca-certificates'
packages_check='postgresql-15-pgtap perl clang-format chromium
    fonts-liberation xz-utils'

# Nchan wants this folder to exist, whatever the configuration says; Debian's nginx makes it when it
# starts for the first time.
nchan_folder=/var/lib/nginx/body

policy=/usr/sbin/policy-rc.d
cluster_conf=/etc/postgresql-common/createcluster.conf
our_mark='# made by bellwether up while it installs packages'

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# packages_missing NAME...: those that are not there; a command from elsewhere counts too
packages_missing() {
    for package; do
        case $package in
        nodejs) command -v node >/dev/null && continue ;;
        npm) command -v npm >/dev/null && continue ;;
        pkgconf) command -v pkg-config >/dev/null && continue ;;
        clang-format) command -v clang-format >/dev/null && continue ;;
        esac
        is_installed "$package" || printf '%s ' "$package"
    done
}

# packages_ensure NAME...: installs what is missing of them, after asking where that matters.
# Runs before the steps, for it may have to ask.
packages_ensure() {
    command -v dpkg-query >/dev/null ||
        fail "this is not Debian; install what configure.ac names, then ./configure && make install"
    missing=$(packages_missing "$@")
    if is_root; then
        [ -z "$missing" ] || packages_ask
        [ -z "$missing" ] || step "packages" packages_install $missing
        mkdir -p $nchan_folder
        return 0
    fi
    [ -n "$missing" ] || [ ! -d $nchan_folder ] || return 0
    say "Something is missing here. Let an administrator run:"
    [ -z "$missing" ] || say "  apt-get install -y --no-install-recommends ${missing% }"
    [ -d $nchan_folder ] || say "  mkdir -p $nchan_folder"
    exit 1
}

# packages_ask: says what changes for services that this machine already runs
packages_ask() {
    is_installed nginx-common || return 0
    is_installed libnginx-mod-nchan && return 0
    say "nginx is already installed here. Its configuration and its running processes stay as they"
    say "are: the package libnginx-mod-nchan is added, and its module is not enabled for that nginx."
    say "Bellwether runs an nginx of its own, with its own configuration."
    confirm "Install it?" || fail "stopped; nothing was changed"
}

# packages_install NAME...: the step
packages_install() {
    services_before=''
    for service in nginx memcached postgresql; do
        [ ! -e "/etc/init.d/$service" ] || services_before="$services_before $service"
    done
    modules_before=$(ls /etc/nginx/modules-enabled 2>/dev/null || :)
    trap packages_restore EXIT
    packages_hold
    export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 LC_ALL=C.UTF-8
    if ! apt_install "$@"; then
        note "see whether the network and /etc/apt/sources.list are right: apt-get update"
        exit 1
    fi
    services_disable
    nginx_modules_restore
    note "$# installed"
}

apt_install() {
    apt-get -q -o Acquire::Retries=3 update &&
        apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Options::=--force-confold \
            install --no-install-recommends "$@"
}

# packages_hold: keeps services from starting and a cluster from being made while apt runs. What an
# `up` that was killed has left there is ours, and not the machine's.
packages_hold() {
    is_ours $policy || [ ! -e $policy ] || mv $policy $policy.bellwether
    printf '#!/bin/sh\n%s\nexit 101\n' "$our_mark" >$policy
    chmod 755 $policy
    mkdir -p "${cluster_conf%/*}"
    if ! is_ours $cluster_conf && [ -e $cluster_conf ]; then
        cp -p $cluster_conf $cluster_conf.bellwether
    fi
    printf '%s\ncreate_main_cluster = false\n' "$our_mark" >$cluster_conf
}

# is_ours FILE: whether packages_hold wrote it
is_ours() {
    grep -qxF "$our_mark" "$1" 2>/dev/null
}

# packages_restore: undoes packages_hold, also after a failure
packages_restore() {
    rm -f $policy
    [ ! -e $policy.bellwether ] || mv $policy.bellwether $policy
    rm -f $cluster_conf
    for kept in $cluster_conf.bellwether $cluster_conf.ucf-dist; do
        [ ! -e "$kept" ] || [ -e $cluster_conf ] || mv "$kept" $cluster_conf
    done
}

# services_disable: a service that came with our packages must not start at the next boot
services_disable() {
    for service in nginx memcached postgresql; do
        case "$services_before " in *" $service "*) continue ;; esac
        [ -e "/etc/init.d/$service" ] || continue
        update-rc.d "$service" disable || :
        deb-systemd-helper disable "$service.service" || :
    done
}

# nginx_modules_restore: Debian enables a module for the machine's nginx when it is installed
nginx_modules_restore() {
    case "$services_before " in *' nginx '*) ;; *) return 0 ;; esac
    for module in /etc/nginx/modules-enabled/*nchan*; do
        [ -e "$module" ] || continue
        printf '%s\n' "$modules_before" | grep -qxF "${module##*/}" || rm -f "$module"
    done
}
