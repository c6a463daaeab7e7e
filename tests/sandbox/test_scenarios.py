"""--scenario, --refuse, --rate and what else sets the sandbox up for a lesson or a test (see --help)."""

import os
import subprocess
import time
import unittest

import requests

from sandbox import PROGRAM, Sandbox, claims

LEAVER = "dana.whitfield@example.com"
NOT_MANAGED = "user management is not supported in this product configuration"


def arguments(scenario, *more):
    return ("--users", "60", "--workspaces", "20", "--scenario", scenario, *more)


class Help(unittest.TestCase):
    def test_scenarios_are_described(self):
        text = subprocess.run([PROGRAM, "--help"], capture_output=True, check=True, text=True).stdout
        for word in ("enterprise", "leaver", "partial-view", "short-tokens", "own-ca", "rate-limited", "--refuse"):
            self.assertIn(word, text)

    def test_bad_words_are_refused(self):
        for bad in (("--scenario", "nosuch"), ("--refuse", "users/invite"), ("--refuse", "users/invite=200"),
                    ("--refuse", "=403"), ("--refuse", "a#x=403"), ("--refuse", "a=403/page"), ("--refuse", "a=403/text/"),
                    ("--bad-field", "404"), ("--rate", "-1")):
            answer = subprocess.run([PROGRAM, *bad], capture_output=True, text=True)
            self.assertNotEqual(answer.returncode, 0, bad)
            self.assertTrue(answer.stderr.strip(), bad)


class Enterprise(unittest.TestCase):
    def test_the_api_does_not_manage_users_and_keycloak_does(self):
        with Sandbox(*arguments("enterprise")) as sandbox:
            email = sandbox.account("user")[0]
            user = sandbox.user(email)
            refused = (403, {"msg": NOT_MANAGED, "code": 403})
            edit = {"id": user["id"], "firstName": "A", "lastName": "B", "email": email, "enabled": True, "isAdmin": False}
            for call, body in (("users/invite", {"email": "new@example.com"}), ("user", edit)):
                answer = sandbox.call(call, body)
                self.assertEqual((answer.status_code, answer.json()), refused)
            for call in ("users/activate", "users/deactivate"):
                answer = sandbox.call(call, {"email": email})
                self.assertEqual((answer.status_code, answer.json()),
                                 (500, {"msg": "error querying keycloak server", "code": 500}))
            self.assertEqual(sandbox.admin("PUT", "/users/" + user["id"], {"enabled": False}).status_code, 204)
            self.assertFalse(sandbox.user(email)["enabled"])
            made = sandbox.create("made@example.com", email="made@example.com")
            self.assertIn(made, sandbox.users())


class Leaver(unittest.TestCase):
    def test_what_she_leaves_behind(self):
        with Sandbox(*arguments("leaver")) as sandbox:
            self.assertEqual(sandbox.sign_in("leaver").status_code, 200)
            found = sandbox.admin("GET", "/users?search=dana").json()
            self.assertEqual(len(found), 5)
            self.assertEqual([user["lastName"] for user in found].count("Whitfeld"), 1, "and one is somebody else")
            self.assertTrue(any("email" not in user for user in found))
            leaver = sandbox.user(LEAVER)
            self.assertEqual(sandbox.account("leaver")[0], LEAVER)
            sessions = sandbox.admin("GET", f"/users/{leaver['id']}/sessions").json()
            self.assertGreaterEqual(len(sessions), 3)
            self.assertIn("192.0.2.10", {session["ipAddress"] for session in sessions})
            sole = []
            for workspace in sandbox.workspaces(user_ids=[leaver["id"]]):
                members = sandbox.call("workspaces/list_users", {"workspace_id": workspace["id"]}).json()["users"]
                owners = [member["user_id"] for member in members if member["user_type"] == "OWNER"]
                if owners == [leaver["id"]]:
                    sole.append(workspace["name"])
            self.assertEqual(sorted(sole), [LEAVER + " - Default Workspace", "loan-default-models", "whitfield-scratch"])


