"""users/query, users/activate, users/deactivate and the edit call (mlops reference, guide 1 and section 10)."""

import unittest

from sandbox import Case, claims

NOBODY = "00000000-0000-4000-8000-000000000000"
ALWAYS = {"id", "username", "emailVerified", "enabled", "createdTimestamp", "requiredActions",
          "disableableCredentialTypes", "notBefore", "access", "groups"}
SOMETIMES = {"email", "firstName", "lastName", "lastLogin", "realmRoles"}
ACCESS = {"manageGroupMembership", "view", "mapRoles", "impersonate", "manage"}


class Query(Case):
    ARGUMENTS = ("--users", "300", "--workspaces", "3")

    def by_id(self, *ids, kind="administrator"):
        return self.sandbox.call("users/query", {"user_ids": list(ids)}, kind).json()["users"]

    def test_everybody(self):
        users = self.sandbox.users()
        self.assertEqual(len(users), 300)
        for key, user in users.items():
            self.assertEqual(user["id"], key)
            self.assertLessEqual(ALWAYS, set(user))
            self.assertLessEqual(set(user), ALWAYS | SOMETIMES)
            self.assertEqual(set(user["access"]), ACCESS)
            self.assertIsInstance(user["createdTimestamp"], int)
            for name in ("email", "firstName", "lastName"):
                self.assertNotIn(user.get(name, "missing"), (None, ""))

    def test_every_oddity_of_a_real_instance_is_there(self):
        users = list(self.sandbox.users().values())
        oddities = {
            "no e-mail": lambda user: "email" not in user,
            "no names": lambda user: "firstName" not in user and "lastName" not in user,
            "one name": lambda user: ("firstName" in user) != ("lastName" in user),
            "lastLogin absent": lambda user: "lastLogin" not in user,
            "lastLogin null": lambda user: user.get("lastLogin", 0) is None,
            "lastLogin number": lambda user: isinstance(user.get("lastLogin"), int),
            "disabled": lambda user: not user["enabled"],
            "required action": lambda user: user["requiredActions"] == ["UPDATE_PASSWORD"],
            "administrator": lambda user: user.get("realmRoles") == ["admin"],
            "no roles told": lambda user: "realmRoles" not in user,
            "user name is not the address": lambda user: user["username"] != user.get("email"),
            "not verified": lambda user: not user["emailVerified"],
        }
        for name, is_odd in oddities.items():
            with self.subTest(name):
                self.assertTrue(any(is_odd(user) for user in users))
                self.assertFalse(all(is_odd(user) for user in users))

    def test_the_built_in_admin(self):
        admin = next(user for user in self.sandbox.users().values() if user["username"] == "admin")
        for absent in ("email", "firstName", "lastName"):
            self.assertNotIn(absent, admin)
        self.assertIn("admin", admin["realmRoles"])

    def test_the_order_changes_from_call_to_call(self):
        orders = [list(self.sandbox.users()) for _ in range(4)]
        self.assertEqual(len({tuple(order) for order in orders}), 4)
        self.assertEqual(len({tuple(sorted(order)) for order in orders}), 1)

    def test_by_id(self):
        users = self.sandbox.users()
        ids = [user["id"] for user in users.values() if user.get("realmRoles")][:2]
        answer = self.by_id(ids[0], NOBODY, ids[1], ids[0], "no uuid at all")
        self.assertEqual(set(answer), {ids[0], ids[1], NOBODY, "no uuid at all"})
        self.assertIsNone(answer[NOBODY])
        self.assertIsNone(answer["no uuid at all"])
        for key in ids:
            self.assertNotIn("realmRoles", answer[key])
            self.assertIsNone(answer[key]["lastLogin"])
            self.assertIsInstance(answer[key]["federatedIdentities"], list)
            self.assertEqual(answer[key]["username"], users[key]["username"])

    def test_an_id_in_capitals_is_the_same_one(self):
        shouted = claims(self.sandbox.token())["sub"].upper()
        answer = self.by_id(shouted)
        self.assertEqual(list(answer), [shouted], "the key is as it was sent")
        self.assertEqual(answer[shouted]["id"], shouted.lower())

    def test_federated_identities(self):
        federated = [user for user in self.by_id(*self.sandbox.users()).values() if user["federatedIdentities"]]
        self.assertTrue(federated)
        self.assertEqual(set(federated[0]["federatedIdentities"][0]), {"identityProvider", "userId", "userName"})

    def test_empty_list_of_ids(self):
        self.assertEqual(self.by_id(), {})

    def test_access_follows_the_caller(self):
        for kind, expected in (("administrator", True), ("user", False)):
            for user in (*self.sandbox.users(kind).values(), *self.by_id(*self.sandbox.users(), kind=kind).values()):
                self.assertEqual(user["access"]["manage"], expected)
                self.assertEqual(user["access"]["impersonate"], expected and user["enabled"])


