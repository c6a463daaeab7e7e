"""The whole program at an instance whose identity provider is the real Keycloak: wallaroo-sandbox --auth-url.

Driven over the accessibility bus on a desk of its own, as tests/e2e does. argv: path of wallaroo-admin; the sandbox is
$WALLAROO_SANDBOX. With WALLAROO_KEYCLOAK_PICTURES=FOLDER a picture of the display is left there at each step.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

import browser
import realm
import requests
import shared
from sides import KeycloakSide

FACTS = shared.facts()

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from desk import Atspi, Desk, Program, wait_for  # noqa: E402

ADMIN = sys.argv[1]
AUTH = FACTS["address"] + "/auth"


class SandboxAtKeycloak:
    """The product's API alone; sign-in and people are Keycloak's."""

    def __init__(self, desk):
        service = desk.home / "service.json"
        service.touch(0o600)
        service.write_text(json.dumps({"confidentialClient": realm.PLATFORM, "confidentialPassword": FACTS["secret"]}))
        self.log = desk.home / "sandbox.out"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([os.environ["WALLAROO_SANDBOX"], "--workspaces", "12", "--auth-url", AUTH,
                                             "--auth-service", service],
                                            stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self.address = wait_for("the sandbox's address", self._address)

    def _address(self):
        found = re.search(r"Listening on (\S+)\n(?:.*\n)*Ready\n", self.log.read_text())
        return found and found.group(1)

    def close(self):
        self.process.terminate()
        self.process.wait(10)


class ProgramAtKeycloak(unittest.TestCase):
    """One story, in order: each test goes on where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.keycloak = KeycloakSide(FACTS)
        cls.addClassCleanup(cls.keycloak.end)
        cls.desk = Desk()
        cls.addClassCleanup(cls.desk.close)
        cls.opened = cls.desk.home / "opened"
        cls.pretend_browser()
        cls.sandbox = SandboxAtKeycloak(cls.desk)
        cls.addClassCleanup(cls.sandbox.close)
        cls.administrator = FACTS["people"]["administrator"]
        cls.keycloak.admin.log_out(cls.administrator)  # of what other tests left
        cls.program = Program(cls.desk, ADMIN)
        cls.addClassCleanup(cls.program.close)

    @classmethod
    def pretend_browser(cls):
        """What the desktop would open is written down; the test then goes there in a Chromium of its own."""
        script = cls.desk.home / "bin/xdg-open"
        script.parent.mkdir()
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{cls.opened}"\n')
        script.chmod(0o755)
        cls.desk.env["PATH"] = f"{script.parent}:{cls.desk.env['PATH']}"

    def picture(self, name):
        folder = os.environ.get("WALLAROO_KEYCLOAK_PICTURES")
        if folder:
            subprocess.run(["import", "-window", "root", f"{folder}/{name}.png"], env=self.desk.env, check=False)

    def people(self):
        return self.keycloak.admin.call("GET", "/users", params={"max": 1000, "briefRepresentation": "true"})

    def wait_for_rows(self, count, table="Users"):
        wait_for(f"{count} rows", lambda: self.program.table(table).get_n_rows() == count)

    def says(self, text):
        """Waits until something that can be seen has this in its name or its description."""
        def look():
            return any((text in (node.get_name() or "") or text in (node.get_description() or ""))
                       and Program.is_showing(node) for node in self.program.walk())
        wait_for("the words: " + text, look)

    def choose(self, way):
        Program.act(self.program.find(way, (Atspi.Role.RADIO_BUTTON,)))

    def fill(self, password, secret):
        self.program.type_into("User name", self.administrator)
        self.program.type_into("Password", password)
        self.program.type_into("Client secret", secret)

    def test_1_refusals_are_explained(self):
        self.program.type_into("Instance", self.sandbox.address)
        Program.act(self.program.find("API and sign-in at different addresses"))
        self.program.type_into("API address", self.sandbox.address)
        self.program.type_into("Authentication address", AUTH)
        self.fill("canary-wrong", FACTS["secret"])
        self.program.press("Sign in")
        self.says("Wrong user name, password or code")
        self.picture("1-wrong-password")
        self.fill(FACTS["password"], "canary-wrong")
        self.program.press("Sign in")
        self.says("or its secret is another one")
        self.picture("2-wrong-secret")
        for kind, words in (("disabled", "is deactivated"), ("temporary", "is not fully set up")):
            self.fill(FACTS["password"], FACTS["secret"])
            self.program.type_into("User name", FACTS["people"][kind])
            self.program.press("Sign in")
            self.says(words)
            self.picture("3-" + kind)

    def test_2_people_are_keycloaks(self):
        self.fill(FACTS["password"], FACTS["secret"])
        self.program.press("Sign in")
        self.wait_for_rows(len(self.people()))
        self.picture("4-users")
        table = self.program.table("Users")
        headers = [table.get_column_header(i).get_name() for i in range(table.get_n_columns())]
        mails = {table.get_accessible_at(row, headers.index("E-mail")).get_name() for row in range(table.get_n_rows())}
        self.assertLessEqual({person["email"] for person in self.people() if "email" in person}, mails)
        self.assertEqual(len(self.keycloak.admin.sessions(self.administrator)), 1)

    def token_of_somebody_else(self):
        """Keycloak's own administrator, so that the program's session is the only one of its user."""
        return self.keycloak.password(**FACTS["admin"]).json()["access_token"]

    def api(self, call, body):
        token = self.token_of_somebody_else()
        return requests.post(f"{self.sandbox.address}/v1/api/{call}", json=body, headers={"Authorization": "Bearer " + token},
                             timeout=60)

    def test_3_changes_reach_keycloak_and_the_program(self):
        count = len(self.people())
        answer = self.api("users/invite", {"email": "new.person@example.com", "password": "Correct-Horse-9",
                                           "require_reset": False})
        self.assertEqual(answer.status_code, 200, answer.text)
        invited = self.keycloak.admin.call("GET", "/users/" + answer.json()["id"])
        self.assertEqual((invited["email"], invited["enabled"]), ("new.person@example.com", True))
        self.program.press("Refresh")
        self.wait_for_rows(count + 1)
        self.assertEqual(self.api("users/deactivate", {"email": "new.person@example.com"}).status_code, 200)
        self.assertFalse(self.keycloak.admin.call("GET", "/users/" + invited["id"])["enabled"])
        again = self.api("users/invite", {"email": "new.person@example.com"})
        self.assertEqual((again.status_code, again.json()["msg"]), (400, "Bad request: User exists with same email"))
        self.keycloak.admin.call("DELETE", "/users/" + invited["id"])
        self.program.press("Refresh")
        self.wait_for_rows(count)

    def test_4_tokens_of_others_are_not_believed(self):
        for token in ("garbage", self.forged()):
            answer = requests.post(self.sandbox.address + "/v1/api/users/query", json={}, timeout=60,
                                   headers={"Authorization": "Bearer " + token})
            self.assertEqual(answer.status_code, 401)
        plain = self.keycloak.password("user").json()["access_token"]
        answer = requests.post(self.sandbox.address + "/v1/api/users/invite", json={"email": "x@example.com"}, timeout=60,
                               headers={"Authorization": "Bearer " + plain})
        self.assertEqual(answer.status_code, 403)

    def forged(self):
        header, claims, signature = self.token_of_somebody_else().split(".")
        return f"{header}.{claims}.{'A' * len(signature)}"

    def test_5_signing_out_is_seen_at_keycloak(self):
        self.assertEqual(len(self.keycloak.admin.sessions(self.administrator)), 1)
        self.program.press("Session")
        self.program.find("Sign out this session", (Atspi.Role.PUSH_BUTTON,))
        self.picture("5-session-panel")
        self.program.press("Sign out this session")
        self.program.press("Sign out")
        wait_for("the session to end at Keycloak", lambda: not self.keycloak.admin.sessions(self.administrator))

    def test_6_in_the_browser(self):
        self.choose("In the browser")
        self.program.press("Sign in")
        address = wait_for("the address that is opened", lambda: self.opened.exists() and self.opened.read_text().strip())
        self.assertTrue(address.startswith(AUTH + "/realms/master/device?user_code="), address)
        self.says(address.split("=")[1])
        self.picture("6-waiting-for-the-browser")
        with browser.chromium() as driver:
            result = browser.answer_device_page(driver, address, self.administrator, FACTS["password"], True)
        self.assertEqual(result, "Device Login Successful")
        self.wait_for_rows(len(self.people()))
        self.picture("7-signed-in-by-browser")
        clients = [name for session in self.keycloak.admin.sessions(self.administrator) for name in session["clients"].values()]
        self.assertIn("sdk-client", clients)
        self.assertEqual(self.program.quit(), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2, failfast=True)
