# What the lints share: where the sources are, and one TAP line per question.
#
#     . "$(dirname "$0")/lib.sh"
#     verdict "no tabs" "$(grep -n …)"      # passes when there is nothing to show
#     done_testing
set -u
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 99
asked=0 bad=0

# c_files FOLDER...: the C sources and headers below, that people wrote
c_files() {
    find "$@" -name '*.[ch]' -type f | sort
}

# sh_files: every shell script, by its name or its first line
sh_files() {
    {
        find . -name node_modules -prune -o -path './autom4te.cache' -prune -o -name '*.sh' -print
        find bellwether .ci sql tests -name node_modules -prune -o -type f -size -200k -print |
            while read -r file; do
                ! head -n 1 "$file" | grep -q '^#!/bin/sh' || echo "$file"
            done
    } | sed 's|^\./||' | sort -u | grep -Ev '^(tap-driver|config|install-sh|missing)'
}

verdict() {
    asked=$((asked + 1))
    if [ -z "$2" ]; then
        echo "ok $asked - $1"
        return
    fi
    bad=$((bad + 1))
    echo "not ok $asked - $1"
    printf '%s\n' "$2" | sed 's/^/#   /'
}

done_testing() {
    echo "1..$asked"
    [ "$bad" -eq 0 ]
    exit
}
