#!/bin/sh
# What packaging/check.sh does inside its root with the installed programs.
#
#   inside.sh bus COMMAND...   on a bus of its own, with a gnome-keyring that is open
#   inside.sh given            a sandbox, a profile for it, and a token by secrets from standard input
#   inside.sh kept             a token of that profile by what the keychain holds, without server or secret
set -eu

work=$(mktemp -d)
sandbox=
# shellcheck disable=SC2317,SC2329 # by the trap
leave() {
    [ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null || true
    rm -rf "$work"
}
trap leave EXIT

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

start_sandbox() {
    wallaroo-sandbox --users 5 --workspaces 2 >"$work/sandbox" &
    sandbox=$!
    for _ in $(seq 300); do
        ! grep -q '^Ready' "$work/sandbox" || return 0
        sleep 0.2
    done
    fail "The sandbox is not ready."
}

# told LINE WORD   what stands behind WORD= in the first line that begins so
told() { sed -n "/^$1/{s/.*$2=\([^ ]*\).*/\1/p;q;}" "$work/sandbox"; }

write_profile() {
    address=$(sed -n 's/^Listening on //p' "$work/sandbox")
    mkdir -p "$HOME/.config/wallaroo-admin"
    cat >"$HOME/.config/wallaroo-admin/profiles.json" <<END
{ "version": 1, "lastUsed": "6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11", "profiles": [
  { "id": "6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11", "name": "kept over an upgrade", "api": "$address", "auth": "$address/auth",
    "username": "$(told 'Account: administrator' username)", "way": "password", "remember": true,
    "clientId": "$(sed -n 's/^Client: \([^ ]*\).*/\1/p' "$work/sandbox" | head -n 1)" } ] }
END
}

is_token() { grep -Eq '^ey[^.]+\.[^.]+\.[^.]+$' "$work/token" || fail "That is no token."; }

case $1 in
bus)
    shift
    # shellcheck disable=SC2016 # expands on the bus
    dbus-run-session -- sh -euc 'printf check | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "$@"' sh "$@"
    ;;
given)
    start_sandbox
    write_profile
    printf '%s\n%s\n\n' "$(told 'Account: administrator' password)" "$(told 'Client: ' secret)" |
        wallaroo-admin-cli token >"$work/token"
    is_token
    ;;
kept)
    wallaroo-admin-cli token </dev/null >"$work/token"
    is_token
    ;;
*) fail "unknown: $1" ;;
esac
