#!/bin/sh
# Installs what is missing from Debian's packages, builds a release and starts Wallaroo Admin.
#
#   sh app/run.sh [--yes] [--no-install] [arguments for the program]
#
# Without a display the program shows itself on a virtual one: it signs in to the sandbox, opens its pages and saves a
# picture of each to build/tour.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/common.sh"

assume_yes=no
install=yes
while [ $# -gt 0 ]; do
    case $1 in
    --yes) assume_yes=yes ;;
    --no-install) install=no ;;
    *) break ;;
    esac
    shift
done

folder=$root/build/release
stamp=$folder/built
program=$folder/app/wallaroo-admin

# Left over from before su or a dropped ssh: Qt would end with an abort. Displays elsewhere are taken at their word.
case ${DISPLAY:-} in
:*)
    number=${DISPLAY#:}
    if [ ! -S "/tmp/.X11-unix/X${number%%.*}" ]; then
        say "There is no display $DISPLAY (DISPLAY is set to it)."
        unset DISPLAY
    fi
    ;;
esac

lists=build
headless=no
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    headless=yes
    lists="build display"
elif [ -z "${DISPLAY:-}" ]; then
    lists="build wayland"
fi
# shellcheck disable=SC2086 # one word a list
[ "$install" = no ] || install_packages "$assume_yes" $lists

# Nothing to build when no source (and no folder: a file may have left) changed since the last build began. Asking cmake
# and ninja the same takes longer than the program takes to start.
up_to_date() {
    [ -x "$program" ] && [ -e "$stamp" ] && [ -z "$(find "$root/CMakeLists.txt" "$root/CMakePresets.json" "$root/app" \
        "$root/lib" "$root/resources" "$root/translations" -cnewer "$stamp" -print -quit)" ]
}

if ! up_to_date; then
    for tool in cmake ninja; do
        command -v "$tool" >/dev/null 2>&1 || fail "$tool is needed to build; run this without --no-install."
    done
    mkdir -p "$folder"
    touch "$stamp.new"
    build release "$folder"
    mv "$stamp.new" "$stamp"
fi

[ "$headless" = yes ] || exec "$program" "$@"

command -v Xvfb >/dev/null 2>&1 || fail "Without a display Xvfb is needed; run this without --no-install."
work=$(mktemp -d)
trap 'stop_display; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_display "$work"
private_home "$work/home"
export QT_QPA_PLATFORM=xcb
if [ $# -gt 0 ]; then
    "$program" "$@"
    exit
fi

tour=$root/build/tour
rm -rf "$tour"
mkdir -p "$tour"
say "No display here: the program shows itself on a virtual one, against the sandbox."
result=0
"$program" --tour "$tour" || result=$?
if [ "$result" -eq 0 ]; then
    say "Pictures: $tour"
else
    say "The tour ended with $result; what pictures there are lie in $tour" >&2
    exit 1
fi
