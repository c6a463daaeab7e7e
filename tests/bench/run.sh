#!/bin/sh
# Measures against peers in the same run and prints medians, ratios and goals. Not part of the tests.
#
#   sh tests/bench/run.sh [--yes] [--no-install] [--build FOLDER] [--json FILE] [--users N] [--only PART]
#
#   PART: decode, start, load, table, tokens, cli, bulk, access
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/packaging/common.sh"

assume_yes=no
install=yes
folder=
while [ $# -gt 0 ]; do
    case $1 in
    --yes) assume_yes=yes ;;
    --no-install) install=no ;;
    --build) folder=$2 && shift ;;
    *) break ;;
    esac
    shift
done

[ "$install" = no ] || install_packages "$assume_yes" build display tests
if [ -z "$folder" ]; then
    folder=$root/build/tests
    build tests "$folder" all
fi

work=$(mktemp -d)
trap 'stop_display; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
unset DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS QT_STYLE_OVERRIDE QT_QPA_PLATFORMTHEME QT_SCALE_FACTOR \
    http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
start_display "$work"
private_home "$work/home"
export HOME="$work/home" LC_ALL=C.UTF-8 TZ=UTC QT_QPA_PLATFORM=xcb
/usr/bin/python3 -B "$root/tests/bench/bench.py" --build "$folder" --work "$work" "$@"
