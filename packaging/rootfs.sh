# Shell functions of clean-root.sh, build.sh and check.sh: a minimal Debian in a folder, with nothing of ours in it.
# To be sourced. POSIX sh; needs root and debootstrap.
# shellcheck shell=sh

need_rootfs() {
    [ "$(id -u)" -eq 0 ] || { echo "needs root" >&2 && exit 2; }
    command -v debootstrap >/dev/null || { echo "needs debootstrap: apt-get install debootstrap" >&2 && exit 2; }
}

# can_make_roots   whether this machine lets us; says what is missing
can_make_roots() {
    probe=$(mktemp -d)
    if [ "$(id -u)" -ne 0 ]; then
        missing='root'
    elif ! command -v debootstrap >/dev/null; then
        missing='debootstrap'
    elif ! mount --bind "$probe" "$probe" 2>/dev/null; then
        missing='the right to mount'
    else
        umount "$probe"
        missing=
    fi
    rmdir "$probe"
    [ -z "$missing" ] || echo "skipped: a minimal root of Debian needs $missing" >&2
    [ -z "$missing" ]
}

# suite_of NAME   debian-12 -> bookworm
suite_of() {
    case $1 in
    debian-12 | bookworm) echo bookworm ;;
    debian-13 | trixie) echo trixie ;;
    *) echo "unknown system: $1 (debian-12, debian-13)" >&2 && exit 2 ;;
    esac
}

# The mirror that this machine uses itself.
debian_mirror() {
    cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null |
        sed -n -e 's/^URIs: *\([^ ]*\/debian\)\/\{0,1\}$/\1/p' \
            -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\/debian\)\/\{0,1\} .*/\2/p' | head -n 1
}

# make_root SUITE FOLDER   nothing to do where there is one. With WALLAROO_BASE_ROOT it is a copy of that folder, which
# is made first where there is none: who needs several roots gets Debian's packages once.
make_root() {
    [ ! -e "$2/etc/debian_version" ] || return 0
    if [ -n "${WALLAROO_BASE_ROOT:-}" ]; then
        base_root=$WALLAROO_BASE_ROOT
        (unset WALLAROO_BASE_ROOT && make_root "$1" "$base_root")
        mkdir -p "$2"
        cp -a "$base_root/." "$2/"
        return
    fi
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || { echo "no Debian mirror in /etc/apt" >&2 && exit 1; }
    echo "Making a minimal $1 …"
    mkdir -p "$2"
    debootstrap --variant=minbase "$1" "$2" "$mirror" >"$2.log" 2>&1 || { tail -n 20 "$2.log" >&2 && exit 1; }
    rm -f "$2.log"
    # Security updates are part of every Debian that people install.
    echo "deb ${mirror}-security $1-security main" >>"$2/etc/apt/sources.list"
    cp /etc/resolv.conf "$2/etc/resolv.conf"
    # What Debian's installer writes and debootstrap does not.
    grep -qs localhost "$2/etc/hosts" || echo '127.0.0.1 localhost' >>"$2/etc/hosts"
    # An organisation's certificates are on each of its machines: without them Maven, in the tests, reaches nothing here.
    mkdir -p "$2/usr/local/share/ca-certificates"
    cp /usr/local/share/ca-certificates/*.crt "$2/usr/local/share/ca-certificates/" 2>/dev/null || true
    apt-config dump 2>/dev/null | grep -i '^Acquire::.*proxy' >"$2/etc/apt/apt.conf.d/90proxy" || true
}

# mount_root FOLDER   prints its real path
mount_root() {
    real=$(CDPATH='' cd -- "$1" && pwd -P)
    mountpoint -q "$real/proc" || mount -t proc proc "$real/proc"
    mountpoint -q "$real/dev" || mount --bind /dev "$real/dev"
    mountpoint -q "$real/dev/pts" || mount --bind /dev/pts "$real/dev/pts"
    echo "$real"
}

# What was started inside and lives on would keep the mounts busy.
end_inside() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/root" 2>/dev/null)" = "$1" ] && kill "$2" "${process#/proc/}" 2>/dev/null
    done
    true
}

# leave_root FOLDER KEEP   unmounts, and deletes unless KEEP is yes
leave_root() {
    end_inside "$1" -TERM
    sleep 1
    end_inside "$1" -KILL
    for mounted in dev/pts dev proc; do
        ! mountpoint -q "$1/$mounted" || umount "$1/$mounted"
    done
    if grep -q " $1/" /proc/mounts; then
        echo "still mounted below $1; nothing is deleted" >&2
    elif [ "$2" = no ]; then
        rm -rf --one-file-system "$1"
    fi
}

# inside FOLDER COMMAND...   with a bare environment
inside() {
    place=$1
    shift
    chroot "$place" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
        LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

# apt_inside FOLDER ARGUMENTS...   quiet unless it fails
apt_inside() {
    place=$1
    shift
    inside "$place" apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >"$place.apt.log" 2>&1 ||
        { tail -n 30 "$place.apt.log" >&2 && return 1; }
}

# copy_tree FROM TO   what belongs to the project, as git lists it where there is one
copy_tree() {
    mkdir -p "$2"
    (cd "$1" && if [ -e .git ]; then git ls-files -co --exclude-standard; else
        find . -name build -prune -o -type f -print
    fi | while read -r file; do [ ! -e "$file" ] || printf '%s\n' "$file"; done | tar -cf - -T -) | tar -xf - -C "$2"
}