class PartialView(unittest.TestCase):
    def test_the_first_account_sees_a_part(self):
        with Sandbox(*arguments("partial-view")) as sandbox:
            own = claims(sandbox.token())["sub"]
            self.assertNotIn("admin", claims(sandbox.token())["realm_access"]["roles"])
            everybody = sandbox.call("users/query", {}, "administrator").json()["users"]
            self.assertIn(own, everybody)
            self.assertTrue(1 < len(everybody) < 60)
            workspaces = sandbox.workspaces()
            self.assertTrue(3 < len(workspaces) < 20)
            colleagues = {own}
            for workspace in workspaces:
                members = sandbox.call("workspaces/list_users", {"workspace_id": workspace["id"]}).json()["users"]
                colleagues |= {member["user_id"] for member in members}
            self.assertEqual(set(everybody), colleagues)
            self.assertEqual(sandbox.admin("GET", "/users").json(), [])
            self.assertEqual(sandbox.admin("GET", "/users/count").json(), 0)
            self.assertEqual(sandbox.admin("GET", "/users/" + own).status_code, 403)
            self.assertEqual(sandbox.call("users/deactivate", {"email": "x@example.com"}).status_code, 403)
            other = sandbox.account("administrator", 1)
            token = sandbox.token_of(*other)
            whole = sandbox.admin("GET", "/users?max=1000", token=token).json()
            self.assertEqual(len(whole), 60)
            hidden = next(user["id"] for user in whole if user["id"] not in everybody)
            answer = sandbox.call("users/query", {"user_ids": [hidden, own]}).json()["users"]
            self.assertIsNone(answer[hidden])
            self.assertIsNotNone(answer[own])
            self.assertIsNotNone(sandbox.call("users/query", {"user_ids": [own.upper()]}).json()["users"][own.upper()])


class ShortTokens(unittest.TestCase):
    def test_lives(self):
        with Sandbox(*arguments("short-tokens")) as sandbox:
            tokens = sandbox.sign_in().json()
            self.assertEqual((tokens["expires_in"], tokens["refresh_expires_in"]), (60, 30))
            body = claims(tokens["access_token"])
            self.assertEqual(body["exp"] - body["iat"], 60)
            service = sandbox.form("/token", grant_type="client_credentials").json()
            self.assertEqual(service["expires_in"], 60)

    def test_refresh_tokens_are_for_one_use(self):
        for more, statuses in (((), [200, 400]), (("--refresh-reuse", "1"), [200, 200]), (("--refresh-reuse", "-1"), [200] * 2)):
            with self.subTest(more), Sandbox(*arguments("short-tokens", *more)) as sandbox:
                first = sandbox.sign_in().json()["refresh_token"]
                answers = [sandbox.form("/token", grant_type="refresh_token", refresh_token=first) for _ in "12"]
                self.assertEqual([answer.status_code for answer in answers], statuses)
                self.assertLessEqual(answers[0].json()["refresh_expires_in"], 30)
                if statuses[-1] == 400:
                    self.assert_spent(answers[-1])

    def assert_spent(self, answer):
        self.assertEqual(answer.json(), {"error": "invalid_grant",
                                         "error_description": "Maximum allowed refresh token reuse exceeded"})


class OwnCa(unittest.TestCase):
    def test_only_its_ca_is_trusted(self):
        sandbox = Sandbox(*arguments("own-ca"))
        try:
            authority = next(line[len("CA: "):] for line in sandbox.lines if line.startswith("CA: "))
            self.assertTrue(sandbox.address.startswith("https://"))
            url = sandbox.address + "/v1/api/config"
            port = sandbox.address.rsplit(":", 1)[1]
            self.assertEqual(os.stat(os.path.dirname(authority)).st_mode & 0o777, 0o700)
            with requests.Session() as http:
                http.trust_env = False
                for host in ("127.0.0.1", "localhost"):
                    answer = http.get(f"https://{host}:{port}/v1/api/config", verify=authority)
                    self.assertEqual(answer.json(), {"default_arch": "x86"})
            # Without a session: it would hand on the connection that was checked already.
            with self.assertRaises(requests.exceptions.SSLError):
                requests.get(url, proxies={"https": ""}, verify=True)
        finally:
            status, _, err = sandbox.end()
        self.assertEqual((status, err), (0, b""))
        self.assertFalse(os.path.exists(os.path.dirname(authority)), "nothing stays behind")


