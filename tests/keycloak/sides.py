"""Keycloak and the sandbox behind the same few calls, and what of an answer is compared."""
import json
import os
import sys

import requests

import realm
import shared

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sandbox"))
from sandbox import Sandbox  # noqa: E402

JSON = "application/json"


class Side:
    """One of the two; everything a case needs to ask either in the same words."""

    def __init__(self, address, secret):
        self.address = address
        self.secret = secret
        self.http = requests.Session()
        self.http.trust_env = False

    def post(self, endpoint, auth="api-client", body=None, headers=None, **fields):
        """A form to a protocol endpoint. auth: "api-client" by Basic, a pair, or None; fields of None are left out."""
        if auth == "api-client":
            auth = ("api-client", self.secret)
        data = body if body is not None else {name: value for name, value in fields.items() if value is not None}
        self.http.cookies.clear()
        return self.http.post(self.address + realm.PROTOCOL + endpoint, data=data, auth=auth, headers=headers,
                              allow_redirects=False)

    def get(self, path, headers=None, method="GET", **query):
        self.http.cookies.clear()
        return self.http.request(method, self.address + path, params=query, headers=headers, allow_redirects=False)

    def password(self, kind="user", auth="api-client", **changes):
        username, password = self.account(kind)
        return self.post("/token", auth, **{"grant_type": "password", "username": username, "password": password, **changes})

    def public(self, client, kind="user", **changes):
        return self.password(kind, None, client_id=client, **changes)

    def refresh(self, token, auth="api-client", **fields):
        return self.post("/token", auth, grant_type="refresh_token", refresh_token=token, **fields)

    def poll(self, code, auth=None, client_id="sdk-client"):
        return self.post("/token", auth, grant_type="urn:ietf:params:oauth:grant-type:device_code", device_code=code,
                         client_id=client_id)

    def introspect(self, token, auth="api-client", **fields):
        return self.post("/token/introspect", auth, token=token, **fields)

    def userinfo(self, token):
        return self.get(realm.PROTOCOL + "/userinfo", {"Authorization": "Bearer " + token} if token else None)


class KeycloakSide(Side):
    def __init__(self, facts):
        super().__init__(facts["address"], facts["secret"])
        self.facts = facts
        self.admin = shared.admin(facts)

    def account(self, kind):
        return self.facts["people"][kind], self.facts["password"]

    def one_time_code(self, at):
        return shared.totp(self.facts["otp_key"].encode(), at)

    def enable(self, kind, enabled):
        self.admin.enable(self.account(kind)[0], enabled)

    def wait_until_locked(self, kind):
        self.admin.wait_until_locked(self.account(kind)[0])

    def unlock(self, kind):
        self.admin.unlock(self.account(kind)[0])

    def end(self):
        self.http.close()


class SandboxSide(Side):
    def __init__(self, *options):
        self.sandbox = Sandbox("--users", "30", "--workspaces", "3", *options)
        super().__init__(self.sandbox.address, self.sandbox.secret)

    def account(self, kind):
        return self.sandbox.account(kind)

    def one_time_code(self, at):
        line = next(line for line in self.sandbox.lines if line.startswith("Account: one-time-code"))
        return shared.totp(shared.base32_key(line.split(" totp=")[1]), at)

    def enable(self, kind, enabled):
        name = self.account(kind)[0]
        user = self.sandbox.user(name)["id"]
        answer = self.sandbox.call("users/activate" if enabled else "users/deactivate", {"id": user, "email": name})
        assert answer.status_code in (200, 204), answer.text

    def admin_rest(self, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.sandbox.token()}
        answer = self.http.request(method, self.address + realm.ADMIN_REST + path, json=body, headers=headers)
        assert answer.status_code in (200, 204), answer.text

    def wait_until_locked(self, kind):
        """It is at once."""

    def unlock(self, kind):
        user = self.sandbox.user(self.account(kind)[0])["id"]
        self.admin_rest("DELETE", "/attack-detection/brute-force/users/" + user)

    def end(self):
        self.http.close()
        status, out, err = self.sandbox.end()
        assert (status, out, err) == (0, b"", b""), (status, out, err)


def seen(answer):
    """Status, content type, member names, `error` and `error_description` of an answer."""
    kind = answer.headers.get("Content-Type", "").lower().replace(" ", "")
    facts = {"status": answer.status_code, "type": kind}
    if kind.startswith(JSON):
        body = json.loads(answer.text)
        facts["keys"] = sorted(body)
        for name in ("error", "error_description"):
            if name in body:
                facts[name] = body[name]
    else:
        facts["empty"] = not answer.content
    challenge = answer.headers.get("WWW-Authenticate", "")
    if challenge:
        facts["challenge"] = challenge
    return facts
