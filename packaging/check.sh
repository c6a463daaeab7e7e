#!/bin/sh
# Installs the packages in minimal roots as an administrator would, and looks: do the programs start there, sign in to the
# sandbox, survive an upgrade with what a person had, and leave nothing behind?
#
#   sh packaging/check.sh [debian-12|debian-13] [--packages FOLDER] [--out FOLDER] [--measure] [--keep]
#
#   --measure   also how long an installation and a start take, and what the program costs while nobody uses it
# Packages are those of packaging/build.sh. Pictures and logs go to --out (build/check).
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/common.sh"
. "$root/packaging/rootfs.sh"

system=debian-12
packages=
out=$root/build/check
keep=no
measure=no
while [ $# -gt 0 ]; do
    case $1 in
    debian-*) system=$1 ;;
    --packages) packages=$2 && shift ;;
    --out) out=$2 && shift ;;
    --measure) measure=yes ;;
    --keep) keep=yes ;;
    *) fail "unknown option: $1" ;;
    esac
    shift
done
packages=${packages:-$root/build/packages/$system}
ls "$packages"/wallaroo-admin_*.deb >/dev/null 2>&1 || fail "No packages in $packages: sh packaging/build.sh first."
need_rootfs

target=$(mktemp -d)/root
trap 'leave_root "$target" "$keep"' EXIT
trap 'exit 130' INT TERM
make_root "$(suite_of "$system")" "$target"
target=$(mount_root "$target")
mkdir -p "$out" "$target/packages"
cp "$packages"/*.deb "$target/packages/"

# step WORDS   says what comes; fails are fatal, with the log's end
step() { say "--- $*"; }
look() { inside "$target" "$@" >"$out/last.log" 2>&1 || { tail -n 30 "$out/last.log" >&2 && fail "Failed: $*"; }; }

# debs ARGUMENTS FOLDER/PATTERN   apt-get with the packages that the pattern names inside
# shellcheck disable=SC2046,SC2086 # the arguments and the names are words
debs() { apt_inside "$target" $1 $(cd "$target" && find "${2%/*}" -name "${2##*/}" -printf '/%p ' ); }
version_there() { inside "$target" dpkg-query -W wallaroo-admin | cut -f 2; }

# What an installation may leave: nothing outside apt's and dpkg's own books, caches and temporary files.
tree() {
    inside "$target" find / -xdev \( -path /proc -o -path /dev -o -path /sys -o -path /tmp -o -path /run -o -path /packages \
        -o -path /root -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/log \) -prune -o -print |
        grep -i wallaroo || true
}

apt_inside "$target" update
[ -z "$(tree)" ] || fail "The fresh root knows of wallaroo already."

step "installing without recommended packages"
debs "install --no-install-recommends" 'packages/wallaroo-admin_*.deb'
debs "install --no-install-recommends" 'packages/wallaroo-sandbox_*.deb'
for program in wallaroo-admin wallaroo-sandbox; do
    look "$program" --version
    sed "s/^/    /" "$out/last.log"
done
cp "$root/packaging/inside.sh" "$target/root/"
command_line=no
if ls "$packages"/wallaroo-admin-cli_*.deb >/dev/null 2>&1; then
    command_line=yes
    debs "install --no-install-recommends" 'packages/wallaroo-admin-cli_*.deb'
    look wallaroo-admin-cli --version
    look wallaroo-admin-cli profiles list
    look sh /root/inside.sh given # without a bus
    rm -rf "$target/root/.config/wallaroo-admin"
fi
# A machine with the sandbox alone needs no Qt, one with the command line alone no widgets.
for package in "$packages"/wallaroo-sandbox_*.deb; do
    ! dpkg-deb -f "$package" Depends | grep -q qt || fail "wallaroo-sandbox depends on Qt"
done
for package in "$packages"/wallaroo-admin-cli_*.deb; do
    [ ! -e "$package" ] || ! dpkg-deb -f "$package" Depends | grep -qE 'qt6(widgets|gui)' ||
        fail "wallaroo-admin-cli depends on widgets"
done

step "starting it on a virtual display: it signs in to the sandbox"
apt_inside "$target" install --no-install-recommends xvfb xauth fonts-dejavu-core
look sh -c 'mkdir -p /root/pictures && QT_QPA_PLATFORM=xcb xvfb-run -a wallaroo-admin --tour /root/pictures'
rm -rf "$out/pictures" && cp -r "$target/root/pictures" "$out/pictures"
[ "$(find "$out/pictures" -name '*.png' | wc -l)" -ge 3 ] || fail "The tour saved no pictures."

