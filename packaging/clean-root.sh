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
[ "$(id -u)" -eq 0 ] || { echo "needs root" >&2 && exit 2; }
command -v debootstrap >/dev/null || { echo "needs debootstrap: apt-get install debootstrap" >&2 && exit 2; }
target=${target:-$(mktemp -d)/root}

mirror=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null |
    sed -n -e 's/^URIs: *\([^ ]*\/debian\)\/\{0,1\}$/\1/p' -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\/debian\)\/\{0,1\} .*/\2/p' |
    head -n 1)
[ -n "$mirror" ] || { echo "no Debian mirror in /etc/apt" >&2 && exit 1; }

# What was started inside and lives on would keep the mounts busy.
end_inside() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/root" 2>/dev/null)" = "$target" ] && kill "$1" "${process#/proc/}" 2>/dev/null
    done
    true
}

leave() {
    end_inside -TERM
    sleep 1
    end_inside -KILL
    for mounted in dev/pts dev proc; do
        ! mountpoint -q "$target/$mounted" || umount "$target/$mounted"
    done
    if grep -q " $target/" /proc/mounts; then
        echo "still mounted below $target; nothing is deleted" >&2
    elif [ "$keep" = no ]; then
        rm -rf --one-file-system "$target"
    fi
}
trap leave EXIT
trap 'exit 130' INT TERM

if [ ! -e "$target/etc/debian_version" ]; then
    echo "Making a minimal $suite from $mirror …"
    mkdir -p "$target"
    debootstrap --variant=minbase "$suite" "$target" "$mirror" >"$target.log" 2>&1 ||
        { tail -n 20 "$target.log" >&2 && exit 1; }
    rm -f "$target.log"
    # Security updates are part of every Debian that people install.
    echo "deb ${mirror}-security $suite-security main" >>"$target/etc/apt/sources.list"
    cp /etc/resolv.conf "$target/etc/resolv.conf"
    apt-config dump 2>/dev/null | grep -i '^Acquire::.*proxy' >"$target/etc/apt/apt.conf.d/90proxy" || true
fi
target=$(CDPATH='' cd -- "$target" && pwd -P)
mount -t proc proc "$target/proc"
mount --bind /dev "$target/dev"
mount --bind /dev/pts "$target/dev/pts"

inside() { chroot "$target" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb "$@"; }

home=/root
as() { inside HOME=/root "$@" </dev/null; }
if [ "$user" = yes ]; then
    home=/home/newcomer
    inside apt-get -q update >/dev/null
    inside DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends sudo adduser >/dev/null 2>&1
    inside id newcomer >/dev/null 2>&1 || inside adduser --disabled-password --gecos '' newcomer >/dev/null
    echo 'newcomer ALL=(ALL) NOPASSWD: ALL' >"$target/etc/sudoers.d/newcomer"
    as() { inside su - newcomer -c "cd wallaroo-admin && $*" </dev/null; }
fi

there=$target$home/wallaroo-admin
mkdir -p "$there"
(cd "$root" && if [ -e .git ]; then git ls-files -co --exclude-standard; else find . -name build -prune -o -type f -print; fi |
    while read -r file; do [ ! -e "$file" ] || printf '%s\n' "$file"; done | tar -cf - -T -) | tar -xf - -C "$there"
[ "$user" = no ] || inside chown -R newcomer:newcomer "$home/wallaroo-admin"

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
