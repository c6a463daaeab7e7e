#!/bin/sh
# The gates of the packages: built in a clean root and once more here (the same bytes?), looked at by Debian's own
# checkers, installed, started, upgraded and purged in another clean root.
#
#   sh packaging/gates.sh [debian-12] [--texts]
#
#   --texts   only what needs no package: version, man pages, entry for menus, description for software centres
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/common.sh"
. "$root/packaging/rootfs.sh"

system=debian-12
texts=no
for option in "$@"; do
    case $option in
    debian-*) system=$option ;;
    --texts) texts=yes ;;
    *) fail "unknown option: $option" ;;
    esac
done
out=$root/build/packages/$system
failed=
# Building and checking each want a fresh root; both are copies of one.
WALLAROO_BASE_ROOT=$(mktemp -d)/base
export WALLAROO_BASE_ROOT
trap 'rm -rf --one-file-system "${WALLAROO_BASE_ROOT%/base}"' EXIT
trap 'exit 130' INT TERM

# gate NAME COMMAND...   goes on after a failure
gate() {
    name=$1
    shift
    begin=$(date +%s)
    word=passed
    "$@" || { word=FAILED && failed="$failed $name"; }
    printf '%-18s %s (%d s)\n' "$name" "$word" $(($(date +%s) - begin))
}

same_bytes() {
    rm -rf "$root/build/package" # what an earlier commit left there carries that one's date into the resources
    sh "$root/packaging/build.sh" --here --out "$root/build/packages/here" >/dev/null || return 1
    diff "$out/SHA256SUMS" "$root/build/packages/here/SHA256SUMS" && return
    say "Two builds of one commit differ:"
    for package in "$out"/*.deb; do
        for side in "$out" "$root/build/packages/here"; do
            dpkg-deb --fsys-tarfile "$side/${package##*/}" | tar -tvf - --full-time >"$side/list"
        done
        diff "$out/list" "$root/build/packages/here/list" | head -n 20
    done
    return 1
}

hardened() {
    work=$(mktemp -d)
    for package in "$out"/*.deb; do dpkg-deb -x "$package" "$work"; done
    code=0
    for program in "$work"/usr/bin/*; do
        # What the other two verdicts say depends on the C library: the flags are checked below.
        hardening-check --nocfprotection --nofortify "$program" >"$work/verdict" || { cat "$work/verdict" && code=1; }
    done
    for flag in -D_FORTIFY_SOURCE=2 -fcf-protection=full -fstack-clash-protection -D_GLIBCXX_ASSERTIONS; do
        without=$(grep '"command"' "$root/build/package/compile_commands.json" |
            grep -v -e '_autogen/' -e 'qrc_' -e 'qmake_' | grep -vc -e "$flag" || true)
        [ "$without" = 0 ] || { say "$without files are compiled without $flag" && code=1; }
    done
    rm -rf "$work"
    return "$code"
}

man_pages() {
    for page in "$root"/packaging/man/*.[15]; do mandoc -T lint -W style "$page" || return 1; done
}

# What --help names, the man page explains.
documented() {
    work=$(mktemp -d)
    for package in "$out"/*.deb; do dpkg-deb -x "$package" "$work"; done
    code=0
    for package in "$out"/*.deb; do
        name=$(dpkg-deb -f "$package" Package)
        program=$work/usr/bin/$name
        page=$root/packaging/man/$name.1
        {
            QT_QPA_PLATFORM=offscreen "$program" --help
            [ "$name" != wallaroo-admin-cli ] || for command in token users workspaces profiles; do
                "$program" "$command" --help
            done
        } >"$work/help" || { say "$name --help failed" && code=1; }
        grep -q -- '--version' "$work/help" || { say "$name --help names no options" && code=1; }
        for word in $(grep -oE -- '(^|[ ,])--[a-z][a-z-]*' "$work/help" | tr -d ' ,' | sort -u); do
            case $word in --help-all) continue ;; esac # Qt's own
            sed 's/\\-/-/g' "$page" | grep -qE -- "$word([^a-z-]|\$)" || { say "$name.1 says nothing of $word" && code=1; }
        done
    done
    rm -rf "$work"
    return "$code"
}

small() {
    for package in "$out"/wallaroo-admin_*.deb; do
        size=$(stat -c %s "$package")
        say "$(basename "$package"): $((size / 1024)) KiB"
        [ "$size" -le 2500000 ] || return 1
    done
}

gate agree sh "$root/packaging/release.sh" --check
gate man-pages man_pages
gate desktop-entry desktop-file-validate "$root"/resources/app/*.desktop
gate metainfo appstreamcli validate --no-net "$root"/resources/app/*.metainfo.xml
if [ "$texts" = yes ]; then
    [ -z "$failed" ] || fail "Failed:$failed"
    exit 0
fi
if ! can_make_roots; then
    [ -z "$failed" ] || fail "Failed:$failed"
    exit 77
fi
gate clean-build sh "$root/packaging/build.sh" "$system"
gate same-bytes same_bytes
gate lintian lintian --allow-root --fail-on error,warning "$out"/*.deb
gate hardening hardened
gate size small
gate documented documented
gate install sh "$root/packaging/check.sh" "$system"
[ -z "$failed" ] || fail "Failed:$failed"
