#!/bin/sh
# Builds the Debian packages in a minimal root that holds nothing but what packaging/packages/build.txt names.
#
#   sh packaging/build.sh [debian-12|debian-13] [--out FOLDER] [--root FOLDER] [--keep]
#   sh packaging/build.sh --here [--out FOLDER]     on this machine, by its own compiler
#
# Packages and their SHA-256 sums go to --out (build/packages/debian-12). Two builds of one commit give the same bytes:
# times come from the commit, and no path of the machine is in them.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/common.sh"
. "$root/packaging/rootfs.sh"

system=debian-12
target=
out=
keep=no
here=no
while [ $# -gt 0 ]; do
    case $1 in
    debian-*) system=$1 ;;
    --out) out=$2 && shift ;;
    --root) target=$2 && shift ;;
    --keep) keep=yes ;;
    --here) here=yes ;;
    *) fail "unknown option: $1" ;;
    esac
    shift
done

commit=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || true)
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || date -d "$(python3 "$root/packaging/changelog.py" date)" +%s)}
make_packages="cmake --preset package -DWALLAROO_COMMIT=$commit --log-level=WARNING &&
    ninja -C build/package && cd build/package && { cpack -G DEB >cpack.log 2>&1 || { cat cpack.log; exit 1; }; }"

collect() {
    mkdir -p "$out"
    rm -f "$out"/*.deb "$out/SHA256SUMS"
    cp "$1"/build/package/packages/*.deb "$out/"
    (cd "$out" && sha256sum ./*.deb | sed 's# \./# #' >SHA256SUMS && cat SHA256SUMS)
    echo "Packages: $out"
}

if [ "$here" = yes ]; then
    out=${out:-$root/build/packages/here}
    mkdir -p "$root/build/package"
    (cd "$root" && SOURCE_DATE_EPOCH=$epoch sh -euc "$make_packages") >"$root/build/package/build.log" 2>&1 ||
        { tail -n 30 "$root/build/package/build.log" >&2 && fail "The packages could not be built."; }
    collect "$root"
    exit
fi

need_rootfs
out=${out:-$root/build/packages/$system}
target=${target:-$(mktemp -d)/root}
trap 'leave_root "$target" "$keep"' EXIT
trap 'exit 130' INT TERM
make_root "$(suite_of "$system")" "$target"
target=$(mount_root "$target")
say "Installing what a build needs …"
apt_inside "$target" update
names=$(package_lines build package | awk '{ print $1 }' | while read -r spec; do
    for name in $(printf '%s' "$spec" | tr '|' ' '); do
        if [ -n "$(inside "$target" apt-cache policy "$name" 2>/dev/null | sed -n 's/^ *Candidate: *\([^( ].*\)/\1/p')" ]; then
            say "$name"
            break
        fi
    done
done)
# shellcheck disable=SC2086 # one word a name
apt_inside "$target" install --no-install-recommends $names
copy_tree "$root" "$target/build/wallaroo-admin"
say "Building …"
inside "$target" SOURCE_DATE_EPOCH="$epoch" sh -euc "cd /build/wallaroo-admin && $make_packages" >"$target.build.log" 2>&1 ||
    { tail -n 30 "$target.build.log" >&2 && fail "The packages could not be built."; }
rm -f "$target.build.log"
collect "$target/build/wallaroo-admin"
