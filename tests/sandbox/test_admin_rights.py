"""Keycloak's admin REST: roles, clients, and what each right allows (keycloak reference, section 3)."""

import unittest

from sandbox import Case, claims

FORBIDDEN = (403, {"error": "HTTP 403 Forbidden"})
NOBODY = "00000000-0000-4000-8000-000000000000"
RIGHTS = ("none", "query-users", "view-users", "manage-users", "admin")


class Rights(Case):
    ARGUMENTS = ("--users", "8", "--workspaces", "0")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tokens = {}
        for right in RIGHTS:
            user = cls.sandbox.create("with-" + right, "Right-1")
            if right != "none":
                cls.sandbox.give_right(user, right)
            cls.tokens[right] = cls.sandbox.token_of("with-" + right, "Right-1")
        cls.other = cls.sandbox.create("somebody-else")
        cls.client = cls.sandbox.admin("GET", "/clients?clientId=master-realm").json()[0]["id"]

    def assert_statuses(self, method, path, body, expected):
        for right, status in zip(RIGHTS, expected):
            with self.subTest(f"{method} {path} with {right}"):
                answer = self.sandbox.admin(method, path, body, token=self.tokens[right])
                self.assertEqual(answer.status_code, status, answer.text)
                if status == 403:
                    self.assertEqual(answer.json(), FORBIDDEN[1])

    def test_tokens_say_it(self):
        def held(right):
            return set(claims(self.tokens[right])["resource_access"].get("master-realm", {}).get("roles", []))

        self.assertEqual(held("none"), set())
        self.assertEqual(claims(self.tokens["none"])["aud"], "account")
        self.assertEqual(held("query-users"), {"query-users"})
        self.assertEqual(held("view-users"), {"view-users", "query-users", "query-groups"})
        self.assertEqual(held("manage-users"), {"manage-users"})
        self.assertEqual(len(held("admin")), 18)

    def test_reading(self):
        for path, expected in (("/users", (403, 200, 200, 200, 200)), ("/users?search=a", (403, 200, 200, 200, 200)),
                               ("/users/count", (403, 200, 200, 200, 200)), ("/users/" + NOBODY, (403, 404, 404, 404, 404)),
                               ("/clients", (403, 200, 200, 403, 200)), ("/clients/" + self.client, (403, 403, 403, 403, 200)),
                               ("/roles", (403, 200, 200, 403, 200)), ("/roles/admin", (403, 403, 403, 403, 200)),
                               ("/roles/admin/users", (403, 403, 403, 403, 200)), ("", (403, 200, 200, 200, 200))):
            self.assert_statuses("GET", path, None, expected)
        for path in ("", "/sessions", "/role-mappings", "/role-mappings/realm", "/role-mappings/realm/composite",
                     f"/role-mappings/clients/{self.client}", "/groups", "/credentials"):
            self.assert_statuses("GET", f"/users/{self.other}{path}", None, (403, 403, 200, 200, 200))
        self.assert_statuses("GET", "/attack-detection/brute-force/users/" + self.other, None, (403, 403, 200, 200, 200))

    def test_an_empty_list_may_mean_no_right(self):
        for path, empty in (("/users", []), ("/users?search=somebody", []), ("/users/count", 0), ("/clients", [])):
            self.assertEqual(self.sandbox.admin("GET", path, token=self.tokens["query-users"]).json(), empty)
        self.assertEqual(self.sandbox.admin("GET", "/users/count", token=self.tokens["view-users"]).json(),
                         self.sandbox.admin("GET", "/users/count").json())

    def test_writing(self):
        user = "/users/" + self.other
        offline = self.sandbox.admin("GET", "/roles/offline_access").json()
        admin = self.sandbox.admin("GET", "/roles/admin").json()
        for method, path, body, expected in (
                ("PUT", user, {}, (403, 403, 403, 204, 204)), ("PUT", "/users/" + NOBODY, {}, (403, 404, 404, 404, 404)),
                ("PUT", user + "/reset-password", {"value": "Right-1"}, (403, 403, 403, 204, 204)),
                ("POST", user + "/logout", None, (403, 403, 403, 204, 204)),
                ("DELETE", "/sessions/nosuch", None, (403, 403, 403, 404, 404)),
                ("POST", "/users", {}, (403, 403, 403, 400, 400)),
                ("DELETE", "/attack-detection/brute-force/users/" + self.other, None, (403, 403, 403, 204, 204)),
                ("POST", user + "/role-mappings/realm", [offline], (403, 403, 403, 204, 204)),
                ("POST", user + "/role-mappings/realm", [admin], (403, 403, 403, 403, 204)),
                ("DELETE", user + "/role-mappings/realm", [admin], (403, 403, 403, 403, 204)),
                ("PUT", "", {}, (403, 403, 403, 403, 204)),
                ("DELETE", "/users/" + NOBODY, None, (403, 404, 404, 404, 404))):
            self.assert_statuses(method, path, body, expected)

    def test_access_follows_the_caller(self):
        for right, view, manage, impersonate in (("view-users", True, False, False), ("manage-users", True, True, False),
                                                 ("admin", True, True, True)):
            expected = {"view": view, "manage": manage, "mapRoles": manage, "manageGroupMembership": manage,
                        "impersonate": impersonate}
            one = self.sandbox.admin("GET", "/users/" + self.other, token=self.tokens[right]).json()
            self.assertEqual(one["access"], expected)
            for user in self.sandbox.admin("GET", "/users", token=self.tokens[right]).json():
                self.assertEqual(user["access"], expected)


