"""The cases in which the sandbox's sign-in is compared with Keycloak's: each asks one side and returns its answer, or several.

CASES maps a name to a function of a side. ROTATION holds those for a realm whose refresh tokens may be used once, LOCKING
those for one that locks after three wrong passwords.
"""
import time

import requests

import realm

CASES = {}
ROTATION = {}
LOCKING = {}
WRONG = "canary-wrong"
CHALLENGE = "c" * 43  # in form


def case(name, into=None):
    def keep(function):
        table = CASES if into is None else into
        assert name not in table, name
        table[name] = function
        return function
    return keep


def simple(group, table):
    for name, function in table.items():
        case(f"{group}: {name}")(function)


def tokens(side, **fields):
    return side.password(**fields).json()


simple("password", {
    "right": lambda s: s.password(),
    "secret in the form": lambda s: s.password(auth=None, client_id="api-client", client_secret=s.secret),
    "with openid": lambda s: s.password(scope="openid"),
    "with offline_access": lambda s: s.password(scope="offline_access"),
    "with organization": lambda s: s.password(scope="organization"),
    "public client": lambda s: s.public("sdk-client"),
    "public client with a stray secret": lambda s: s.public("sdk-client", client_secret=WRONG),
    "user name in capitals": lambda s: s.password(username=s.account("user")[0].upper()),
    "wrong password": lambda s: s.password(password=WRONG),
    "unknown user": lambda s: s.password(username="nobody@example.com"),
    "empty password": lambda s: s.password(password=""),
    "no password": lambda s: s.password(password=None),
    "no user name": lambda s: s.password(username=None),
    "wrong secret by Basic": lambda s: s.password(auth=("api-client", WRONG)),
    "wrong secret in the form": lambda s: s.password(auth=None, client_id="api-client", client_secret=WRONG),
    "no secret": lambda s: s.password(auth=None, client_id="api-client"),
    "unknown client": lambda s: s.password(auth=("nobody", WRONG)),
    "no client": lambda s: s.password(auth=None),
    "disabled client": lambda s: s.public("disabled-client"),
    "another client in the form": lambda s: s.password(client_id="nobody"),
    "secret that Basic cannot carry raw": lambda s: s.post(
        "/token", None, grant_type="password", headers={"Authorization": requests.auth._basic_auth_str("api-client", "a+b%c")}),
    "direct grants off": lambda s: s.public("browser-only-client"),
    "client wants consent": lambda s: s.public("consent-client"),
    "disabled user": lambda s: s.password("disabled"),
    "disabled user, wrong password": lambda s: s.password("disabled", password=WRONG),
    "required action": lambda s: s.password("temporary"),
    "required action, wrong password": lambda s: s.password("temporary", password=WRONG),
    "one-time code missing": lambda s: s.password("one-time-code"),
    "one-time code wrong": lambda s: s.password("one-time-code", totp="000000"),
    "unknown scope": lambda s: s.password(scope="openid nosuch"),
    "no grant type": lambda s: s.password(grant_type=None),
    "unknown grant type": lambda s: s.password(grant_type="magic"),
    "a parameter twice": lambda s: s.post("/token", body="grant_type=password&username=a&username=b",
                                          headers={"Content-Type": "application/x-www-form-urlencoded"}),
    "JSON instead of a form": lambda s: s.post("/token", body='{"grant_type":"password"}',
                                               headers={"Content-Type": "application/json"}),
    "GET": lambda s: s.get(realm.PROTOCOL + "/token"),
})


@case("password: one-time code as totp, used again, the next one as otp")
def one_time_code(side):
    now = time.time()
    code, later = side.one_time_code(now), side.one_time_code(now + 30)
    return [side.password("one-time-code", totp=code), side.password("one-time-code", totp=code),
            side.password("one-time-code", otp=later)]


simple("refresh", {
    "right": lambda s: s.refresh(tokens(s)["refresh_token"]),
    "with openid": lambda s: s.refresh(tokens(s, scope="openid")["refresh_token"]),
    "more scope than granted": lambda s: s.refresh(tokens(s)["refresh_token"], scope="openid email profile"),
    "offline": lambda s: s.refresh(tokens(s, scope="offline_access")["refresh_token"]),
    "garbage": lambda s: s.refresh(WRONG),
    "empty": lambda s: s.refresh(""),
    "missing": lambda s: s.refresh(None),
    "an access token": lambda s: s.refresh(tokens(s)["access_token"]),
    "damaged signature": lambda s: s.refresh(tokens(s)["refresh_token"][:-20] + "A" * 20),
    "another client's": lambda s: s.refresh(s.public("sdk-client").json()["refresh_token"]),
    "by another public client": lambda s: s.refresh(tokens(s)["refresh_token"], None, client_id="sdk-client"),
    "wrong secret": lambda s: s.refresh(tokens(s)["refresh_token"], ("api-client", WRONG)),
})


@case("refresh: an old one again while rotation is off")
def used_twice(side):
    old = tokens(side)["refresh_token"]
    return [side.refresh(old), side.refresh(old)]


