"""The whole program at an instance whose identity provider is the real Keycloak: the main job, people, and its end.

argv: path of wallaroo-admin; see programcase.py.
"""
import sys
import unittest

import browser
import requests
from programcase import AUTH, FACTS, Atspi, Program, ProgramCase, wait_for


class ProgramAtKeycloak(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = FACTS["people"]["administrator"]
        cls.keycloak.admin.log_out(cls.administrator)  # of what other tests left

    def people(self):
        return self.keycloak.admin.call("GET", "/users", params={"max": 1000, "briefRepresentation": "true"})

    def wait_for_rows(self, count, table="Users"):
        wait_for(f"{count} rows", lambda: self.program.table(table).get_n_rows() == count)

    def fill(self, password, secret):
        self.program.type_into("User name", self.administrator)
        self.program.type_into("Password", password)
        self.program.type_into("Client secret", secret)

    def test_1_refusals_are_explained(self):
        self.open_addresses()
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
