# From the checkout to the installed program, out of tree: HOME/build/src is a copy of the checkout,
# HOME/build/out its objects, HOME/app-STAMP an installation, and HOME/app a link to the newest.
# Everything here is written by whoever runs `up` (root, or the user), never by the services.

# source_list: the checkout's own files: no build products, no node_modules, no page older than its
# sources
source_list() {
    cd "$checkout"
    find . -name .git -prune -o -name node_modules -prune -o -name autom4te.cache -prune \
        -o -path ./run -prune -o -path './build*' -prune -o -path "./${home#"$checkout"/}" -prune \
        -o -path ./static/dist -prune -o -type f -print
    if page_is_built; then
        find ./static/dist -type f
    fi
}

# page_is_built: static/dist is there (a release carries it) and no source of it is newer
page_is_built() {
    [ -f "$checkout/static/dist/index.html" ] &&
        [ -z "$(find "$checkout/static" -path "$checkout/static/node_modules" -prune -o \
            -path "$checkout/static/dist" -prune -o \
            -type f -newer "$checkout/static/dist/index.html" -print)" ]
}

# source_stamp: changes when any file of the checkout does
source_stamp() {
    source_list | LC_ALL=C sort | (
        cd "$checkout"
        xargs -d '\n' stat -c '%n %s %Y %a'
    ) | sha256sum | cut -c 1-16
}

# build_packages: what a build needs here
build_packages() {
    printf '%s ' $packages_run $packages_build
    page_is_built || printf '%s ' $packages_page
}

# build_program: the step; leaves HOME/app at the checkout's state
build_program() {
    stamp=$(source_stamp)
    app_new=$home/app-$stamp
    if [ -x "$app_new/bin/bellwether" ] && [ "$(readlink "$home/app")" = "app-$stamp" ]; then
        note "nothing changed"
        return 0
    fi
    build_copy
    build_configure
    make -C "$home/build/out" -s -j "$(nproc)"
    rm -rf "$home/build/stage"
    make -C "$home/build/out" -s install DESTDIR="$home/build/stage"
    rm -rf "$app_new"
    mv "$home/build/stage$home/app" "$app_new"
    rm -rf "$home/build/stage"
    app_switch "$app_new"
    note "installed in $app_new"
}

# build_copy: brings HOME/build/src to the checkout's state. Times are kept, so make sees what
# changed; what autoreconf and npm made there stays while the files they were made from do.
build_copy() {
    src=$home/build/src
    mkdir -p "$src"
    source_list | LC_ALL=C sort >"$home/build/files.new"
    if [ -f "$home/build/files" ]; then
        LC_ALL=C comm -23 "$home/build/files" "$home/build/files.new" | (
            cd "$src"
            xargs -r -d '\n' rm -f
        )
    fi
    (cd "$checkout" && tar -cf - -T "$home/build/files.new") |
        tar -C "$src" --no-same-owner --warning=no-timestamp -xf -
    mv "$home/build/files.new" "$home/build/files"
}

build_configure() {
    src=$home/build/src
    if [ ! -x "$src/configure" ] || [ -n "$(find "$src" -maxdepth 3 \( -name configure.ac \
        -o -name acinclude.m4 -o -name 'Makefile.am' -o -name 'Makefile.inc' \) \
        -newer "$src/configure" -print)" ]; then
        (cd "$src" && autoreconf -i && touch configure)
    fi
    mkdir -p "$home/build/out"
    cd "$home/build/out"
    if [ ! -f config.status ] || [ "$src/configure" -nt config.status ]; then
        "$src/configure" -q --prefix="$home/app" CFLAGS="${CFLAGS--O2 -g}"
    fi
}

# app_switch DIR: one rename, so every reader sees the old installation or the new one. The one
# before is kept: pages that are open still ask for its files.
app_switch() {
    before=$(readlink "$home/app" || :)
    ln -sfn "${1##*/}" "$home/app.new"
    mv -T "$home/app.new" "$home/app"
    case $before in
    '' | "${1##*/}") ;;
    *)
        ln -sfn "$before" "$home/app.new"
        mv -T "$home/app.new" "$home/app.before"
        ;;
    esac
    for old in "$home"/app-*; do
        case ${old##*/} in
        "$(readlink "$home/app")" | "$(readlink "$home/app.before" || :)") ;;
        *) rm -rf "$old" ;;
        esac
    done
}
