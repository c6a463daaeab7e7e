"""The workspaces/* calls (mlops reference, guide 2 and section 10)."""

import re
import unittest
import uuid

from sandbox import Case, claims

NOBODY = "00000000-0000-4000-8000-000000000000"
UNKNOWN_USER = "Failed to find user in Keycloak: No user was found in Keycloak."
UNKNOWN_WORKSPACE = "The provided workspace id was not found."


def is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


class Listing(Case):
    ARGUMENTS = ("--users", "120", "--workspaces", "90")

    def test_shape(self):
        body = self.sandbox.call("workspaces/list", {}).json()
        self.assertEqual(set(body), {"workspaces"})
        self.assertEqual(len(body["workspaces"]), 90)
        for workspace in body["workspaces"]:
            self.assertEqual(set(workspace),
                             {"id", "name", "created_at", "created_by", "archived", "models", "pipelines"})
            self.assertRegex(workspace["created_at"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?\+00:00$")
            for ids in (workspace["models"], workspace["pipelines"]):
                self.assertTrue(all(isinstance(number, int) for number in ids))

    def test_every_oddity_of_a_real_instance_is_there(self):
        workspaces = self.sandbox.workspaces()
        names = [workspace["name"] for workspace in workspaces]
        creators = [workspace["created_by"] for workspace in workspaces]
        self.assertTrue(any(workspace["archived"] for workspace in workspaces))
        self.assertTrue(any(workspace["models"] != sorted(workspace["models"]) for workspace in workspaces))
        self.assertTrue(any(re.fullmatch(r"\S+@\S+ - Default Workspace", name) for name in names))
        self.assertTrue(any(name.startswith("v-") and name.endswith(" - Default Workspace") for name in names))
        self.assertEqual(len(names) - len(set(names)), 1, "one name is there twice")
        self.assertGreater(sum(map(is_uuid, creators)), 60)
        self.assertTrue(any("@" in creator for creator in creators))
        self.assertIn("", creators)
        widths = {len(workspace["created_at"].partition(".")[2]) for workspace in workspaces}
        self.assertGreater(len(widths), 2)

    def ids(self, kind="administrator", **fields):
        return {workspace["id"] for workspace in self.sandbox.workspaces(kind, **fields)}

    def test_filters(self):
        own = claims(self.sandbox.token())["sub"]
        mira = claims(self.sandbox.token("user"))["sub"]
        expected = {user: self.ids_by_membership(user) for user in (own, mira)}
        self.assertTrue(expected[own] and expected[mira])
        self.assertEqual(self.ids(user_id=own), expected[own])
        self.assertEqual(self.ids(user_ids=[mira]), expected[mira])
        self.assertEqual(self.ids(user_ids=[own, mira]), expected[own] | expected[mira])
        self.assertEqual(self.ids(user_id=own, user_ids=[own]), expected[own])
        self.assertEqual(self.ids(user_ids=[mira.upper()]), expected[mira], "an id in capitals is the same one")
        self.assertEqual(self.ids(user_id=NOBODY), set())

    def ids_by_membership(self, user):
        return {number for number in self.ids()
                for member in self.sandbox.call("workspaces/list_users", {"workspace_id": number}).json()["users"]
                if member["user_id"] == user}

    def test_a_normal_user_sees_the_own_ones(self):
        mira = claims(self.sandbox.token("user"))["sub"]
        self.assertEqual(self.ids("user"), self.ids_by_membership(mira))
        self.assertEqual(self.ids("user", user_id=NOBODY), set())


class Lessons(Case):
    """What an administrator has to look after is among the first workspaces, whatever the seed."""

    ARGUMENTS = ("--users", "60", "--workspaces", "15", "--seed", "5")

    def owners(self, name):
        """Active and inactive owners, and how many others there are."""
        users = self.sandbox.users()
        number = next(one["id"] for one in self.sandbox.workspaces() if one["name"] == name)
        members = self.sandbox.call("workspaces/list_users", {"workspace_id": number}).json()["users"]
        owners = [users[member["user_id"]]["enabled"] for member in members if member["user_type"] == "OWNER"]
        return owners.count(True), owners.count(False), len(members) - len(owners)

    def test_plights(self):
        active, inactive, others = self.owners("fraud-models")
        self.assertEqual((active, inactive, others > 0), (1, 0, True))
        self.assertEqual(self.owners("churn-scoring")[:2], (0, 1))
        self.assertEqual(self.owners("demand-outlook")[:2], (1, 1))
        self.assertEqual(self.owners("claims-triage"), (0, 0, 0))
        archived = [one["name"] for one in self.sandbox.workspaces() if one["archived"]]
        self.assertIn("pricing-lab", archived)
        self.assertEqual([one["name"] for one in self.sandbox.workspaces()].count("fraud-models"), 2)

    def test_a_person_has_one_default_workspace_at_most(self):
        names = [one["name"].removeprefix("v-") for one in self.sandbox.workspaces()
                 if one["name"].endswith(" - Default Workspace")]
        self.assertGreater(len(names), 2)
        self.assertEqual(len(names), len(set(names)))

    def test_the_creator_differs_from_answer_to_answer(self):
        first, second = ({one["id"]: one["created_by"] for one in self.sandbox.workspaces()} for _ in "12")
        differing = [number for number in first if first[number] != second[number]]
        self.assertTrue(differing)
        users = self.sandbox.users()
        for number in differing:
            by_id, by_mail = sorted((first[number], second[number]), key=lambda creator: "@" in creator)
            self.assertEqual(users[by_id]["email"], by_mail)

    def test_validating(self):
        headers = {"Authorization": "Bearer " + self.sandbox.token()}
        answer = self.sandbox.http.post(self.sandbox.address + "/v1/api/workspaces/validate", headers=headers)
        self.assertEqual((answer.status_code, answer.text), (200, "null"))


class Creating(Case):
    def test_answer_and_ownership(self):
        answer = self.sandbox.call("workspaces/create", {"workspace_name": "fraud-watch-9"}, "user")
        self.assertEqual((answer.status_code, set(answer.json())), (200, {"workspace_id"}))
        number = answer.json()["workspace_id"]
        self.assertIsInstance(number, int)
        mira = claims(self.sandbox.token("user"))["sub"]
        created = next(workspace for workspace in self.sandbox.workspaces("user") if workspace["id"] == number)
        self.assertEqual((created["name"], created["created_by"], created["archived"], created["models"]),
                         ("fraud-watch-9", mira, False, []))
        self.assertEqual(self.sandbox.call("workspaces/list_users", {"workspace_id": number}, "user").json(),
                         {"users": [{"user_id": mira, "user_type": "OWNER"}]})

    def test_names(self):
        refused = ("", "Fraud", "a_b", "a.b", "a b", "-a", "a-", "ü", "x" * 64)
        accepted = ("a", "9", "a-b", "x" * 63)
        for name in refused:
            answer = self.sandbox.call("workspaces/create", {"workspace_name": name})
            self.assert_api_error(answer, 400, "Bad request: workspace name is not acceptable")
        for name in accepted:
            self.assertEqual(self.sandbox.call("workspaces/create", {"workspace_name": name}).status_code, 200, name)

    def test_duplicates(self):
        body = {"workspace_name": "only-once"}
        self.assertEqual(self.sandbox.call("workspaces/create", body).status_code, 200)
        answer = self.sandbox.call("workspaces/create", body)
        self.assert_api_error(answer, 400)
        self.assertIn("workspace_name_key", answer.json()["msg"])


class Members(Case):
    def setUp(self):
        name = self.id().rsplit(".", 1)[1].replace("_", "-")
        self.number = self.sandbox.call("workspaces/create", {"workspace_name": name}).json()["workspace_id"]
        self.owner = claims(self.sandbox.token())["sub"]
        self.email = self.sandbox.account("user")[0]
        self.mira = claims(self.sandbox.token("user"))["sub"]

    def add(self, kind="administrator", **fields):
        return self.sandbox.call("workspaces/add_user", {"workspace_id": self.number, **fields}, kind)

    def remove(self, kind="administrator", **fields):
        return self.sandbox.call("workspaces/remove_user", {"workspace_id": self.number, **fields}, kind)

    def members(self, kind="administrator"):
        answer = self.sandbox.call("workspaces/list_users", {"workspace_id": self.number}, kind)
        return {member["user_id"]: member["user_type"] for member in answer.json()["users"]}

    def test_naming_the_user(self):
        for name, fields, role in (
                ("e-mail", {"email": self.email.upper()}, "COLLABORATOR"), ("id", {"user_id": self.mira}, "COLLABORATOR"),
                ("id in capitals", {"user_id": self.mira.upper()}, "COLLABORATOR"),
                ("both, as the SDK does", {"email": self.email, "user_id": self.mira, "user_type": "owner",
                                           "url": "http://localhost:3000"}, "OWNER"),
                ("capitals", {"email": self.email, "user_type": "OWNER"}, "OWNER"),
                ("null type", {"email": self.email, "user_type": None}, "COLLABORATOR")):
            with self.subTest(name):
                answer = self.add(**fields)
                self.assertEqual((answer.status_code, answer.json()), (200, {}))
                self.assertEqual(self.members(), {self.owner: "OWNER", self.mira: role})
                self.assertEqual(self.remove(user_id=self.mira).json(), {"affected_rows": 1})

    def test_adding_again_changes_the_role(self):
        for role in ("COLLABORATOR", "OWNER", "Collaborator"):
            self.add(email=self.email, user_type=role)
            self.assertEqual(self.members()[self.mira], role.upper())

    def test_removing(self):
        self.add(email=self.email)
        for fields in ({"email": self.email}, {"user_id": self.mira}):
            self.add(email=self.email)
            self.assertEqual(self.remove(**fields).json(), {"affected_rows": 1})
            again = self.remove(**fields)
            self.assertEqual((again.status_code, again.json()), (200, {"affected_rows": 0}))

    def test_unknown_users(self):
        for call in (self.add, self.remove):
            self.assert_api_error(call(email="nobody@example.com"), 500, UNKNOWN_USER)
            self.assert_api_error(call(user_id=NOBODY), 500, UNKNOWN_USER)
            self.assert_api_error(call(), 400)

    def test_unknown_workspaces_and_roles(self):
        for call in ("list_users", "add_user", "remove_user"):
            answer = self.sandbox.call("workspaces/" + call, {"workspace_id": 987654321, "email": self.email})
            self.assert_api_error(answer, 400, UNKNOWN_WORKSPACE)
        self.assert_text(self.add(email=self.email, user_type="KING"), 422, "user_type", "`OWNER` or `COLLABORATOR`")

    def test_who_may_do_it(self):
        listing = {"workspace_id": self.number}
        self.assert_api_error(self.sandbox.call("workspaces/list_users", listing, "user"), 403)
        self.assert_api_error(self.add("user", email=self.email), 403)
        self.add(email=self.email)
        self.assertEqual(set(self.members("user")), {self.owner, self.mira})
        self.assert_api_error(self.add("user", email=self.email, user_type="OWNER"), 403)
        self.assert_api_error(self.remove("user", user_id=self.owner), 403)
        self.add(email=self.email, user_type="OWNER")
        self.assertEqual(self.remove("user", user_id=self.owner).json(), {"affected_rows": 1})
        self.assertEqual(self.members("user"), {self.mira: "OWNER"})


if __name__ == "__main__":
    unittest.main()