class Roles(Case):
    ARGUMENTS = ("--users", "8", "--workspaces", "0")

    def setUp(self):
        self.user = self.sandbox.create(self.id().rsplit(".", 1)[1].replace("_", "-"))
        self.client = self.sandbox.admin("GET", "/clients?clientId=master-realm").json()[0]["id"]
        self.mappings = f"/users/{self.user}/role-mappings"

    def names(self, path):
        return {role["name"] for role in self.sandbox.admin("GET", self.mappings + path).json()}

    def test_shape(self):
        roles = self.sandbox.admin("GET", "/roles").json()
        self.assertEqual({role["name"] for role in roles},
                         {"admin", "create-realm", "default-roles-master", "offline_access", "uma_authorization"})
        for role in roles:
            self.assertEqual(set(role), {"id", "name", "description", "composite", "clientRole", "containerId"})
            one = self.sandbox.admin("GET", "/roles/" + role["name"]).json()
            self.assertEqual(one, {**role, "attributes": {}})
        unknown = self.sandbox.admin("GET", "/roles/nosuch")
        self.assertEqual((unknown.status_code, unknown.json()), (404, {"error": "Could not find role"}))

    def test_a_new_user_has_the_default_roles(self):
        self.assertEqual(set(self.sandbox.admin("GET", self.mappings).json()), {"realmMappings"})
        self.assertEqual(self.names("/realm"), {"default-roles-master"})
        self.assertEqual(self.names("/realm/composite"), {"default-roles-master", "offline_access", "uma_authorization"})
        self.assertEqual(self.names(f"/clients/{self.client}"), set())

    def test_the_role_admin(self):
        role = self.sandbox.admin("GET", "/roles/admin").json()
        self.assertEqual(self.sandbox.admin("POST", self.mappings + "/realm", [role]).status_code, 204)
        self.assertIn("admin", self.names("/realm"))
        self.assertIn("create-realm", self.names("/realm/composite"))
        self.assertEqual(len(self.names(f"/clients/{self.client}/composite")), 18)
        self.assertEqual(self.sandbox.users()[self.user]["realmRoles"], ["admin"])
        holders = self.sandbox.admin("GET", "/roles/admin/users").json()
        self.assertIn(self.user, [user["id"] for user in holders])
        self.assertNotIn("access", holders[0])
        for _ in range(2):
            self.assertEqual(self.sandbox.admin("DELETE", self.mappings + "/realm", [role]).status_code, 204)
        self.assertNotIn("admin", self.names("/realm"))

    def test_rights_of_master_realm(self):
        role = self.sandbox.admin("GET", f"/clients/{self.client}/roles/view-users").json()
        self.assertEqual((role["clientRole"], role["composite"], role["containerId"]), (True, True, self.client))
        path = f"{self.mappings}/clients/{self.client}"
        self.assertEqual(self.sandbox.admin("POST", path, [role]).status_code, 204)
        self.assertEqual(self.names(f"/clients/{self.client}"), {"view-users"})
        self.assertEqual(self.names(f"/clients/{self.client}/composite"), {"view-users", "query-users", "query-groups"})
        whole = self.sandbox.admin("GET", self.mappings).json()["clientMappings"]["master-realm"]
        self.assertEqual((whole["id"], whole["client"]), (self.client, "master-realm"))
        self.assertEqual([mapping["name"] for mapping in whole["mappings"]], ["view-users"])
        self.assertEqual(self.sandbox.admin("DELETE", path, [role]).status_code, 204)
        self.assertEqual(self.names(f"/clients/{self.client}"), set())

    def test_refusals(self):
        not_found = (404, {"error": "Role not found"})
        admin = self.sandbox.admin("GET", "/roles/admin").json()
        for body in ([{"name": "admin"}], [{"id": admin["id"]}], [{"id": "nosuch", "name": "admin"}],
                     [{"name": "nosuch"}]):
            answer = self.sandbox.admin("POST", self.mappings + "/realm", body)
            self.assertEqual((answer.status_code, answer.json()), not_found)
        self.assertEqual(self.sandbox.admin("POST", self.mappings + "/realm", []).status_code, 204)
        self.assertEqual(self.sandbox.admin("POST", self.mappings + "/realm", {"name": "admin"}).status_code, 400)
        answer = self.sandbox.admin("GET", self.mappings + "/clients/nosuch")
        self.assertEqual((answer.status_code, answer.json()), (404, {"error": "Client not found"}))
        answer = self.sandbox.admin("GET", f"/users/{NOBODY}/role-mappings/realm")
        self.assertEqual((answer.status_code, answer.json()), (404, {"error": "User not found"}))
        self.assertNotIn("admin", self.names("/realm"))

    def test_clients(self):
        clients = self.sandbox.admin("GET", "/clients").json()
        self.assertLessEqual({"api-client", "sdk-client", "master-realm", "account", "admin-cli"},
                             {client["clientId"] for client in clients})
        self.assertFalse([client for client in clients if "secret" in client])
        self.assertEqual(self.sandbox.admin("GET", "/clients?clientId=nosuch").json(), [])
        one = self.sandbox.admin("GET", "/clients/" + self.client)
        self.assertEqual(one.json()["clientId"], "master-realm")
        unknown = self.sandbox.admin("GET", "/clients/nosuch")
        self.assertEqual((unknown.status_code, unknown.json()), (404, {"error": "Could not find client"}))


if __name__ == "__main__":
    unittest.main()
