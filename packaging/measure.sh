#!/bin/sh
# What the installed program costs: its start beside that of a bare Qt window (bare-window, where it is in PATH), and
# the processor while it shows the sandbox's people and a token that counts. Wants a display; packaging/check.sh
# --measure runs it in its root.
set -eu

rounds=21
seconds=60
unset WAYLAND_DISPLAY
export QT_QPA_PLATFORM=xcb
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# start NAME COMMAND...   one line of nanoseconds more in NAME
start() {
    name=$1
    shift
    begin=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $(($(date +%s%N) - begin)) >>"$work/$name"
}

# middle NAME   the median in tenths of a millisecond
middle() { sort -n "$work/$1" | awk '{ all[NR] = $1 } END { printf "%d", all[int((NR + 1) / 2)] / 100000 }'; }

for round in $(seq "$((rounds + 3))"); do
    [ "$round" != 4 ] || rm -f "$work"/* # the first ones warm up
    start ours wallaroo-admin --exit-after-first-paint
    ! command -v bare-window >/dev/null || start bare bare-window
done
ours=$(middle ours)
if [ -e "$work/bare" ]; then
    bare=$(middle bare)
    echo "start: $ours, bare window: $bare" | awk '{ printf "started in %.1f ms, a bare Qt window in %.1f ms: %.2f times (goal: 2)\n", $2 / 10, $5 / 10, $2 / $5 }'
else
    echo "$ours" | awk '{ printf "started in %.1f ms; bare-window is not there to compare with\n", $1 / 10 }'
fi

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

wallaroo-admin --sandbox >/dev/null 2>&1 &
program=$!
sleep 20
kill -0 "$program"
before=$(ticks "$program")
sleep "$seconds"
after=$(ticks "$program")
kill "$program"
wait "$program" || true
echo "$before $after" | awk -v seconds="$seconds" -v hertz="$(getconf CLK_TCK)" \
    '{ printf "idle for %d s with a token that counts: %.2f %% of a core (goal: 0.2)\n", seconds, ($2 - $1) / hertz / seconds * 100 }'
