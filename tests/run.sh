#!/bin/sh
# Installs what is missing from Debian's packages, builds the tests and runs them all. The last line is ctest's summary.
#
#   sh tests/run.sh [--yes] [--no-install] [--sanitize] [arguments for ctest]
#
#   --sanitize   under AddressSanitizer and UndefinedBehaviorSanitizer, without the tests labelled keycloak, big, pictures
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/common.sh"

assume_yes=no
install=yes
preset=tests
while [ $# -gt 0 ]; do
    case $1 in
    --yes) assume_yes=yes ;;
    --no-install) install=no ;;
    --sanitize) preset=asan ;;
    *) break ;;
    esac
    shift
done

[ "$install" = no ] || install_packages "$assume_yes" build display tests keycloak
folder=$root/build/$preset
build "$preset" "$folder"

work=$(mktemp -d)
trap 'stop_display; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Nothing of who runs the tests is seen or touched: not the session bus, the keychain, the display, the settings.
unset DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS SESSION_MANAGER XDG_CURRENT_DESKTOP DESKTOP_SESSION \
    QT_STYLE_OVERRIDE QT_QPA_PLATFORMTHEME QT_SCALE_FACTOR http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
# What is costly to get outlives the run, so it lies with who runs it: resolved before the home is a private one.
WALLAROO_KEYCLOAK_CACHE=${WALLAROO_KEYCLOAK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/wallaroo-admin/keycloak}
export WALLAROO_KEYCLOAK_CACHE
start_display "$work"
private_home "$work/home"
export HOME="$work/home" LC_ALL=C.UTF-8 TZ=UTC
if [ "$preset" = asan ]; then
    supp=$root/tests/lint
    # No strict_string_checks: libxkbcommon-x11 hands strndup() names without an end, within their length.
    export ASAN_OPTIONS="abort_on_error=1:detect_leaks=1:detect_stack_use_after_return=1"
    export LSAN_OPTIONS="suppressions=$supp/lsan.supp:print_suppressions=0"
    export UBSAN_OPTIONS="print_stacktrace=1:suppressions=$supp/ubsan.supp"
fi

log=$folder/ctest.log
result=$work/result
{
    code=0
    (cd "$root" && ctest --preset "$preset" "$@") 2>&1 || code=$?
    echo "$code" >"$result"
} | tee "$log"
# What failed once more, in few lines: the log of a machine far away is rarely read whole.
sed -n -E -e '/^The following tests FAILED/,/^Errors while/p' \
    -e '/^(FAIL!|XPASS|QFATAL|   Loc:|AssertionError|SUMMARY: |==[0-9]+==ERROR|Error: )/p' "$log" | head -n 80 >"$folder/failed.txt"
grep -E '^[0-9]+% tests passed' "$log" | tail -n 1
exit "$(cat "$result")"
