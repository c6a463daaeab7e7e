"""Starts wallaroo-sandbox and calls it. Nothing here knows more of it than its --help and the reference say."""

import base64
import json
import os
import select
import subprocess
import time
import unittest

import requests

PROGRAM = os.environ["WALLAROO_SANDBOX"]
REALM = "/auth/realms/master"
PROTOCOL = REALM + "/protocol/openid-connect"
ADMIN = "/auth/admin/realms/master"
START_SECONDS = 30  # with room for a sanitizer build on a busy machine


class Sandbox:
    """A running sandbox: `with Sandbox("--users", "12") as sandbox:`."""

    def __init__(self, *arguments, **options):
        self.process = subprocess.Popen([PROGRAM, *arguments], stdin=options.pop("stdin", subprocess.DEVNULL),
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        self.lines = []
        self._read_lines()
        self.address = self._after("Listening on ")
        client = self._after("Client: ").split(" secret=")
        self.client = client[0]
        self.secret = client[1] if len(client) > 1 else None
        self.accounts = [self._account(line) for line in self.lines if line.startswith("Account: ")]
        self.http = requests.Session()
        self.http.trust_env = False
        self._tokens = {}

    def _read_lines(self):
        end = time.monotonic() + START_SECONDS
        text = b""
        while not text.endswith(b"\nReady\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            data = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not data:
                self.process.kill()
                raise AssertionError(f"not ready: {text!r} {self.process.communicate()[1]!r}")
            text += data
        self.lines = text.decode().splitlines()

    def _after(self, start):
        return next(line[len(start):] for line in self.lines if line.startswith(start))

    @staticmethod
    def _account(line):
        words = line[len("Account: "):].split(" ")
        fields = dict(word.split("=", 1) for word in words[1:])
        return words[0], fields["username"], fields.get("password")

    def account(self, kind, number=0):
        """User name and password of the printed account of this kind."""
        return [account[1:] for account in self.accounts if account[0] == kind][number]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        """SIGTERM; returns exit status and what was written to stdout after the start and to stderr."""
        self.http.close()
        if self.process.poll() is None:
            self.process.terminate()
        if self.process.stdin and self.process.stdin.closed:
            self.process.stdin = None
        out, err = self.process.communicate(timeout=10)
        return self.process.returncode, out, err

    # --- Keycloak ---

    def form(self, endpoint, auth="api-client", **fields):
        """POST of a form to a protocol endpoint; auth: the confidential client by Basic, or None, or a pair."""
        if auth == "api-client":
            auth = (self.client, self.secret)
        return self.http.post(self.address + PROTOCOL + endpoint, data=fields, auth=auth)

    def sign_in(self, kind="administrator", number=0, **fields):
        username, password = self.account(kind, number)
        return self.form("/token", grant_type="password", username=username, password=password, **fields)

    def token(self, kind="administrator"):
        if kind not in self._tokens:
            self._tokens[kind] = self.sign_in(kind).json()["access_token"]
        return self._tokens[kind]

    def admin(self, method, path, body=None, kind="administrator", token=None, **options):
        """A call of Keycloak's admin REST with the access token of an account of this kind, or with another one."""
        headers = {"Authorization": "Bearer " + (token or self.token(kind)), **options.pop("headers", {})}
        if isinstance(body, (str, bytes)):
            options["data"] = body
            headers.setdefault("Content-Type", "application/json")
        elif body is not None:
            options["json"] = body
        return self.http.request(method, self.address + ADMIN + path, headers=headers, **options)

    def create(self, username, password=None, **fields):
        """A new user by the admin REST; returns the id."""
        if password:
            fields["credentials"] = [{"type": "password", "value": password}]
        answer = self.admin("POST", "/users", {"username": username, "enabled": True, **fields})
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"].rsplit("/", 1)[1]

    def token_of(self, username, password):
        return self.form("/token", grant_type="password", username=username, password=password).json()["access_token"]

    def give_right(self, user, role):
        """Gives a role of master-realm, or the realm role admin."""
        if role == "admin":
            roles, path = self.admin("GET", "/roles/admin").json(), f"/users/{user}/role-mappings/realm"
        else:
            client = self.admin("GET", "/clients?clientId=master-realm").json()[0]["id"]
            roles = self.admin("GET", f"/clients/{client}/roles/{role}").json()
            path = f"/users/{user}/role-mappings/clients/{client}"
        answer = self.admin("POST", path, [roles])
        assert answer.status_code == 204, answer.text

    # --- MLOps ---

    def call(self, path, body, kind="administrator", **options):
        """POST of JSON to /v1/api with the access token of an account of this kind."""
        headers = {"Authorization": "Bearer " + self.token(kind), **options.pop("headers", {})}
        if isinstance(body, (str, bytes)):
            options["data"] = body
        else:
            options["json"] = body
        return self.http.post(self.address + "/v1/api/" + path, headers=headers, **options)

    def users(self, kind="administrator"):
        return self.call("users/query", {}, kind).json()["users"]

    def user(self, email):
        return next(user for user in self.users().values() if user.get("email") == email)

    def invite(self, email, **fields):
        return self.call("users/invite", {"email": email, **fields}).json()

    def workspaces(self, kind="administrator", **fields):
        return self.call("workspaces/list", fields, kind).json()["workspaces"]


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def claims(token):
    return json.loads(decoded(token.split(".")[1]))


def header(token):
    return json.loads(decoded(token.split(".")[0]))


class Case(unittest.TestCase):
    """A test case with one sandbox for all its tests."""

    ARGUMENTS = ("--users", "40", "--workspaces", "15")

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(*cls.ARGUMENTS)

    @classmethod
    def tearDownClass(cls):
        status, out, err = cls.sandbox.end()
        assert (status, out, err) == (0, b"", b""), (status, out, err)

    def assert_oauth_error(self, answer, status, error, description=None):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        expected = {"error": error}
        if description is not None:
            expected["error_description"] = description
        self.assertEqual(answer.json(), expected)

    def assert_api_error(self, answer, status, message=None):
        """The API's own form: exactly msg and code, and code repeats the status."""
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        self.assertEqual(set(answer.json()), {"msg", "code"})
        self.assertEqual(answer.json()["code"], status)
        if message is not None:
            self.assertEqual(answer.json()["msg"], message)

    def assert_text(self, answer, status, *fragments):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(answer.headers["Content-Type"], "text/plain")
        for fragment in fragments:
            self.assertIn(fragment, answer.text)
