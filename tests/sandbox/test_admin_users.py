"""Keycloak's admin REST: lists, searches, counts and single users (keycloak reference, section 3)."""

import unittest

from sandbox import ADMIN, Case, Sandbox

NOBODY = "00000000-0000-4000-8000-000000000000"
BRIEF = {"id", "username", "emailVerified", "createdTimestamp", "enabled", "access"}
FULL = BRIEF | {"totp", "disableableCredentialTypes", "requiredActions", "notBefore"}
NAMES = {"firstName", "lastName", "email"}
ACCESS = {"manageGroupMembership", "view", "mapRoles", "impersonate", "manage"}


class Listing(Case):
    ARGUMENTS = ("--users", "130", "--workspaces", "1")

    def users(self, query="", **options):
        answer = self.sandbox.admin("GET", "/users" + query, **options)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def test_pages(self):
        for query, count in (("", 100), ("?max=1000", 130), ("?max=0", 0), ("?first=100", 30), ("?first=500", 0),
                             ("?max=-1", 130), ("?first=-5&max=7", 7), ("?max=2&foo=bar", 2)):
            with self.subTest(query):
                self.assertEqual(len(self.users(query)), count)
        whole = [user["id"] for user in self.users("?max=1000")]
        self.assertEqual([user["id"] for user in self.users("?first=120&max=3")], whole[120:123])
        for query in ("?first=abc", "?max=99999999999"):
            answer = self.sandbox.admin("GET", "/users" + query)
            self.assertEqual((answer.status_code, answer.json()), (404, {"error": "HTTP 404 Not Found"}))

    def test_order_is_by_user_name(self):
        names = [user["username"] for user in self.users("?max=1000")]
        self.assertEqual(names, sorted(names))

    def test_shapes(self):
        for query, members in (("?max=1000", FULL), ("?max=1000&briefRepresentation=true", BRIEF),
                               ("?briefRepresentation=false", FULL)):
            for user in self.users(query):
                self.assertLessEqual(members, set(user))
                self.assertLessEqual(set(user), members | NAMES)
                self.assertEqual(user["access"], dict.fromkeys(ACCESS, True))

    def test_headers(self):
        answer = self.sandbox.admin("GET", "/users?max=1")
        self.assertEqual(answer.headers["Content-Type"], "application/json;charset=UTF-8")
        self.assertEqual(answer.headers["Cache-Control"], "no-cache")

    def test_one(self):
        listed = self.users("?username=admin&exact=true")[0]
        answer = self.sandbox.admin("GET", "/users/" + listed["id"])
        self.assertEqual((answer.status_code, answer.json()), (200, listed))
        for unknown in (NOBODY, "nosuch", listed["id"].upper() if listed["id"].upper() != listed["id"] else "x"):
            answer = self.sandbox.admin("GET", "/users/" + unknown)
            self.assertEqual((answer.status_code, answer.json()), (404, {"error": "User not found"}))


