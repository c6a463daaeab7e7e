#!/bin/sh
# weston.sh PLUGINS PROGRAM   runs a program under weston's headless backend. 77 (skipped), and why, where there is no
# weston or, in Qt's folder PLUGINS, no platform for Wayland.
skip() {
    echo "skipped: $1"
    exit 77
}

command -v weston >/dev/null || skip "there is no weston here (package weston)"
ls "$1"/platforms/libqwayland-*.so >/dev/null 2>&1 || skip "Qt has no platform for Wayland here (package qt6-wayland)"
shift
work=$(mktemp -d)
trap 'kill "$weston" 2>/dev/null; rm -rf "$work"' EXIT
chmod 700 "$work"
export XDG_RUNTIME_DIR="$work"
weston --backend=headless-backend.so --socket=wayland-test --idle-time=0 --log="$work/log" >"$work/said" 2>&1 &
weston=$!
tries=0
while [ ! -S "$work/wayland-test" ]; do
    tries=$((tries + 1))
    if [ $tries -ge 200 ] || ! kill -0 "$weston" 2>/dev/null; then
        echo "weston did not start:"
        cat "$work/log" "$work/said"
        exit 1
    fi
    sleep 0.1
done
WAYLAND_DISPLAY=wayland-test QT_QPA_PLATFORM=wayland "$@"
