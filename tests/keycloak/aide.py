"""aide.py WHAT...: does for a test in another language what an administrator, a person at a browser or a thief does with the
server of this run. Prints one line of JSON. Secrets come over standard input, never as arguments.

    create KIND                  a new person like the one of this kind (realm.PEOPLE); prints the user name
    enable|disable NAME
    person NAME                  what the realm holds of them; null: nobody
    sessions NAME [CLIENT]       ids of the user's sessions (offline ones with CLIENT)
    end SESSION                  removes one session
    locking on|off, unlock NAME  brute force protection
    locked NAME                  waits until the account is
    sign-in NAME                 as a script of theirs would
    fail NAME                    four wrong passwords
    rotation on|off              refresh tokens for one use
    code NAME                    a one-time code
    refresh CLIENT               uses the refresh token from standard input
    device yes|no NAME           Chromium at the address from standard input: signs in, answers
"""
import copy
import json
import secrets
import sys

import browser
import realm
import shared
from sides import KeycloakSide, seen


def create(side, kind):
    person = copy.deepcopy(realm.PEOPLE[kind])
    person["username"] = person["email"] = f"{kind}.{secrets.token_hex(4)}@example.com"
    side.admin.call("POST", "/users", person)
    return person["username"]


def person(side, name):
    for found in side.admin.call("GET", "/users", params={"username": name, "exact": "true"}):
        # the list and the one differ while a lock is on: the list's is the account's
        whole = side.admin.call("GET", "/users/" + found["id"])
        roles = side.admin.call("GET", f"/users/{found['id']}/role-mappings/realm")
        return {**whole, "enabled": found["enabled"], "isAdmin": any(role["name"] == "admin" for role in roles),
                "sessions": len(side.admin.sessions(name))}
    return None


def sessions(side, name, client=None):
    if client is None:
        return [session["id"] for session in side.admin.sessions(name)]
    path = f"/users/{side.admin.user_id(name)}/offline-sessions/{side.admin.client_uuid(client)}"
    return [session["id"] for session in side.admin.call("GET", path)]


def device(side, answer, name):
    with browser.chromium() as driver:
        return browser.answer_device_page(driver, sys.stdin.readline().strip(), name, side.facts["password"], answer == "yes")


def refresh(side, client):
    return seen(side.refresh(sys.stdin.readline().strip(), None, client_id=client))


DEEDS = {
    "create": create,
    "person": person,
    "enable": lambda side, name: side.admin.enable(name),
    "disable": lambda side, name: side.admin.enable(name, False),
    "sessions": sessions,
    "end": lambda side, session: side.admin.call("DELETE", "/sessions/" + session),
    "sign-in": lambda side, name: seen(side.password(username=name))["status"],
    "fail": lambda side, name: [side.password(username=name, password="Wrong-Horse-1").status_code for _ in range(4)],
    "locking": lambda side, state: side.admin.realm(**(realm.LOCKING if state == "on" else realm.UNLOCKING)),
    "locked": lambda side, name: side.admin.wait_until_locked(name),
    "unlock": lambda side, name: side.admin.unlock(name),
    "rotation": lambda side, state: side.admin.realm(revokeRefreshToken=state == "on", refreshTokenMaxReuse=0),
    "code": lambda side, name: shared.totp(side.facts["otp_key"].encode()),
    "refresh": refresh,
    "device": device,
}


if __name__ == "__main__":
    here = KeycloakSide(shared.facts())
    print(json.dumps(DEEDS[sys.argv[1]](here, *sys.argv[2:])))