class Searching(Case):
    ARGUMENTS = ("--users", "1", "--workspaces", "0")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mira = cls.sandbox.create("mira@example.org", email="mira@example.org", firstName="Mirabel",
                                      lastName="Stone", emailVerified=True)
        cls.sandbox.create("oskar", email="oskar.o+x@example.org", firstName="Oskar", lastName="Öst", enabled=False)
        cls.sandbox.create("per_cy", firstName="Percy")

    def names(self, query):
        return [user["username"] for user in self.sandbox.admin("GET", "/users", params=query).json()]

    def count(self, query):
        return self.sandbox.admin("GET", "/users/count", params=query).json()

    def test_search(self):
        for words, found in (("mir", ["mira@example.org"]), ("MIRABEL", ["mira@example.org"]), ("ira", []),
                             ("*ira*", ["mira@example.org"]), ("*ira", ["mira@example.org"]),
                             ("m*a", ["mira@example.org"]), ('"mirabel"', ["mira@example.org"]), ('"mirab"', []),
                             ('"mira@example.org"', ["mira@example.org"]), ("mira sto", ["mira@example.org"]),
                             ("  mira  ", ["mira@example.org"]), ("mira osk", []), ("ÖST", ["oskar"]),
                             ("öst", ["oskar"]), ("%ira", []), ("m_ra", []), ("per_", ["per_cy"]),
                             ("id:" + self.mira, ["mira@example.org"]), ("id:nosuch", [])):
            with self.subTest(words):
                self.assertEqual(self.names({"search": words}), found)
                self.assertEqual(self.count({"search": words}), len(found))

    def test_an_empty_search_finds_everybody(self):
        self.assertEqual(len(self.names({"search": ""})), 4)

    def test_beside_search_other_fields_are_ignored(self):
        for query in ({"search": "oskar", "username": "zzz"}, {"search": "osk", "exact": "true"},
                      {"search": "oskar", "emailVerified": "true"}):
            self.assertEqual(self.names(query), ["oskar"])

    def test_fields_are_looked_for_anywhere(self):
        for query, found in (({"username": "IRA"}, ["mira@example.org"]), ({"firstName": "irab"}, ["mira@example.org"]),
                             ({"lastName": "ÖS"}, ["oskar"]), ({"email": "example.org", "firstName": "osk"}, ["oskar"]),
                             ({"email": "oskar.o+x@example.org"}, ["oskar"]), ({"username": "m%a"}, ["mira@example.org"]),
                             ({"username": "mira", "exact": "true"}, []), ({"username": "oskar", "exact": "true"}, ["oskar"]),
                             ({"lastName": "öst", "exact": "true"}, ["oskar"]),
                             ({"emailVerified": "true", "username": "mira"}, ["mira@example.org"])):
            with self.subTest(query):
                self.assertEqual(self.names(query), found)

    def test_the_vendors_sdk_finds_by_address(self):
        answer = self.sandbox.http.get(self.sandbox.address + ADMIN + "/users?email=oskar.o%2Bx%40example.org",
                                       headers={"Authorization": "Bearer " + self.sandbox.token(),
                                                "Content-Type": "application/json"})
        self.assertEqual(answer.json()[0]["username"], "oskar")

    def test_enabled(self):
        self.assertEqual(self.names({"enabled": "false"}), ["oskar"])
        self.assertEqual(self.names({"enabled": "true", "search": "oskar"}), [])
        self.assertEqual(self.names({"enabled": "false", "search": "oskar"}), ["oskar"])

    def test_counting_ignores_enabled_beside_search(self):
        self.assertEqual(self.count({"enabled": "false"}), 1)
        self.assertEqual(self.count({"enabled": "true", "search": "oskar"}), 1)
        self.assertEqual(self.count({"username": "mira", "exact": "true"}), 1, "counting knows no exact")
        self.assertEqual(self.count({"max": "1"}), 4)
        self.assertEqual(self.count({"first": "abc"}), 4)


class Gate(unittest.TestCase):
    def test_tokens(self):
        unauthorized = (401, {"error": "HTTP 401 Unauthorized"})
        with Sandbox("--users", "3", "--workspaces", "0") as sandbox:
            address = sandbox.address + ADMIN
            tokens = sandbox.sign_in().json()
            service = sandbox.form("/token", grant_type="client_credentials").json()["access_token"]
            for authorization in (None, "Bearer canary", "Basic x", "Bearer " + tokens["refresh_token"]):
                for path in ("/users", "/users/count", "/nosuch", ""):
                    answer = sandbox.http.get(address + path, headers={"Authorization": authorization})
                    self.assertEqual((answer.status_code, answer.json()), unauthorized)
            self.assertEqual(sandbox.admin("GET", "/users", token=service).status_code, 403)
            sandbox.form("/logout", refresh_token=tokens["refresh_token"])
            answer = sandbox.admin("GET", "/users", token=tokens["access_token"])
            self.assertEqual((answer.status_code, answer.json()), unauthorized, "its session was ended")

    def test_paths_and_methods(self):
        with Sandbox("--users", "3", "--workspaces", "0") as sandbox:
            for method, path, status, error in (
                    ("GET", "/nosuch", 404, "HTTP 404 Not Found"), ("GET", f"/users/{NOBODY}/nosuch", 404,
                                                                   "HTTP 404 Not Found"),
                    ("PATCH", f"/users/{NOBODY}", 405, "HTTP 405 Method Not Allowed"),
                    ("PUT", "/users", 405, "HTTP 405 Method Not Allowed")):
                answer = sandbox.admin(method, path)
                self.assertEqual((answer.status_code, answer.json()), (status, {"error": error}), (method, path))
            other = sandbox.http.get(sandbox.address + "/auth/admin/realms/other/users",
                                     headers={"Authorization": "Bearer " + sandbox.token()})
            self.assertEqual((other.status_code, other.json()), (404, {"error": "Realm not found."}))


if __name__ == "__main__":
    unittest.main()