if [ "$measure" = yes ]; then
    step "measuring: Qt is there by now, the program is installed anew"
    times=
    for _ in 1 2 3; do
        apt_inside "$target" purge wallaroo-admin
        begin=$(date +%s%N)
        debs "install --no-install-recommends" 'packages/wallaroo-admin_*.deb'
        times="$times $((($(date +%s%N) - begin) / 1000000))"
    done
    say "    installed in$times ms (goal: 3000)"
    bare=$root/build/tests/tests/bench/bench_bare_window
    if [ -x "$bare" ]; then cp "$bare" "$target/usr/local/bin/bare-window"; fi
    cp "$root/packaging/measure.sh" "$target/root/"
    look xvfb-run -a sh /root/measure.sh
    sed 's/^/    /' "$out/last.log"
    rm -f "$target/usr/local/bin/bare-window" "$target/root/measure.sh"
    rm -rf "$target/root/.config/wallaroo-admin" "$target/root/.local/share/wallaroo-admin"
fi

step "an organisation's file that is broken: it starts and says so"
mkdir -p "$target/etc/xdg/wallaroo-admin"
printf '{ "version": 1,\n  "settings": { "clipboardSeconds": "soon" },\n}\n' >"$target/etc/xdg/wallaroo-admin/broken.json"
if inside "$target" wallaroo-admin --check-config >"$out/check-config.log" 2>&1; then
    fail "--check-config found nothing wrong with a broken file"
fi
grep -q 'broken\.json:[0-9]' "$out/check-config.log" || { cat "$out/check-config.log" >&2 && fail "no file and line named"; }
sed 's/^/    /' "$out/check-config.log"
look sh -c 'mkdir -p /root/broken && QT_QPA_PLATFORM=xcb xvfb-run -a wallaroo-admin --tour /root/broken'
rm -rf "$out/broken" && cp -r "$target/root/broken" "$out/broken"
rm -rf "$target/etc/xdg/wallaroo-admin"

step "with recommended packages: it starts beside an open keychain, which the command line uses"
debs "install --install-recommends --reinstall" 'packages/wallaroo-admin_*.deb'
apt_inside "$target" install gnome-keyring libsecret-1-0 qt6-wayland dbus-daemon
look wallaroo-admin --version
look sh -c 'QT_QPA_PLATFORM=xcb xvfb-run -a sh /root/inside.sh bus wallaroo-admin --tour /root/recommended'
rm -rf "$out/recommended" && cp -r "$target/root/recommended" "$out/recommended"
if [ "$command_line" = yes ]; then
    look sh /root/inside.sh bus sh /root/inside.sh given
    look sh /root/inside.sh bus sh /root/inside.sh kept
fi

step "upgrading from an older package: profiles and keychain stay"
# shellcheck disable=SC2016 # expands inside
inside "$target" sh -euc '
    command -v dpkg-deb >/dev/null
    mkdir -p /root/.config/wallaroo-admin /tmp/old
    [ -e /root/.config/wallaroo-admin/profiles.json ] ||
        printf "{\"version\":1,\"profiles\":[]}\n" >/root/.config/wallaroo-admin/profiles.json
    for package in /packages/*.deb; do
        dpkg-deb -R "$package" /tmp/old/tree
        sed -i "s/^Version: .*/Version: 0.0.9/" /tmp/old/tree/DEBIAN/control
        dpkg-deb -b /tmp/old/tree "/tmp/old/$(basename "$package")" >/dev/null
        rm -rf /tmp/old/tree
    done'
inside "$target" sh -c 'cat /root/.config/wallaroo-admin/profiles.json' >"$out/before"
apt_inside "$target" remove 'wallaroo-*'
debs "install --no-install-recommends" 'tmp/old/*.deb'
[ "$(version_there)" = 0.0.9 ] || fail "the older package is not there"
debs "install --no-install-recommends" 'packages/*.deb'
[ "$(version_there)" != 0.0.9 ] || fail "nothing was upgraded"
inside "$target" sh -c 'cat /root/.config/wallaroo-admin/profiles.json' | cmp -s - "$out/before" || fail "The profiles changed."
if [ "$command_line" = yes ]; then
    look wallaroo-admin-cli profiles list
    grep -q 'kept over an upgrade' "$out/last.log" || fail "The upgraded program does not know the profile."
    look sh /root/inside.sh bus sh /root/inside.sh kept
fi

# gone WORD   nothing is left but what a person made
gone() {
    left=$(tree)
    [ -z "$left" ] || fail "Left behind after the $1:" "$left"
    inside "$target" test -e /root/.config/wallaroo-admin/profiles.json || fail "The $1 took a person's profiles."
}

step "removing and purging: nothing stays but what a person made"
apt_inside "$target" remove 'wallaroo-*'
gone remove
debs "install --no-install-recommends" 'packages/*.deb' # what is removed and has no settings, apt does not know any more
apt_inside "$target" purge 'wallaroo-*'
gone purge
rm -f "$out/before" "$out/last.log"
say "Installed, started, upgraded, removed and purged. Pictures: $out"
