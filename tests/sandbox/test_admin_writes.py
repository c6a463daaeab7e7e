"""Keycloak's admin REST: creating, changing, deleting, passwords, sessions, locks (keycloak reference, section 3)."""

import time
import unittest

from sandbox import Case

NOT_FOUND = (404, {"error": "User not found"})
NOBODY = "00000000-0000-4000-8000-000000000000"


class AdminCase(Case):
    ARGUMENTS = ("--users", "8", "--workspaces", "2")

    def setUp(self):
        self.name = self.id().rsplit(".", 1)[1].replace("_", "-")

    def get(self, user):
        return self.sandbox.admin("GET", "/users/" + user).json()

    def put(self, user, body):
        return self.sandbox.admin("PUT", "/users/" + user, body)

    def assert_put(self, user, body, status=204):
        answer = self.put(user, body)
        self.assertEqual((answer.status_code, answer.content), (status, b""))

    def sign_in_as(self, name, password="Right-1", **fields):
        return self.sandbox.form("/token", grant_type="password", username=name, password=password, **fields)


class Creating(AdminCase):
    def create(self, body):
        return self.sandbox.admin("POST", "/users", body)

    def refused(self, body, status, expected):
        answer = self.create(body)
        self.assertEqual((answer.status_code, answer.json()), (status, expected), body)

    def test_answer(self):
        answer = self.create({"username": "New.One@Example.org", "email": "New.One@Example.org", "firstName": "New"})
        self.assertEqual((answer.status_code, answer.content), (201, b""))
        base, _, user = answer.headers["Location"].rpartition("/")
        self.assertEqual(base, self.sandbox.address + "/auth/admin/realms/master/users")
        made = self.get(user)
        self.assertEqual((made["username"], made["email"], made["firstName"]),
                         ("new.one@example.org", "new.one@example.org", "New"))
        self.assertFalse(made["enabled"], "left out means disabled")
        self.assertEqual(self.sandbox.users()[user]["username"], "new.one@example.org")

    def test_refusals(self):
        self.sandbox.create("taken", email="taken@example.org")
        missing = {"errorMessage": "User name is missing"}
        length = {"field": "username", "errorMessage": "error-invalid-length", "params": ["username", 3, 255]}
        character = {"field": "username", "errorMessage": "error-username-invalid-character", "params": ["username"]}
        email = {"field": "email", "errorMessage": "error-invalid-email", "params": ["email", "nomail"]}
        for body, status, expected in (
                ({"username": "TAKEN"}, 409, {"errorMessage": "User exists with same username"}),
                ({"username": "other", "email": "taken@example.org"}, 409,
                 {"errorMessage": "User exists with same email"}),
                ({}, 400, missing), ({"username": " "}, 400, missing), ({"email": "x@example.org"}, 400, missing),
                ({"username": "ab"}, 400, length), ({"username": "x" * 256}, 400, length),
                ({"username": "<b>bold</b>"}, 400, character), ({"username": "with space"}, 400, character),
                ({"username": "valid", "email": "nomail"}, 400, email),
                ({"username": "ab", "email": "nomail"}, 400, {"errors": [length, email]}),
                ({"username": "valid", "firstName": "<b>"}, 400,
                 {"field": "firstName", "errorMessage": "error-person-name-invalid-character",
                  "params": ["firstName"]})):
            self.refused(body, status, expected)
        self.assertEqual(self.sandbox.admin("GET", "/users?username=valid").json(), [])

    def test_broken_bodies(self):
        syntax = {"error": "invalid_request", "error_description": "Cannot parse the JSON"}
        wrong = {"error": "unknown_error", "error_description": "Cannot parse the JSON"}
        failed = {"error": "unknown_error", "error_description": "For more on this error consult the server log."}
        self.refused("{bad", 400, syntax)
        self.refused("[]", 400, wrong)
        self.refused({"username": "valid", "enabled": "yes"}, 400, wrong)
        self.refused("", 500, failed)
        self.refused({"username": "valid", "credentials": [{"type": "password", "value": ""}]}, 500, failed)
        unknown = self.create({"username": "valid", "lastLogin": 1})
        self.assertEqual((unknown.status_code, set(unknown.json())), (400, {"error"}))
        self.assertTrue(unknown.json()["error"].startswith('Unrecognized field "lastLogin" (class '))
        form = self.sandbox.admin("POST", "/users", "username=x",
                                  headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(form.status_code, 415)

    def test_passwords(self):
        self.sandbox.create("lasting", "Right-1")
        self.assertEqual(self.sign_in_as("lasting").status_code, 200)
        user = self.sandbox.create("passing", credentials=[{"type": "password", "value": "Right-1", "temporary": True}])
        self.assertEqual(self.get(user)["requiredActions"], ["UPDATE_PASSWORD"])
        self.assert_oauth_error(self.sign_in_as("passing"), 400, "invalid_grant", "Account is not fully set up")


class Changing(AdminCase):
    def setUp(self):
        super().setUp()
        self.user = self.sandbox.create(self.name, email=self.name + "@example.org", firstName="Oskar", lastName="Lind")

    def assert_changed(self, body, **members):
        before = self.get(self.user)
        self.assert_put(self.user, body)
        after = self.get(self.user)
        for member, value in members.items():
            if value is None:
                self.assertNotIn(member, after)
            else:
                self.assertEqual(after[member], value)
        for untouched in set(before) - set(members):
            self.assertEqual(after[untouched], before[untouched])

    def test_only_what_is_sent_changes(self):
        self.assert_changed({})
        self.assert_changed({"enabled": False}, enabled=False)
        self.assert_changed({"enabled": None, "firstName": None})
        self.assert_changed({"firstName": ""}, firstName=None)
        self.assert_changed({"lastName": "Öst"}, lastName="Öst")
        self.assert_changed({"email": ""}, email=None)
        self.assert_changed({"email": "Back@Example.org"}, email="back@example.org")
        self.assert_changed({"emailVerified": True}, emailVerified=True)
        self.assert_changed({"requiredActions": ["UPDATE_PASSWORD", "NOPE", "CONFIGURE_TOTP"]},
                            requiredActions=["CONFIGURE_TOTP", "UPDATE_PASSWORD"])
        self.assert_changed({"requiredActions": []}, requiredActions=[])
        self.assert_changed({"id": "x", "createdTimestamp": 1, "notBefore": 3, "access": {"view": False}})
        self.assert_changed({"username": self.name.upper()})

    def test_with_attributes_the_profile_is_taken_as_a_whole(self):
        self.assert_changed({"attributes": {}, "firstName": "Ada"}, firstName="Ada", lastName=None, email=None)

    def test_refusals(self):
        before = self.get(self.user)
        for body, status, expected in (
                ({"email": self.sandbox.account("user")[0]}, 409, {"errorMessage": "User exists with same email"}),
                ({"email": "bad"}, 400, {"field": "email", "errorMessage": "error-invalid-email",
                                         "params": ["email", "bad"]}),
                ({"username": "another"}, 400, {"field": "username", "errorMessage": "error-user-attribute-read-only",
                                                "params": ["username"]}),
                ("", 400, {"errorMessage": "Could not update user!"})):
            answer = self.put(self.user, body)
            self.assertEqual((answer.status_code, answer.json()), (status, expected))
        self.assertEqual(self.put(self.user, {"foo": 1}).status_code, 400)
        self.assertEqual(self.get(self.user), before)
        answer = self.put(NOBODY, {})
        self.assertEqual((answer.status_code, answer.json()), NOT_FOUND)

    def test_the_whole_user_written_back_as_the_vendors_sdk_does(self):
        user = self.get(self.user)
        self.assert_put(self.user, {**user, "enabled": False})
        self.assertFalse(self.sandbox.users()[self.user]["enabled"])

    def test_nothing_protects_the_own_account(self):
        own = self.sandbox.create("other-admin", "Right-1")
        self.sandbox.give_right(own, "admin")
        token = self.sandbox.token_of("other-admin", "Right-1")
        self.assertEqual(self.sandbox.admin("PUT", "/users/" + own, {"enabled": False}, token=token).status_code, 204)
        self.assertEqual(self.sandbox.admin("GET", "/users", token=token).status_code, 401)
        self.assert_put(own, {"enabled": True})
        self.assertEqual(self.sandbox.admin("GET", "/users", token=token).status_code, 200, "as it was before")

    def test_deleting(self):
        self.sandbox.call("workspaces/add_user", {"workspace_id": 1, "user_id": self.user})
        answer = self.sandbox.admin("DELETE", "/users/" + self.user)
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        answer = self.sandbox.admin("DELETE", "/users/" + self.user)
        self.assertEqual((answer.status_code, answer.json()), NOT_FOUND)
        self.assertNotIn(self.user, self.sandbox.users())
        members = self.sandbox.call("workspaces/list_users", {"workspace_id": 1}).json()["users"]
        self.assertIn(self.user, [member["user_id"] for member in members], "what they had stays")
        again = self.sandbox.create(self.name)
        self.assertNotEqual(again, self.user, "the same name again is somebody else")


class Passwords(AdminCase):
    def test_reset(self):
        user = self.sandbox.create(self.name, "Old-1")
        path = f"/users/{user}/reset-password"

        def reset(body):
            return self.sandbox.admin("PUT", path, body)

        self.assertEqual(reset({"type": "password", "value": "Right-1", "temporary": True}).status_code, 204)
        self.assertEqual(self.get(user)["requiredActions"], ["UPDATE_PASSWORD"])
        self.assert_oauth_error(self.sign_in_as(self.name), 400, "invalid_grant", "Account is not fully set up")
        self.assertEqual(reset({"type": "password", "value": "Right-1", "temporary": False}).status_code, 204)
        self.assertEqual(self.get(user)["requiredActions"], [])
        self.assertEqual(self.sign_in_as(self.name).status_code, 200)
        for body, error in (({"value": ""}, "Empty password not allowed"), ({"value": "  "}, "Empty password not allowed"),
                            ({}, "No password provided"), ("", "No password provided")):
            answer = reset(body)
            self.assertEqual((answer.status_code, answer.json()), (400, {"error": error}))
        self.assertEqual(reset({"value": "x", "foo": 1}).status_code, 400)
        self.assertEqual(self.sign_in_as(self.name).status_code, 200)
        answer = self.sandbox.admin("PUT", f"/users/{NOBODY}/reset-password", {"value": "x"})
        self.assertEqual((answer.status_code, answer.json()), NOT_FOUND)


class Sessions(AdminCase):
    def setUp(self):
        super().setUp()
        self.user = self.sandbox.create(self.name, "Right-1")

    def sessions(self):
        return self.sandbox.admin("GET", f"/users/{self.user}/sessions").json()

    def refresh(self, tokens):
        return self.sandbox.form("/token", grant_type="refresh_token", refresh_token=tokens["refresh_token"])

    def test_list(self):
        self.assertEqual(self.sessions(), [])
        before = int(time.time()) * 1000
        tokens = self.sign_in_as(self.name).json()
        session, = self.sessions()
        self.assertEqual(set(session), {"id", "username", "userId", "ipAddress", "start", "lastAccess", "rememberMe",
                                        "clients", "transientUser"})
        self.assertEqual((session["id"], session["username"], session["userId"], session["ipAddress"]),
                         (tokens["session_state"], self.name, self.user, "127.0.0.1"))
        self.assertEqual(list(session["clients"].values()), ["api-client"])
        self.assertGreaterEqual(session["start"], before)
        answer = self.sandbox.admin("GET", f"/users/{NOBODY}/sessions")
        self.assertEqual((answer.status_code, answer.json()), NOT_FOUND)

    def test_ending_one(self):
        first, second = self.sign_in_as(self.name).json(), self.sign_in_as(self.name).json()
        path = "/sessions/" + first["session_state"]
        self.assertEqual(self.sandbox.admin("DELETE", path).status_code, 204)
        answer = self.sandbox.admin("DELETE", path)
        self.assertEqual((answer.status_code, answer.json()), (404, {"error": "Sesssion not found"}))
        self.assert_oauth_error(self.refresh(first), 400, "invalid_grant", "Session not active")
        self.assertEqual(self.refresh(second).status_code, 200)
        self.assertEqual([session["id"] for session in self.sessions()], [second["session_state"]])

    def test_log_out_ends_online_sessions_only(self):
        online = self.sign_in_as(self.name).json()
        offline = self.sign_in_as(self.name, scope="offline_access").json()
        self.assertEqual(len(self.sessions()), 2)
        for _ in range(2):
            self.assertEqual(self.sandbox.admin("POST", f"/users/{self.user}/logout").status_code, 204)
        self.assertEqual(self.sessions(), [])
        self.assert_oauth_error(self.refresh(online), 400, "invalid_grant", "Session not active")
        self.assertEqual(self.refresh(offline).status_code, 200)
        client = self.sandbox.admin("GET", "/clients?clientId=api-client").json()[0]["id"]
        kept = self.sandbox.admin("GET", f"/users/{self.user}/offline-sessions/{client}").json()
        self.assertEqual([session["id"] for session in kept], [offline["session_state"]])
        self.assertGreater(self.get(self.user)["notBefore"], 0)
        self.assertGreater(self.sign_in_as(self.name).json()["not-before-policy"], 0)


class Locks(AdminCase):
    def setUp(self):
        super().setUp()
        self.user = self.sandbox.create(self.name, "Right-1")
        self.lock = "/attack-detection/brute-force/users/" + self.user
        self.rules(permanentLockout=False, failureFactor=3, waitIncrementSeconds=300)

    def rules(self, **members):
        self.assertEqual(self.sandbox.admin("PUT", "", {"bruteForceProtected": True, **members}).status_code, 204)

    def state(self):
        return self.sandbox.admin("GET", self.lock).json()

    def guess(self, times=3):
        for _ in range(times):
            self.assert_oauth_error(self.sign_in_as(self.name, "Wrong-1"), 401, "invalid_grant",
                                    "Invalid user credentials")

    def listed(self):
        return self.sandbox.admin("GET", f"/users?username={self.name}&exact=true").json()[0]["enabled"]

    def test_a_locked_user_looks_disabled_by_id_only(self):
        self.guess(2)
        self.assertEqual((self.state()["disabled"], self.state()["numFailures"]), (False, 2))
        self.guess(2)
        state = self.state()
        self.assertEqual(set(state), {"failedLoginNotBefore", "numFailures", "numTemporaryLockouts", "disabled",
                                      "lastIPFailure", "lastFailure"})
        self.assertEqual((state["disabled"], state["numFailures"], state["numTemporaryLockouts"]), (True, 3, 1))
        self.assertEqual(state["lastIPFailure"], "127.0.0.1")
        self.assertGreater(state["failedLoginNotBefore"], time.time())
        self.assert_oauth_error(self.sign_in_as(self.name), 401, "invalid_grant", "Invalid user credentials")
        self.assertFalse(self.get(self.user)["enabled"])
        self.assertTrue(self.listed())
        for body, enabled in (({"user_ids": [self.user]}, False), ({}, True)):
            told = self.sandbox.call("users/query", body).json()["users"]
            self.assertIs(told[self.user]["enabled"], enabled)

        self.assert_put(self.user, {"firstName": "Still"})
        self.assertEqual(self.sandbox.admin("DELETE", self.lock).status_code, 204)
        self.assertTrue(self.get(self.user)["enabled"], "one member written does no harm")
        self.assertEqual(self.sign_in_as(self.name).status_code, 200)

    def test_writing_a_locked_user_back_disables(self):
        self.guess()
        self.assert_put(self.user, self.get(self.user))
        self.sandbox.admin("DELETE", self.lock)
        self.assertFalse(self.get(self.user)["enabled"])
        self.assertFalse(self.listed())

    def test_a_lock_for_good(self):
        self.rules(permanentLockout=True)
        self.guess()
        self.assertEqual(self.state()["failedLoginNotBefore"], 9223372036854775807)
        self.assertFalse(self.get(self.user)["enabled"])
        self.assert_put(self.user, {"enabled": True})
        self.assertEqual(self.sign_in_as(self.name).status_code, 200)

    def test_nobody_is_not_locked(self):
        answer = self.sandbox.admin("GET", "/attack-detection/brute-force/users/nosuch")
        self.assertEqual((answer.status_code, answer.json()),
                         (200, {"failedLoginNotBefore": 0, "numFailures": 0, "numTemporaryLockouts": 0,
                                "disabled": False, "lastIPFailure": "n/a", "lastFailure": 0}))

    def test_a_right_password_forgets_wrong_ones(self):
        self.guess(2)
        self.assertEqual(self.sign_in_as(self.name).status_code, 200)
        self.assertEqual(self.state()["numFailures"], 0)


if __name__ == "__main__":
    unittest.main()
