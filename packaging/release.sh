#!/bin/sh
# Checks that version, changes and metainfo agree and that nothing is uncommitted, then builds the packages in a clean
# root and sums them.
#
#   sh packaging/release.sh [debian-12|debian-13] [--check]     --check: only the checks
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/common.sh"

version=$(sed -n 's/^ *VERSION \([0-9.]*\)$/\1/p' "$root/CMakeLists.txt" | head -n 1)
noted=$(python3 "$root/packaging/changelog.py" version)
date=$(python3 "$root/packaging/changelog.py" date)
metainfo=$(sed -n 's/.*<release version="\([^"]*\)" date="\([^"]*\)".*/\1 \2/p' "$root"/resources/app/*.metainfo.xml | head -n 1)

[ -n "$version" ] || fail "CMakeLists.txt names no version."
[ "$noted" = "$version" ] || fail "CMakeLists.txt says $version, packaging/CHANGELOG.md says $noted."
[ "$metainfo" = "$version $date" ] || fail "The metainfo's newest release is '$metainfo', not '$version $date'."
for page in "$root"/packaging/man/*.[15]; do
    grep -q "^\.TH .* \"$date\" " "$page" || fail "$(basename "$page") does not bear the date $date."
done
if [ "${1:-}" = --check ] || [ "${2:-}" = --check ]; then
    say "Version $version of $date: changes, metainfo and man pages agree."
    exit 0
fi
[ -z "$(git -C "$root" status --porcelain)" ] || fail "There are uncommitted changes; a release is made from a commit."

exec sh "$root/packaging/build.sh" "${1:-debian-12}" --out "$root/build/release-$version"
