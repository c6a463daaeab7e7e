# Shell functions of app/run.sh, tests/run.sh and tests/bench/run.sh: Debian packages, builds, a virtual display.
# To be sourced with `root` set to the top of the tree. POSIX sh.
# shellcheck shell=sh
# shellcheck disable=SC2154 # root comes from who sources this

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# --- packages ---------------------------------------------------------------------------------------------------------

# package_lines LIST...   "names why" of every line of packaging/packages/LIST.txt
package_lines() {
    for list in "$@"; do
        sed -e '/^#/d' -e '/^[[:space:]]*$/d' "$root/packaging/packages/$list.txt"
    done
}

# missing_packages LIST...   the lines of which no alternative is installed
missing_packages() {
    # shellcheck disable=SC2046 # names hold no blanks
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' \
        $(package_lines "$@" | awk '{ gsub(/[|]/, " ", $1); print $1 }') 2>/dev/null |
        sed -n 's/^installed //p' | tr '\n' ' ')
    package_lines "$@" | awk -v installed=" $installed" '{
        count = split($1, names, "|"); found = 0
        for (i = 1; i <= count; i++) if (index(installed, " " names[i] " ")) found = 1
        if (!found) print
    }'
}

# apt_name A|B   the first name that this release of Debian has
apt_name() {
    for name in $(printf '%s' "$1" | tr '|' ' '); do
        if [ -n "$(apt-cache policy "$name" 2>/dev/null | sed -n 's/^ *Candidate: *\([^( ].*\)/\1/p')" ]; then
            say "$name"
            return
        fi
    done
    say "${1%%|*}"
}

# as_root COMMAND...
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# install_packages ASSUME_YES LIST...   installs what is missing; ends the script when that cannot be done
install_packages() {
    assume_yes=$1
    shift
    if ! command -v dpkg-query >/dev/null 2>&1; then
        fail "This is not a Debian system: dpkg-query is missing, so what is installed cannot be checked." \
            "Install the counterparts of these yourself and run this again with --no-install:" \
            "$(package_lines "$@" | sed 's/^/  /')"
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    printf 'Missing Debian packages, and what they are for:\n%s\n' "$(printf '%s\n' "$missing" | sed 's/^/  /; s/|/ or /')"
    command -v apt-get >/dev/null 2>&1 ||
        fail "apt-get is missing here: install them another way, then run this again with --no-install."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            fail "Installing needs root, and there is no sudo. Run this as root, or have them installed."
        [ -t 0 ] || sudo -n true 2>/dev/null ||
            fail "Installing needs root, and sudo wants a password, which cannot be asked for without a terminal." \
                "Run this on a terminal or as root, or have them installed."
    fi
    if [ "$assume_yes" = no ] && [ -t 0 ] && [ -t 1 ]; then
        printf 'Install them now? [Y/n] '
        read -r answer || answer=n
        case $answer in
        '' | [Yy]*) ;;
        *) fail "Nothing was installed." ;;
        esac
    fi
    apt_log=$(mktemp)
    say "Installing …"
    as_root apt-get -q -o DPkg::Lock::Timeout=300 update >"$apt_log" 2>&1 ||
        say "apt-get update failed (see below if the installation fails too); going on with the lists that are there."
    names=$(printf '%s\n' "$missing" | while read -r spec _; do apt_name "$spec"; done)
    # shellcheck disable=SC2086 # one word a name
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends $names >>"$apt_log" 2>&1; then
        tail -n 20 "$apt_log" >&2
        fail "" "apt-get could not install the packages; its last lines are above, all of them in $apt_log." \
            "Check the network, and the sources in /etc/apt."
    fi
    rm -f "$apt_log"
    still=$(missing_packages "$@")
    [ -z "$still" ] || fail "Still missing after the installation:" "$still"
    say "Installed."
}

# --- builds -----------------------------------------------------------------------------------------------------------

# As many compilers as there are processors, but each wants most of a gigabyte.
build_jobs() {
    awk -v cpus="$(nproc)" '/^MemAvailable:/ { fit = int($2 / 800000); jobs = fit < cpus ? fit : cpus }
        END { print (jobs > 1 ? jobs : 1) }' /proc/meminfo
}

# build PRESET FOLDER [TARGET...]   configures and builds; ends the script with the log's last lines when that fails
build() {
    preset=$1
    folder=$2
    shift 2
    mkdir -p "$folder"
    build_log=$folder/build.log
    build_done=$folder/build.done
    rm -f "$build_done"
    say "Building $preset (all of it is in $build_log) …"
    {
        if (cd "$root" && cmake --preset "$preset" && ninja -C "$folder" -j "$(build_jobs)" "$@") 2>&1; then
            touch "$build_done"
        fi
    } | tee "$build_log" | show_progress
    [ -e "$build_done" ] || {
        grep -E -A 12 -m 5 '(error|Error):?|FAILED:' "$build_log" | cut -c 1-200 | head -n 60 >&2
        printf '   …\n' >&2
        tail -n 15 "$build_log" | cut -c 1-200 >&2
        fail "" "The build failed. The first errors and the last lines are above, all of it is in $build_log."
    }
}

# On a terminal one line that counts, else nothing.
show_progress() {
    if [ -t 1 ]; then
        awk '/^\[[0-9]+\/[0-9]+\]/ { printf "\r  %s ", $1; fflush(); shown = 1 } END { if (shown) printf "\r\033[K" }'
    else
        cat >/dev/null
    fi
}

# --- a virtual display ------------------------------------------------------------------------------------------------

# start_display FOLDER   starts Xvfb on a free display and exports DISPLAY; stop_display ends it.
# Xvfb itself picks the number: two runs at once cannot take the same one.
start_display() {
    mkfifo "$1/display"
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 3>"$1/display" >"$1/xvfb.log" 2>&1 &
    xvfb_pid=$!
    number=
    read -r number <"$1/display" || true
    [ -n "$number" ] || fail "The virtual display did not start:" "$(tail -n 5 "$1/xvfb.log")"
    unset WAYLAND_DISPLAY
    DISPLAY=:$number
    export DISPLAY
}

stop_display() {
    [ -z "${xvfb_pid:-}" ] || kill "$xvfb_pid" 2>/dev/null || true
    xvfb_pid=
}

# private_home FOLDER   settings, data, cache and runtime files of what is started go there, not to who starts it
private_home() {
    mkdir -p "$1/config" "$1/data" "$1/cache" "$1/state" "$1/runtime"
    chmod 700 "$1/runtime"
    export XDG_CONFIG_HOME="$1/config" XDG_DATA_HOME="$1/data" XDG_CACHE_HOME="$1/cache" XDG_STATE_HOME="$1/state" \
        XDG_RUNTIME_DIR="$1/runtime"
}
