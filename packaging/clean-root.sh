#!/bin/sh
# Does what a newcomer does on a fresh Debian: makes a minimal root with nothing of ours in it, copies the tree there and
# runs the README's commands inside. Needs root and debootstrap.
#
#   sh packaging/clean-root.sh [--suite bookworm] [--root FOLDER] [--out FOLDER] [--user] [--tests] [--bench] [--keep]
#
#   --user    as a user with sudo instead of as root
#   --tests   also sh tests/run.sh
#   --bench   also sh tests/bench/run.sh
#   --keep    leaves the root there (unmounted) for a look or another run
# The mirror is the one this machine uses itself. Pictures and logs go to --out (build/clean-root).
# shellcheck disable=SC2317 # what runs in a trap is reached
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/rootfs.sh"
suite=bookworm
target=
out=$root/build/clean-root
user=no
tests=no
bench=no
keep=no
while [ $# -gt 0 ]; do
    case $1 in
    --suite) suite=$2 && shift ;;
    --root) target=$2 && shift ;;
    --out) out=$2 && shift ;;
    --user) user=yes ;;
    --tests) tests=yes ;;
    --bench) bench=yes ;;
    --keep) keep=yes ;;
    *) echo "unknown option: $1" >&2 && exit 2 ;;
    esac
    shift
done
need_rootfs
target=${target:-$(mktemp -d)/root}
trap 'leave_root "$target" "$keep"' EXIT
trap 'exit 130' INT TERM
make_root "$suite" "$target"
target=$(mount_root "$target")

home=/root
as() { inside "$target" "$@"; }
if [ "$user" = yes ]; then
    home=/home/newcomer
    apt_inside "$target" update
    apt_inside "$target" install --no-install-recommends sudo adduser
    inside "$target" id newcomer >/dev/null 2>&1 || inside "$target" adduser --disabled-password --gecos '' newcomer >/dev/null
    echo 'newcomer ALL=(ALL) NOPASSWD: ALL' >"$target/etc/sudoers.d/newcomer"
    as() { inside "$target" su - newcomer -c "cd wallaroo-admin && $*"; }
fi

there=$target$home/wallaroo-admin
copy_tree "$root" "$there"
[ "$user" = no ] || inside "$target" chown -R newcomer:newcomer "$home/wallaroo-admin"

mkdir -p "$out"
result=0
# newcomer NAME COMMAND...
newcomer() {
    name=$1
    shift
    echo "=== $*"
    begin=$(date +%s.%N)
    code=0
    if [ "$user" = yes ]; then as "$@"; else as sh -c "cd $home/wallaroo-admin && $*"; fi >"$out/$name.log" 2>&1 || code=$?
    tail -n 25 "$out/$name.log"
    echo "=== $* ended with $code after $(echo "$begin $(date +%s.%N)" | awk '{ printf "%.1f", $2 - $1 }') s (log: $out/$name.log)"
    [ "$code" -eq 0 ] || result=1
}

newcomer run sh app/run.sh
newcomer run-again sh app/run.sh --version
if [ -d "$there/build/tour" ]; then
    rm -rf "$out/tour"
    cp -r "$there/build/tour" "$out/tour"
fi
[ "$tests" = no ] || newcomer tests sh tests/run.sh
[ "$bench" = no ] || newcomer bench sh tests/bench/run.sh
exit "$result"
