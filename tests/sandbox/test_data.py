"""The invented data: the same seed gives the same, and it holds what a table has to cope with."""

import unicodedata
import unittest

from sandbox import Sandbox, claims


def state(*arguments):
    """Users and workspaces by the administrator's eyes, the order of the user map left out of account, and that the
    administrator has just signed in for this."""
    with Sandbox(*arguments) as sandbox:
        own = claims(sandbox.token())["sub"]
        users = sandbox.users()
        users[own].pop("lastLogin")
        members = {workspace["id"]: sandbox.call("workspaces/list_users", {"workspace_id": workspace["id"]}).text
                   for workspace in sandbox.workspaces()}
        return users, sandbox.call("workspaces/list", {}).text, members


class Seeds(unittest.TestCase):
    def test_the_same_seed_gives_the_same_data(self):
        arguments = ("--users", "500", "--workspaces", "60", "--seed", "7")
        self.assertEqual(state(*arguments), state(*arguments))

    def test_another_seed_gives_other_data(self):
        one, other = (state("--users", "50", "--workspaces", "9", "--seed", seed) for seed in "12")
        self.assertTrue(set(one[0]).isdisjoint(other[0]))
        self.assertNotEqual(one[1], other[1])


class Creators(unittest.TestCase):
    def test_a_short_list_too_has_one_told_by_address(self):
        for seed in range(1, 9):
            with self.subTest(seed), Sandbox("--users", "12", "--workspaces", "5", "--seed", str(seed)) as sandbox:
                users = sandbox.users()
                addresses = {user.get("email") for user in users.values()}
                told = [workspace["created_by"] for workspace in sandbox.workspaces()]
                self.assertTrue(any(creator in addresses for creator in told), told)
                self.assertTrue(any(creator in users for creator in told), told)
                self.assertTrue(all(creator in users or creator in addresses for creator in told), told)


class Content(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.users, _, _ = state("--users", "2000", "--workspaces", "0")

    def test_numbers(self):
        self.assertEqual(len(self.users), 2000)
        self.assertEqual(state("--users", "7", "--workspaces", "0")[1], '{"workspaces":[]}')

    def test_addresses_are_unique_and_ascii(self):
        addresses = [user["email"] for user in self.users.values() if "email" in user]
        self.assertEqual(len(addresses), 1999)
        self.assertEqual(len(set(addresses)), 1999)
        self.assertTrue(all(address.isascii() and address == address.lower() for address in addresses))
        self.assertEqual(len({user["username"] for user in self.users.values()}), 2000)

    def test_many_scripts(self):
        scripts = {unicodedata.name(letter).split(" ")[0] for user in self.users.values()
                   for letter in user.get("lastName", "") if letter.isalpha()}
        for script in ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HANGUL", "THAI", "DEVANAGARI",
                       "GEORGIAN", "ARMENIAN"):
            self.assertIn(script, scripts)
        self.assertTrue(any("ü" in user.get("lastName", "") for user in self.users.values()))

    def test_about_six_per_cent_are_disabled(self):
        disabled = sum(not user["enabled"] for user in self.users.values())
        self.assertTrue(80 <= disabled <= 170, disabled)

    def test_times_are_plausible(self):
        for user in self.users.values():
            self.assertLessEqual(1_600_000_000_000, user["createdTimestamp"])
            if user.get("lastLogin"):
                self.assertLessEqual(user["createdTimestamp"], user["lastLogin"])


if __name__ == "__main__":
    unittest.main()
