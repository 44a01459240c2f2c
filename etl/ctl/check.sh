# check: builds with warnings as errors and runs every ring of tests through one runner.
#
# It works on a copy of the checkout, as an unprivileged user (PostgreSQL and Chromium refuse root),
# so nothing in the checkout changes. The copy is kept, so that the next run only builds what changed.

command_check() {
    [ -n "$checkout" ] || fail "check needs the checkout"
    check_dir=/var/tmp/bellwether-check-$(id -u)
    home=$check_dir
    mkdir -p "$check_dir/build" "$check_dir/logs"
    step_log=$check_dir/build/check.log
    : >"$step_log"
    say "Tests of $checkout in $check_dir"
    packages_ensure $packages_run $packages_build $packages_page $packages_check
    step "user" check_user
    step "copy" check_copy
    check_step "page" check_page
    check_step "libraries of other systems" check_libraries
    check_step "build, warnings are errors" check_build werror --enable-werror
    check_step "build, unsigned char" check_build uchar CFLAGS='-g -O1 -funsigned-char'
    check_step "build, sanitizers" check_build sanitized --enable-sanitizers
    check_rings
}

# check_as COMMAND...: as root, as the system user, with a home that it may write
check_as() {
    (
        cd "$check_dir/build/src"
        export HOME="$check_dir/user" LC_ALL=C.UTF-8
        [ -z "${npm_config_cafile-}" ] || export npm_config_cafile="$check_dir/user/ca.crt"
        unset XDG_RUNTIME_DIR XDG_CONFIG_HOME npm_config_userconfig || :
        as_user "$@"
    )
}

# check_step LABEL FUNCTION...: a step whose failure is a failed test
check_step() {
    (step "$@") || {
        say "0 passed, 1 failed"
        exit 1
    }
}

check_user() {
    if is_root && ! getent passwd bellwether >/dev/null; then
        useradd --system --user-group --no-create-home --home-dir /var/lib/bellwether \
            --shell /usr/sbin/nologin bellwether
    fi
    mkdir -p "$check_dir/user"
    # a network with an authority of its own: root's copy may be where only root can read
    if [ -n "${npm_config_cafile-}" ]; then
        cp "$npm_config_cafile" "$check_dir/user/ca.crt"
    fi
    ! is_root || chown -R bellwether:bellwether "$check_dir"
}

check_copy() {
    page_is_built() { return 1; } # the page is built by the tests, too
    build_copy
    ! is_root || chown -R bellwether:bellwether "$check_dir/build" "$check_dir/logs"
}

check_page() {
    check_as sh -c 'cd static && npm ci --ignore-scripts --no-audit --no-fund && npm run build'
}

# check_libraries: what the tests of the API speak through
check_libraries() {
    check_as sh -c 'cd tests/integration && npm ci --ignore-scripts --no-audit --no-fund'
}

# check_build NAME CONFIGURE-ARGUMENT...: the program and all tests in build/NAME
check_build() {
    check_as sh -c '
        set -e
        [ -x configure ] && [ -z "$(find . -maxdepth 4 \( -name configure.ac -o -name acinclude.m4 \
            -o -name Makefile.am -o -name Makefile.inc \) -newer configure)" ] || {
            autoreconf -i
            touch configure # which autoconf leaves alone when its content is the same
        }
        mkdir -p "../$1"
        cd "../$1"
        shift
        [ config.status -nt ../src/configure ] || ../src/configure -q "$@"
        make -s -j "$(nproc)"
        make -s -j "$(nproc)" check TESTS=' sh "$@"
}

# check_rings: the plan of all tests goes to the runner, whose last line is the sum
check_rings() {
    check_plan >"$check_dir/plan"
    rings=$(cut -f 1 "$check_dir/plan" | awk '!seen[$0]++')
    check_small_disk
    set +e
    check_as perl tests/run --log "$check_dir/logs" $rings <"$check_dir/plan"
    result=$?
    ! is_root || umount -l "$BW_TEST_SMALL_DISK"
    exit "$result"
}

# check_small_disk: a file system of 1 MB, for the test that fills one; only root can make it
check_small_disk() {
    is_root || return 0
    BW_TEST_SMALL_DISK=$check_dir/small-disk
    export BW_TEST_SMALL_DISK
    mkdir -p "$BW_TEST_SMALL_DISK"
    umount -l "$BW_TEST_SMALL_DISK" 2>/dev/null || :
    mount -t tmpfs -o size=1m,mode=777 tmpfs "$BW_TEST_SMALL_DISK"
}

# check_plan: each test of `make check`, named after its folder; the unit tests and the fuzz corpora
# in the two other builds again; the page's own checks; a release
check_plan() {
    check_tests werror ''
    check_tests uchar 'unit|fuzz' uchar-
    check_tests sanitized 'unit|fuzz' sanitized-
    printf 'page\t%s\tcommand\tcd static && npm run -s %s\n' \
        types types lint lint
    printf 'page\ttest\ttap\tcd static && npm run -s test\n'
    printf 'release\tmake distcheck\tcommand\tmake -s -C ../werror distcheck TESTS= AM_MAKEFLAGS=TESTS=\n'
}

# check_tests BUILD RINGS PREFIX: lines for the tests of that build whose folder matches RINGS
check_tests() {
    for test in $(make -s -C "$check_dir/build/$1" print-tests | grep '^tests/'); do
        ring=${test#tests/}
        ring=${ring%%/*}
        case "|${2:-$ring}|" in *"|$ring|"*) ;; *) continue ;; esac
        where="srcdir=../src top_srcdir=$check_dir/build/src top_builddir=$check_dir/build/$1"
        printf '%s\t%s\ttap\tcd ../%s && export %s && if [ -x %s ]; then %s; else ../src/%s; fi\n' \
            "${3-}$ring" "${test#tests/"$ring"/}" "$1" "$where" "$test" "./$test" "$test"
    done
}