@case("refresh: past its end; access token past its end")
def past_the_end(side):
    old = side.public("expiry-client", scope="openid").json()
    time.sleep(4.2)
    return [side.refresh(old["refresh_token"], None, client_id="expiry-client"), side.userinfo(old["access_token"]),
            side.introspect(old["access_token"]), side.introspect(old["refresh_token"])]


@case("refresh and others: user disabled meanwhile, then enabled again")
def disabled_meanwhile(side):
    held = tokens(side, scope="openid")
    side.enable("user", False)
    try:
        answers = [side.refresh(held["refresh_token"]), side.userinfo(held["access_token"]),
                   side.introspect(held["access_token"])]
    finally:
        side.enable("user", True)
    return answers + [side.refresh(held["refresh_token"]), side.userinfo(held["access_token"])]


@case("logout: right, then everything of that session")
def log_out(side):
    held = tokens(side, scope="openid")
    return [side.post("/logout", refresh_token=held["refresh_token"]), side.post("/logout", refresh_token=held["refresh_token"]),
            side.refresh(held["refresh_token"]), side.introspect(held["access_token"]),
            side.introspect(held["refresh_token"]), side.userinfo(held["access_token"])]


@case("logout: public client")
def log_out_public(side):
    held = side.public("sdk-client").json()
    return side.post("/logout", None, client_id="sdk-client", refresh_token=held["refresh_token"])


@case("logout: offline session, then its refresh")
def log_out_offline(side):
    held = tokens(side, scope="offline_access")
    return [side.post("/logout", refresh_token=held["refresh_token"]), side.refresh(held["refresh_token"])]


simple("logout", {
    "garbage": lambda s: s.post("/logout", refresh_token=WRONG),
    "another client's token": lambda s: s.post("/logout", refresh_token=s.public("sdk-client").json()["refresh_token"]),
    "wrong secret": lambda s: s.post("/logout", ("api-client", WRONG), refresh_token=tokens(s)["refresh_token"]),
    "no token": lambda s: s.post("/logout", x="y"),
    "page without a hint": lambda s: s.get(realm.PROTOCOL + "/logout"),
    "page with a garbage hint": lambda s: s.get(realm.PROTOCOL + "/logout", id_token_hint=WRONG),
    "page with a hint": lambda s: s.get(realm.PROTOCOL + "/logout", id_token_hint=tokens(s, scope="openid")["id_token"]),
    "page with a hint and an unregistered address": lambda s: s.get(
        realm.PROTOCOL + "/logout", id_token_hint=tokens(s, scope="openid")["id_token"],
        post_logout_redirect_uri="http://example.com/"),
})


@case("logout: page with a hint and a registered address, then the refresh")
def log_out_by_page(side):
    held = side.public("sdk-client", scope="openid").json()
    return [side.get(realm.PROTOCOL + "/logout", id_token_hint=held["id_token"], state="s",
                     post_logout_redirect_uri="http://127.0.0.1/bye"),
            side.refresh(held["refresh_token"], None, client_id="sdk-client")]


@case("revoke: a refresh token ends every session of this user with this client, no other")
def revoke_refresh(side):
    one, two, other = tokens(side), tokens(side), side.public("sdk-client").json()
    return [side.post("/revoke", token=one["refresh_token"]), side.refresh(one["refresh_token"]),
            side.refresh(two["refresh_token"]), side.refresh(other["refresh_token"], None, client_id="sdk-client"),
            side.post("/revoke", token=one["refresh_token"])]


@case("revoke: an access token ends itself alone")
def revoke_access(side):
    held = tokens(side, scope="openid")
    return [side.post("/revoke", token=held["access_token"]), side.introspect(held["access_token"]),
            side.userinfo(held["access_token"]), side.refresh(held["refresh_token"]),
            side.post("/revoke", token=held["access_token"])]


@case("revoke: an offline refresh token, then its refresh")
def revoke_offline(side):
    held = tokens(side, scope="offline_access")
    return [side.post("/revoke", token=held["refresh_token"]), side.refresh(held["refresh_token"])]


simple("revoke", {
    "garbage": lambda s: s.post("/revoke", token=WRONG),
    "empty": lambda s: s.post("/revoke", token=""),
    "no token": lambda s: s.post("/revoke", x="y"),
    "another client's token": lambda s: s.post("/revoke", token=s.public("sdk-client").json()["refresh_token"]),
    "wrong secret": lambda s: s.post("/revoke", ("api-client", WRONG), token=tokens(s)["refresh_token"]),
})

simple("client credentials", {
    "right": lambda s: s.post("/token", grant_type="client_credentials"),
    "with openid": lambda s: s.post("/token", grant_type="client_credentials", scope="openid"),
    "wrong secret": lambda s: s.post("/token", ("api-client", WRONG), grant_type="client_credentials"),
    "public client": lambda s: s.post("/token", None, grant_type="client_credentials", client_id="sdk-client"),
    "service account off": lambda s: s.post("/token", ("no-service-client", s.secret), grant_type="client_credentials"),
    "unknown scope": lambda s: s.post("/token", grant_type="client_credentials", scope="nosuch"),
})


def device(side, client="sdk-client", **fields):
    return side.post("/auth/device", None, client_id=client, **fields)


