"""--creds and --database: what is read, written, kept, refused; and that no secret is ever printed."""

import json
import os
import resource
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

from sandbox import PROGRAM, Case, Sandbox, claims

CANARIES = {"username": "keeper@example.com", "password": "canary-password-sandbox", "email": "keeper@example.com",
            "confidentialClient": "api-client", "confidentialPassword": "canary-secret-sandbox+%:ü"}


class Files(Case):
    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.creds = Path(folder.name, "creds.json")
        self.database = Path(folder.name, "state.sqlite")

    def write(self, **changes):
        creds = {key: value for key, value in {**CANARIES, **changes}.items() if value is not None}
        self.creds.write_text(json.dumps(creds), encoding="utf-8")
        self.creds.chmod(0o600)
        return creds

    def start(self, *arguments):
        """A sandbox with --creds; the test reads the secrets from the file, as a script would."""
        sandbox = Sandbox("--users", "20", "--workspaces", "6", "--creds", str(self.creds), *arguments)
        creds = json.loads(self.creds.read_text(encoding="utf-8"))
        sandbox.client = creds.get("confidentialClient", "api-client")
        sandbox.secret = creds.get("confidentialPassword", "").encode()
        sandbox.accounts = [("administrator", creds["username"], creds["password"])]
        return sandbox

    def refused(self, *arguments):
        result = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        return result.stderr