class RateLimited(unittest.TestCase):
    def test_the_rest_gets_429(self):
        with Sandbox(*arguments("rate-limited")) as sandbox:
            token = sandbox.token()
            statuses = []
            for _ in range(60):
                answer = sandbox.admin("GET", "/users/count", token=token)
                statuses.append(answer.status_code)
            self.assertEqual(set(statuses), {200, 429})
            self.assertEqual(statuses[:10], [200] * 10)
            while answer.status_code != 429:
                answer = sandbox.admin("GET", "/users/count", token=token)
            self.assertEqual((answer.headers["Retry-After"], answer.text), ("1", "local_rate_limited"))
            self.assertEqual(sandbox.sign_in().status_code, 200, "signing in is not limited")
            end = time.monotonic() + 5
            while answer.status_code == 429 and time.monotonic() < end:
                time.sleep(int(answer.headers["Retry-After"]))
                answer = sandbox.admin("GET", "/users/count", token=token)
            self.assertEqual(answer.status_code, 200)


class Refusing(unittest.TestCase):
    def test_calls_are_refused_as_asked_for(self):
        rules = ("--refuse", "users/invite=403:no more seats", "--refuse", "workspaces/add_user#2=503:later",
                 "--refuse", "users/*/logout=500", "--refuse", "users/count=429:slow down",
                 "--refuse", "/auth/realms/master/protocol/openid-connect/certs=502:down")
        with Sandbox("--users", "12", "--workspaces", "6", *rules) as sandbox:
            answer = sandbox.call("users/invite", {"email": "new@example.com"})
            self.assertEqual((answer.status_code, answer.json()), (403, {"msg": "no more seats", "code": 403}))
            body = {"workspace_id": 2, "email": sandbox.account("user")[0]}
            statuses = [sandbox.call("workspaces/add_user", body).status_code for _ in range(3)]
            self.assertEqual(statuses, [503, 503, 200])
            answer = sandbox.admin("GET", "/users/count")
            self.assertEqual((answer.status_code, answer.json()), (429, {"error": "slow down"}))
            self.assertEqual(answer.headers["Retry-After"], "1")
            answer = sandbox.form("/certs")
            self.assertEqual(answer.status_code, 502)
            self.assertEqual(sandbox.admin("GET", "/users").status_code, 200)


    def test_bodies_are_those_of_whoever_refuses(self):
        rules = ("workspaces/list=503", "workspaces/create=504:not today", "users/query=502", "user=502:the service itself",
                 "users/invite#1=403", "users/invite=403/text:no more seats", "users/activate=500/empty",
                 "users/deactivate=503/json:later")
        expected = {
            "workspaces/list": (503, "text/plain", "upstream connect error or disconnect/reset before headers. reset reason: "
                                                   "connection termination"),
            "workspaces/create": (504, "text/plain", "not today"),
            "users/query": (502, None, ""),
            "user": (502, "application/json", '{"msg":"the service itself","code":502}'),
            "users/invite": (403, "text/plain", "no more seats"),
            "users/activate": (500, None, ""),
            "users/deactivate": (503, "application/json", '{"msg":"later","code":503}'),
        }
        arguments = [word for rule in rules for word in ("--refuse", rule)]
        with Sandbox("--users", "12", "--workspaces", "6", *arguments) as sandbox:
            self.assertEqual(sandbox.call("users/invite", {}).json(), {"msg": "refused as asked for", "code": 403})
            for call, told in expected.items():
                answer = sandbox.call(call, {})
                self.assertEqual((answer.status_code, answer.headers.get("Content-Type"), answer.text), told, call)
                self.assertEqual(answer.headers.get("Retry-After"), "1" if told[0] == 503 else None)


class BadField(unittest.TestCase):
    def test_versions_differ_in_the_status(self):
        for status in (400, 422):
            with Sandbox("--users", "12", "--workspaces", "6", "--bad-field", str(status)) as sandbox:
                for body, what in (({}, "missing field `workspace_name`"), ({"workspace_name": 5}, "invalid type: integer")):
                    answer = sandbox.call("workspaces/create", body)
                    self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (status, "text/plain"))
                    self.assertIn(what, answer.text)
                self.assertEqual(sandbox.call("workspaces/create", "{").status_code, 400, "and broken JSON is always 400")


class WorkspaceNames(unittest.TestCase):
    def test_older_instances_let_them_be_taken_twice(self):
        with Sandbox("--users", "12", "--workspaces", "6", "--duplicate-names") as sandbox:
            ids = [sandbox.call("workspaces/create", {"workspace_name": "twice"}).json()["workspace_id"] for _ in "12"]
            self.assertNotEqual(*ids)
            self.assertEqual([one["name"] for one in sandbox.workspaces() if one["id"] in ids], ["twice", "twice"])


if __name__ == "__main__":
    unittest.main()