simple("device", {
    "start": device,
    "start with a scope": lambda s: device(s, scope="openid offline_access"),
    "start with an unknown scope": lambda s: device(s, scope="nosuch"),
    "start with a challenge": lambda s: device(s, code_challenge=CHALLENGE, code_challenge_method="S256"),
    "start with a challenge of no named method": lambda s: device(s, code_challenge=CHALLENGE),
    "start with a challenge of an unknown method": lambda s: device(s, code_challenge=WRONG, code_challenge_method="S1"),
    "start with a challenge that is none": lambda s: device(s, code_challenge=WRONG, code_challenge_method="S256"),
    "start with a method alone": lambda s: device(s, code_challenge_method="S256"),
    "start with an empty challenge": lambda s: device(s, code_challenge=""),
    "poll without the verifier": lambda s: s.poll(device(s, code_challenge=CHALLENGE).json()["device_code"]),
    "start by an unknown client": lambda s: device(s, "nobody"),
    "start without a client": lambda s: device(s, None),
    "start by a public client without the switch": lambda s: device(s, "expiry-client"),
    "start by a confidential client without the switch": lambda s: s.post("/auth/device"),
    "start by a disabled client": lambda s: device(s, "disabled-client"),
    "start by GET": lambda s: s.get(realm.PROTOCOL + "/auth/device"),
    "garbage code": lambda s: s.poll(WRONG),
    "no code": lambda s: s.poll(None),
    "poll by a client without the switch": lambda s: s.poll(device(s).json()["device_code"], client_id="expiry-client"),
    "poll by another client": lambda s: s.poll(device(s).json()["device_code"], client_id="device-short-client"),
    "page without a code": lambda s: s.get(realm.REALM + "/device"),
})


@case("device: pending, too quick, pending again, over")
def device_times(side):
    code = device(side, "device-short-client").json()["device_code"]
    answers = [side.poll(code, client_id="device-short-client"), side.poll(code, client_id="device-short-client")]
    time.sleep(1.2)
    answers.append(side.poll(code, client_id="device-short-client"))
    time.sleep(2.3)  # its clock counts whole seconds
    return answers + [side.poll(code, client_id="device-short-client")]


simple("introspection", {
    "access token": lambda s: s.introspect(tokens(s)["access_token"]),
    "refresh token": lambda s: s.introspect(tokens(s)["refresh_token"]),
    "inference token": lambda s: s.introspect(s.post("/token", grant_type="client_credentials").json()["access_token"]),
    "another client's token": lambda s: s.introspect(s.public("sdk-client").json()["access_token"]),
    "garbage": lambda s: s.introspect(WRONG),
    "empty": lambda s: s.introspect(""),
    "no token": lambda s: s.introspect(None),
    "wrong secret": lambda s: s.introspect(WRONG, ("api-client", WRONG)),
    "no secret": lambda s: s.introspect(WRONG, None, client_id="api-client"),
    "public client": lambda s: s.introspect(WRONG, None, client_id="sdk-client"),
})

simple("userinfo", {
    "with openid": lambda s: s.userinfo(tokens(s, scope="openid")["access_token"]),
    "without openid": lambda s: s.userinfo(tokens(s)["access_token"]),
    "garbage": lambda s: s.userinfo(WRONG),
    "a refresh token": lambda s: s.userinfo(tokens(s, scope="openid")["refresh_token"]),
    "no token": lambda s: s.userinfo(None),
})

simple("realm", {
    "certs": lambda s: s.get(realm.PROTOCOL + "/certs"),
    "unknown realm": lambda s: s.get("/auth/realms/nosuch/.well-known/openid-configuration"),
    "unknown realm's token endpoint": lambda s: s.get("/auth/realms/nosuch/protocol/openid-connect/token", method="POST"),
    "description": lambda s: s.get(realm.REALM),
})


@case("rotation: one use, the old again, then the newest, then everything else", ROTATION)
def violated(side):
    first = tokens(side, scope="openid")
    newest = side.refresh(first["refresh_token"])
    return [newest, side.refresh(first["refresh_token"]), side.refresh(newest.json()["refresh_token"]),
            side.introspect(newest.json()["access_token"]), side.userinfo(newest.json()["access_token"])]


@case("rotation: each new one once", ROTATION)
def in_turn(side):
    answers = [side.password()]
    for _ in range(3):
        answers.append(side.refresh(answers[-1].json()["refresh_token"]))
    return answers


@case("rotation: an old one after a newer was used", ROTATION)
def stale(side):
    first = tokens(side)
    time.sleep(1.1)
    second = side.refresh(first["refresh_token"])
    time.sleep(1.1)
    third = side.refresh(second.json()["refresh_token"])
    return [second, third, side.refresh(first["refresh_token"]), side.refresh(third.json()["refresh_token"])]


@case("locked out: wrong three times, right, wrong, unlocked, right", LOCKING)
def locked_out(side):
    answers = [side.password(password=WRONG) for _ in range(3)]
    side.wait_until_locked("user")
    answers += [side.password(), side.password(password=WRONG)]
    side.unlock("user")
    return answers + [side.password()]