class CredsFile(Files):
    def test_it_is_written_when_missing(self):
        with self.start() as sandbox:
            creds = json.loads(self.creds.read_text(encoding="utf-8"))
            self.assertEqual(list(creds), ["username", "password", "email", "confidentialClient", "confidentialPassword"])
            self.assertEqual(stat.S_IMODE(self.creds.stat().st_mode), 0o600)
            self.assertEqual(sandbox.sign_in().status_code, 200)
            lines = "\n".join(sandbox.lines)
            for secret in (creds["password"], creds["confidentialPassword"], "password=", "secret="):
                self.assertNotIn(secret, lines)

    def test_the_mode_does_not_depend_on_the_umask(self):
        before = os.umask(0)
        try:
            with self.start():
                self.assertEqual(stat.S_IMODE(self.creds.stat().st_mode), 0o600)
        finally:
            os.umask(before)

    def test_a_file_that_others_may_read_is_named(self):
        for mode, named in ((0o644, True), (0o640, True), (0o600, False)):
            self.write()
            self.creds.chmod(mode)
            said = self.start().end()[2].decode()
            self.assertEqual(str(self.creds) in said, named, oct(mode))
            self.assertNotIn(CANARIES["password"], said)

    def test_what_cannot_be_written_whole_does_not_stay(self):
        def no_room():
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        result = subprocess.run([PROGRAM, "--creds", str(self.creds)], capture_output=True, text=True, timeout=20,
                                check=False, restore_signals=False, preexec_fn=no_room)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("cannot be written: File too large", result.stderr)
        self.assertFalse(self.creds.exists())

    def test_it_is_used_when_it_exists(self):
        self.write()
        before = self.creds.read_bytes()
        with self.start() as sandbox:
            sandbox.secret = "".join(f"%{byte:02x}" for byte in CANARIES["confidentialPassword"].encode())
            body = sandbox.sign_in().json()
            access = claims(body["access_token"])
            self.assertEqual((access["preferred_username"], access["email"]), (CANARIES["email"],) * 2)
            self.assertIn("admin", access["realm_access"]["roles"])
            self.assertEqual(len(sandbox.users()), 20)
        self.assertEqual(self.creds.read_bytes(), before)

    def test_members_that_may_be_missing(self):
        self.write(email=None, confidentialClient=None, confidentialPassword=None)
        with self.start() as sandbox:
            body = sandbox.form("/token", auth=None, client_id="sdk-client", grant_type="password",
                                username=CANARIES["username"], password=CANARIES["password"]).json()
            self.assertEqual(claims(body["access_token"])["email"], CANARIES["username"])

    def test_a_client_that_nobody_can_use_is_named(self):
        for changes, named in (({"confidentialPassword": None}, "api-client"), ({"confidentialPassword": ""}, "api-client"),
                               ({"confidentialClient": "own-client", "confidentialPassword": None}, "own-client"),
                               ({"confidentialClient": None}, None), ({}, None)):
            with self.subTest(changes):
                self.write(**changes)
                sandbox = self.start()
                status, out, err = sandbox.end()
                self.assertEqual((status, out), (0, b""))
                said = err.decode().splitlines()
                self.assertEqual(len(said), 1 if named else 0, said)
                for line in said:
                    self.assertIn(f"{self.creds} has no confidentialPassword: nobody can use the client {named} ", line)
                    self.assertNotIn("canary-", line)
        self.creds.unlink()
        self.assertEqual(self.start().end()[2], b"", "of a file that it writes itself there is nothing to say")

    def test_an_empty_secret_lets_nobody_in(self):
        self.write(confidentialPassword="")
        with self.start() as sandbox:
            for secret in ("", "x"):
                answer = sandbox.form("/token", auth=("api-client", secret), grant_type="client_credentials")
                self.assertEqual(answer.status_code, 401, answer.text)

    def test_a_client_that_is_there_already(self):
        for name in ("sdk-client", "no-service-client"):
            self.write(confidentialClient=name)
            said = self.refused("--creds", str(self.creds))
            self.assertIn(name, said)
            self.assertNotIn("canary-", said)

    def test_it_changes_nobody_else(self):
        self.write(confidentialPassword="canary-secret")
        with self.start() as sandbox, Sandbox("--users", "20", "--workspaces", "6") as plain:
            ours, theirs = sandbox.users(), plain.users()
            self.assertEqual(set(ours), set(theirs))
            self.assertEqual([ours[key]["username"] for key in ours if ours[key] != theirs[key]], [CANARIES["username"]])

    def test_a_name_that_is_taken_otherwise(self):
        for username in ("admin", "mira.solano@example.com"):
            self.write(username=username, email=username if "@" in username else "")
            with self.start() as sandbox:
                sandbox.secret = "".join(f"%{byte:02x}" for byte in CANARIES["confidentialPassword"].encode())
                users = [user for user in sandbox.users().values() if user["username"] == username]
                self.assertEqual([user["realmRoles"] for user in users], [["admin"]])
                self.assertEqual(len(sandbox.users()), 20)

    def test_broken_files_are_named_and_not_shown(self):
        for name, content in (("not JSON", "canary-content {"), ("a list", '["canary-content"]'),
                              ("no password", '{"username":"canary-content"}'),
                              ("empty", ""), ("a number", '{"username":"canary-content","password":5}'),
                              ("too large", '{"password":"' + "canary-content" * 10000 + '"}')):
            with self.subTest(name):
                self.creds.write_text(content, encoding="utf-8")
                said = self.refused("--creds", str(self.creds))
                self.assertIn(str(self.creds), said)
                self.assertNotIn("canary-content", said)

    def test_places_that_cannot_be_used(self):
        self.assertIn("/nowhere/creds.json", self.refused("--creds", "/nowhere/creds.json"))
        self.assertIn(str(self.creds.parent), self.refused("--creds", str(self.creds.parent)))

    def test_no_canary_in_anything_it_says(self):
        self.write()
        sandbox = self.start("--database", str(self.database))
        plain = CANARIES["confidentialPassword"]
        sandbox.secret = "".join(f"%{byte:02x}" for byte in plain.encode())
        tokens = sandbox.sign_in(scope="openid").json()
        sandbox.form("/token", grant_type="password", username=CANARIES["username"], password="canary-password-wrong")
        sandbox.form("/token", auth=None, grant_type="password", client_id="api-client", client_secret=plain + "x")
        sandbox.form("/logout", refresh_token=tokens["refresh_token"])
        sandbox.call("users/query", "{broken canary-body")
        invited = sandbox.invite("canary@example.com", password="canary-password-invited")
        command = Path(f"/proc/{sandbox.process.pid}/cmdline").read_bytes()
        environment = Path(f"/proc/{sandbox.process.pid}/environ").read_bytes()
        lines = "\n".join(sandbox.lines).encode()
        status, out, err = sandbox.end()
        self.assertEqual((status, out, err), (0, b"", b""), "it says nothing after its start")
        self.assertEqual(invited["password"], "canary-password-invited")
        stored = self.database.read_bytes()
        for canary in ("canary-password", "canary-secret", "canary-body", tokens["refresh_token"]):
            for place in (lines, command, environment, stored):
                self.assertNotIn(canary.encode(), place)


