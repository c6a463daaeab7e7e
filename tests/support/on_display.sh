#!/bin/sh
# Runs a test on a virtual display of its own: on a shared one the windows of two tests would take the focus from each
# other. Where there is no Xvfb the windows are drawn off screen.
#
#   sh on_display.sh PROGRAM [ARGUMENTS...]
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/packaging/common.sh"

command -v Xvfb >/dev/null || exec env QT_QPA_PLATFORM=offscreen "$@"
work=$(mktemp -d)
trap 'stop_display; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_display "$work"
QT_QPA_PLATFORM=xcb "$@"
