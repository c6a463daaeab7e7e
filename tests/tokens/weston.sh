#!/bin/sh
# weston.sh PROGRAM   runs a program under weston's headless backend; 77 (skipped) where there is no weston.
command -v weston >/dev/null || exit 77
work=$(mktemp -d)
trap 'kill "$weston" 2>/dev/null; rm -rf "$work"' EXIT
chmod 700 "$work"
export XDG_RUNTIME_DIR="$work"
weston --backend=headless-backend.so --socket=wayland-test --idle-time=0 --log="$work/log" 2>/dev/null &
weston=$!
tries=0
while [ ! -S "$work/wayland-test" ]; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] && kill -0 "$weston" 2>/dev/null || exit 77
    sleep 0.1
done
WAYLAND_DISPLAY=wayland-test QT_QPA_PLATFORM=wayland "$@"