class DatabaseFile(Files):
    def kept(self, *arguments):
        return Sandbox("--users", "12", "--workspaces", "4", "--database", str(self.database), *arguments)

    def test_the_state_outlives_the_process(self):
        with self.kept() as sandbox:
            new = sandbox.invite("kept@example.com")
            number = sandbox.call("workspaces/create", {"workspace_name": "kept"}).json()["workspace_id"]
            token = sandbox.token()
            refresh = sandbox.sign_in().json()["refresh_token"]
            users = sandbox.users()
            port = sandbox.address.rsplit(":", 1)[1]
        with self.kept("--port", port, "--users", "99") as sandbox:
            sandbox._tokens["administrator"] = token  # keys are kept, so a token of the run before is still good
            self.assertEqual(sandbox.users(), users)
            self.assertEqual(sandbox.user("kept@example.com")["id"], new["id"])
            self.assertIn(number, [workspace["id"] for workspace in sandbox.workspaces()])
            answer = sandbox.form("/token", grant_type="refresh_token", refresh_token=refresh)
            self.assertEqual(answer.status_code, 200)

    def test_passwords_are_those_of_the_run(self):
        with self.kept() as sandbox:
            old = sandbox.account("user")
        with self.kept() as sandbox:
            self.assertEqual(sandbox.sign_in("user").status_code, 200)
            answer = sandbox.form("/token", grant_type="password", username=old[0], password=old[1])
            self.assertEqual(answer.status_code, 401)

    def test_the_administrator_of_a_creds_file_is_one_in_a_state_that_exists(self):
        with self.kept() as sandbox:
            sandbox.call("users/deactivate", {"email": "mira.solano@example.com"})
        for username, users in (("mira.solano@example.com", 12), ("new.boss@example.com", 13)):
            creds = self.write(username=username, email=username, confidentialPassword="canary-secret")
            with self.kept("--creds", str(self.creds)) as sandbox:
                sandbox.secret, sandbox.accounts = "canary-secret", [("administrator", username, creds["password"])]
                self.assertEqual(len(sandbox.users()), users)
                self.assertEqual(sandbox.user(username)["realmRoles"], ["admin"])

    def test_killed_in_the_middle_nothing_is_lost(self):
        with self.kept() as sandbox:
            for number in range(20):
                sandbox.invite(f"kept{number}@example.com")
            sandbox.process.kill()
            sandbox.process.wait(timeout=10)
        with self.kept() as sandbox:
            self.assertEqual(sum("kept" in user["username"] for user in sandbox.users().values()), 20)

    def test_a_second_sandbox_is_refused_and_the_first_unharmed(self):
        with self.kept() as sandbox:
            sandbox.invite("before@example.com")
            for _ in "12":
                said = self.refused("--database", str(self.database))
                self.assertIn(f"the database {self.database} is in use by another wallaroo-sandbox", said)
                self.assertEqual(len(said.splitlines()), 1, said)
            sandbox.invite("after@example.com")
            users = sandbox.users()
            self.assertIsNone(sandbox.process.poll())
        with self.kept() as sandbox:
            self.assertEqual(set(sandbox.users()), set(users))
            for email in ("before@example.com", "after@example.com"):
                self.assertTrue(sandbox.user(email))

    def test_the_file_is_the_owners_alone(self):
        before = os.umask(0)
        try:
            with self.kept():
                self.assertEqual(stat.S_IMODE(self.database.stat().st_mode), 0o600)
        finally:
            os.umask(before)

    def test_files_of_others_are_refused_and_left_alone(self):
        self.database.write_bytes(b"precious" * 1000)
        said = self.refused("--database", str(self.database))
        self.assertIn(str(self.database), said)
        self.assertEqual(self.database.read_bytes(), b"precious" * 1000)
        other = self.database.with_name("other.sqlite")
        subprocess.run(["/usr/bin/python3", "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
                        "c.execute('CREATE TABLE users (id)'); c.commit()", str(other)], check=True)
        self.assertIn("was not made by wallaroo-sandbox", self.refused("--database", str(other)))
        self.assertIn("/nowhere/x", self.refused("--database", "/nowhere/x"))


del Files  # only its children are tests

if __name__ == "__main__":
    unittest.main()
