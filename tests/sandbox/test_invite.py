"""users/invite, and what a freshly invited person meets at sign-in."""

import unittest
import uuid

from sandbox import Case, Sandbox, claims


class Invite(Case):
    def test_answer_and_new_user(self):
        answer = self.sandbox.call("users/invite", {"email": "Petra.New@Example.com", "roles": [], "require_reset": True})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(set(answer.json()), {"id", "password"})
        self.assertEqual(uuid.UUID(answer.json()["id"]).version, 4)
        user = self.sandbox.user("petra.new@example.com")
        self.assertEqual(user["id"], answer.json()["id"])
        self.assertEqual((user["username"], user["enabled"], user["emailVerified"], user["lastLogin"]),
                         ("petra.new@example.com", True, False, None))
        self.assertEqual(user["requiredActions"], ["UPDATE_PASSWORD"])
        for absent in ("firstName", "lastName", "realmRoles"):
            self.assertNotIn(absent, user)

    def test_passwords(self):
        given = self.sandbox.invite("given@example.com", password="canary-password-given")
        self.assertEqual(given["password"], "canary-password-given")
        made = [self.sandbox.invite(f"made{i}@example.com")["password"] for i in range(2)]
        self.assertNotEqual(made[0], made[1])
        self.assertGreaterEqual(len(made[0]), 12)

    def test_roles(self):
        self.sandbox.invite("boss@example.com", roles=["admin"])
        self.assertEqual(self.sandbox.user("boss@example.com")["realmRoles"], ["admin"])

    def test_sign_in_with_a_temporary_password(self):
        password = self.sandbox.invite("temporary@example.com")["password"]
        fields = {"grant_type": "password", "username": "temporary@example.com"}
        self.assert_oauth_error(self.sandbox.form("/token", password=password, **fields), 400, "invalid_grant",
                                "Account is not fully set up")
        self.assert_oauth_error(self.sandbox.form("/token", password="wrong", **fields), 401, "invalid_grant",
                                "Invalid user credentials")

    def test_sign_in_without_reset(self):
        new = self.sandbox.invite("at.once@example.com", require_reset=False)
        answer = self.sandbox.form("/token", grant_type="password", username="AT.ONCE@example.com",
                                   password=new["password"])
        self.assertEqual(claims(answer.json()["access_token"])["sub"], new["id"])

    def test_refusals(self):
        known = self.sandbox.account("user")[0]
        for name, body in (("duplicate", {"email": known}), ("duplicate in capitals", {"email": known.upper()}),
                           ("no address", {"email": "nobody"}), ("empty", {"email": ""}),
                           ("empty password", {"email": "empty@example.com", "password": ""})):
            with self.subTest(name):
                self.assert_api_error(self.sandbox.call("users/invite", body), 400)
        self.assertEqual(sum(user.get("email") == known for user in self.sandbox.users().values()), 1)

    def test_null_means_absent(self):
        new = self.sandbox.invite("nulls@example.com", password=None, roles=None, require_reset=None)
        self.assertEqual(set(new), {"id", "password"})
        self.assertEqual(self.sandbox.user("nulls@example.com")["requiredActions"], ["UPDATE_PASSWORD"])


class Seats(unittest.TestCase):
    def test_only_active_users_count(self):
        with Sandbox("--users", "5", "--seats", "5") as sandbox:  # four of them are active
            self.assertEqual(sandbox.call("users/invite", {"email": "fifth@example.com"}).status_code, 200)
            refused = sandbox.call("users/invite", {"email": "sixth@example.com"})
            self.assertEqual((refused.status_code, set(refused.json()), refused.json()["code"]),
                             (403, {"msg", "code"}, 403))
            activated = sandbox.call("users/activate", {"email": sandbox.account("disabled")[0]})
            self.assertEqual(activated.status_code, 403)
            sandbox.call("users/deactivate", {"email": "fifth@example.com"})
            self.assertEqual(sandbox.call("users/invite", {"email": "sixth@example.com"}).status_code, 200)


if __name__ == "__main__":
    unittest.main()