class Activation(Case):
    def test_deactivate_and_activate(self):
        email = "petra.novak@example.com"
        for call, enabled in (("users/deactivate", False), ("users/deactivate", False), ("users/activate", True)):
            answer = self.sandbox.call(call, {"email": email.upper()})
            self.assertEqual((answer.status_code, answer.json()), (200, {}))
            self.assertEqual(self.sandbox.user(email)["enabled"], enabled)

    def test_unknown_addresses(self):
        for call in ("users/activate", "users/deactivate"):
            for email in ("nobody@example.com", "admin", ""):
                self.assert_api_error(self.sandbox.call(call, {"email": email}), 500, "error querying keycloak server")

    def test_only_administrators(self):
        email = self.sandbox.account("user")[0]
        edit = {"id": NOBODY, "firstName": "", "lastName": "", "email": email, "enabled": True, "isAdmin": True}
        for call, body in (("users/invite", {"email": "new@example.com"}), ("users/activate", {"email": email}),
                           ("users/deactivate", {"email": email}), ("user", edit)):
            self.assert_api_error(self.sandbox.call(call, body, "user"), 403)
        self.assertTrue(self.sandbox.user(email)["enabled"])


class Edit(Case):
    def setUp(self):
        # One person a test, so that the tests do not depend on their order.
        email = self.id().rsplit(".", 1)[1].replace("_", "-") + "@example.com"
        self.sandbox.invite(email, require_reset=False)
        self.user = self.sandbox.user(email)

    def edit(self, **changes):
        body = {"id": self.user["id"], "firstName": "Oskar", "lastName": "Lind", "email": self.user["email"],
                "enabled": True, "isAdmin": False, **changes}
        return self.sandbox.call("user", body)

    def now(self):
        return self.sandbox.users()[self.user["id"]]

    def test_answers_null(self):
        answer = self.edit()
        self.assertEqual((answer.status_code, answer.text), (200, "null"))
        self.assertEqual((self.now()["firstName"], self.now()["lastName"]), ("Oskar", "Lind"))
        self.assertEqual(self.now()["createdTimestamp"], self.user["createdTimestamp"])

    def test_empty_names_are_missing_names(self):
        self.edit()
        self.edit(firstName="", lastName="")
        self.assertNotIn("firstName", self.now())
        self.assertNotIn("lastName", self.now())

    def test_the_role_admin_is_given_and_taken(self):
        self.edit(isAdmin=True)
        self.assertEqual(self.now()["realmRoles"], ["admin"])
        self.edit(isAdmin=False)
        self.assertNotIn("realmRoles", self.now())

    def test_the_address_changes_and_the_user_name_stays(self):
        self.edit(email="Other.Address@example.com")
        self.assertEqual(self.now()["email"], "other.address@example.com")
        self.assertEqual(self.now()["username"], self.user["username"])

    def test_hostile_names_come_back_as_they_were(self):
        for name in ('<b>"bold"</b>\\', "line\nbreak\ttab\x01", "\u202eevil\u2066", "🦘 Wallaroo", "x" * 100000):
            self.assertEqual(self.edit(firstName=name).text, "null")
            self.assertEqual(self.now()["firstName"], name)

    def test_inactive_users_are_refused(self):
        self.edit(enabled=False)
        self.assertFalse(self.now()["enabled"])
        self.assert_api_error(self.edit(firstName="Other", enabled=True), 400)
        self.assertEqual(self.now()["firstName"], "Oskar")

    def test_refusals(self):
        self.assert_api_error(self.edit(id=NOBODY), 400, "The provided user id was not found.")
        self.assert_api_error(self.edit(email=self.sandbox.account("user")[0]), 400)
        self.assert_api_error(self.edit(email="no address"), 400)
        self.assertEqual(self.now()["email"], self.user["email"])

    def test_a_token_keeps_its_role_until_it_is_renewed(self):
        username, password = self.sandbox.account("user")
        person = self.sandbox.user(username)
        token = self.sandbox.token("user")
        body = {"id": person["id"], "firstName": "Mira", "lastName": "Solano", "email": username, "enabled": True}
        self.sandbox.call("user", {**body, "isAdmin": True})
        self.assert_api_error(self.sandbox.call("users/activate", {"email": username}, "user"), 403)
        renewed = self.sandbox.sign_in("user").json()["access_token"]
        self.assertNotEqual(renewed, token)
        self.assertIn("admin", claims(renewed)["realm_access"]["roles"])
        self.sandbox.call("user", {**body, "isAdmin": False})


if __name__ == "__main__":
    unittest.main()
