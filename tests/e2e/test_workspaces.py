"""Who may touch what, by keyboard alone: "Who can touch fraud-models, and whom could its last owner hand it to?" is answered, changed
and undone in the real program; and a bulk change of memberships that kill -9 ended is found and gone on with at the next start.

argv: path of wallaroo-admin, path of wallaroo-sandbox. Run by ctest inside `dbus-run-session`.
"""
import pathlib
import stat
import sys
import unittest

import requests

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import Atspi, Desk, Program, wait_for  # noqa: E402
from keyboard import Keyboard, give_focus  # noqa: E402
from sandboxserver import SandboxServer, places_on_disk, sign_in  # noqa: E402

ADMIN, SANDBOX = sys.argv[1:3]
LATENCY = 120  # ms: a bulk change lasts long enough to be killed in the middle
NEWCOMERS = 4


class Api:
    """What the instance says, past the program."""

    def __init__(self, sandbox):
        self.address = sandbox.address
        answer = requests.post(f"{self.address}/auth/realms/master/protocol/openid-connect/token", timeout=30,
                               auth=("api-client", sandbox.account["confidentialPassword"]),
                               data={"grant_type": "password", "username": sandbox.account["username"],
                                     "password": sandbox.account["password"]})
        self.headers = {"Authorization": "Bearer " + answer.json()["access_token"]}

    def call(self, name, body):
        answer = requests.post(f"{self.address}/v1/api/{name}", json=body, headers=self.headers, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def members(self, workspace):
        return {member["user_id"]: member["user_type"]
                for member in self.call("workspaces/list_users", {"workspace_id": workspace})["users"]}

    def named(self, name):
        return [one["id"] for one in self.call("workspaces/list", {})["workspaces"] if one["name"] == name]


class Workspaces(unittest.TestCase):
    """One story, in order: each test goes on where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.desk = Desk()
        cls.addClassCleanup(cls.desk.close)
        give_focus(cls.desk)
        cls.sandbox = SandboxServer(cls.desk, SANDBOX, 60, "--latency", str(LATENCY))
        cls.addClassCleanup(cls.sandbox.close)
        cls.api = Api(cls.sandbox)
        cls.workspace = cls.api.named("fraud-models")[0]
        cls.before = cls.api.members(cls.workspace)
        cls.start()
        sign_in(cls.program, cls.sandbox)
        cls.wait_for_people()

    @classmethod
    def start(cls):
        cls.program = Program(cls.desk, ADMIN)
        cls.addClassCleanup(cls.program.close)
        cls.keys = Keyboard(cls.program)

    @classmethod
    def wait_for_people(cls):
        wait_for("the list of people", lambda: cls.program.table("Users").get_n_rows() > 0)
        cls.keys.wait_for_window("Wallaroo Admin")

    @staticmethod
    def rows(table):
        """Rows as name of column → text."""
        heads = [table.get_column_header(column).get_name() for column in range(table.get_n_columns())]
        return [{head: table.get_accessible_at(row, column).get_name() for column, head in enumerate(heads)}
                for row in range(table.get_n_rows())]

    def members(self):
        return self.rows(self.program.table("Members"))

    def owners(self):
        return [row["Name"] for row in self.members() if row["Role"] == "Owner"]

    def sheet(self):
        sheet = self.program.find("Consequences")
        wait_for("the sheet to have the keyboard", lambda: sheet.get_state_set().contains(Atspi.StateType.ACTIVE))

    def results(self, *words):
        """The panel of results says all of these."""
        def said():
            texts = [node.get_name() for node in self.program.walk() if node.get_role() == Atspi.Role.LABEL and Program.is_showing(node)]
            return all(any(word in text for text in texts) for word in words)
        wait_for(f"results with {words}", said)

    def test_1_who_can_touch_it(self):
        keys = self.keys
        keys.press("Control+2")
        wait_for("workspaces", lambda: self.program.table("Workspaces").get_n_rows() > 0)
        keys.press("Control+f")
        keys.wait_for_focus("Filter workspaces")
        keys.type("name:fraud-models")
        wait_for("two of one name", lambda: self.program.table("Workspaces").get_n_rows() == 2)
        keys.press("Down")
        keys.wait_for_focus("Workspaces")
        shown = self.rows(self.program.table("Workspaces"))
        self.assertEqual([row["Name"] for row in shown], [f"fraud-models (ID {row['ID']})" for row in shown])
        self.assertEqual(len({row["ID"] for row in shown}), 2, "told apart by id")
        keys.press("Home")
        for _ in range([row["ID"] for row in shown].index(str(self.workspace))):
            keys.press("Down")
        keys.press("Return")
        wait_for("all members", lambda: len(self.members()) == len(self.before))
        self.assertEqual(len(self.owners()), list(self.before.values()).count("OWNER"))
        self.assertEqual(len(self.owners()), 1)
        type(self).owner = self.owners()[0]

    def test_2_whom_its_last_owner_could_hand_it_to(self):
        keys = self.keys
        keys.tab_to("Members")
        keys.press("Home")
        keys.press("Delete")
        self.sheet()
        choice = next(node for node in self.program.walk()
                      if (node.get_name() or "").startswith("New owner of fraud-models")
                      and not node.get_name().endswith("somebody else"))  # the list behind the last choice
        self.assertIn(f"ID {self.workspace}", choice.get_name())
        keys.tab_to(choice.get_name())
        act = self.program.find("Remove 1 member", (Atspi.Role.PUSH_BUTTON,))
        self.assertFalse(act.get_state_set().contains(Atspi.StateType.SENSITIVE), "nobody is chosen yet")
        keys.press("Down")
        wait_for("the acting button", lambda: act.get_state_set().contains(Atspi.StateType.SENSITIVE))
        keys.press("Control+Return")
        self.results("Remove 1 member", "1 done")
        after = wait_for("the change", lambda: (lambda now: now if now != self.before else None)(self.api.members(self.workspace)))
        gone = set(self.before) - set(after)
        self.assertEqual([self.before[who] for who in gone], ["OWNER"])
        self.assertEqual(list(after.values()).count("OWNER"), 1)
        self.assertTrue(set(after) <= set(self.before), "a member was chosen: they are offered first")
        wait_for("the new owner in the table", lambda: len(self.owners()) == 1 and self.owners()[0] != self.owner)

    def test_3_and_back(self):
        keys = self.keys
        keys.tab_to("Undo")
        keys.press("Space")
        self.sheet()
        keys.press("Control+Return")
        wait_for("all as it was", lambda: self.api.members(self.workspace) == self.before)
        wait_for("the old owner in the table", lambda: self.owners() == [self.owner])
        keys.tab_to("Close results")
        keys.press("Space")

    def test_4_killed_in_the_middle_of_a_bulk_change(self):
        keys = self.keys
        keys.press("Control+f")
        keys.wait_for_focus("Filter workspaces")
        keys.press("Control+a")
        keys.press("Delete")
        wait_for("all workspaces", lambda: self.program.table("Workspaces").get_n_rows() > 10)
        keys.press("Down")
        keys.wait_for_focus("Workspaces")
        keys.press("Control+a")
        type(self).targets = [int(row["ID"]) for row in self.rows(self.program.table("Workspaces"))]
        type(self).membersBefore = {number: self.api.members(number) for number in self.targets}
        keys.tab_to("Add people to selected…")
        keys.press("Space")
        keys.wait_for_focus("Filter people")
        keys.press("Down")
        for _ in range(NEWCOMERS):
            keys.press("Space")
            keys.press("Down")
        keys.tab_to("Review…")
        keys.press("Space")
        self.sheet()
        keys.press("Control+Return")
        journal = wait_for("the journal", lambda: next(self.desk.home.rglob("memberships/*.run"), None))
        wait_for("some of it done", lambda: journal.read_text().count('"state":2') >= 8, patience=60)
        self.program.process.kill()
        self.program.process.wait(10)
        self.assertEqual(stat.S_IMODE(journal.stat().st_mode), 0o600)
        lines = journal.read_text()
        for secret in self.sandbox.canaries.values():
            self.assertNotIn(secret, lines)
        self.assertNotIn("eyJ", lines, "no token either")

    def test_5_found_at_the_next_start_and_gone_on_with(self):
        self.start()
        keys = self.keys
        self.wait_for_people()
        keys.press("Control+2")
        keys.tab_to("Continue…")
        keys.press("Space")
        self.results("done")
        keys.tab_to("Check unknown")
        keys.press("Space")
        wait_for("nothing unknown", lambda: not self.program.exists("Check unknown"))
        for button in ("Retry failed", "Continue"):  # what was lost, and what was not sent
            if self.program.exists(button):
                keys.tab_to(button)
                keys.press("Space")
                wait_for("the end", lambda: self.program.exists("Undo") and not self.program.exists("Stop"), patience=60)
        added = {number: set(self.api.members(number)) - set(self.membersBefore[number]) for number in self.targets}
        newcomers = set().union(*added.values())
        self.assertEqual(len(newcomers), NEWCOMERS)
        for number in self.targets:
            self.assertTrue(newcomers <= set(self.api.members(number)), number)
            for who, role in self.membersBefore[number].items():
                self.assertEqual(self.api.members(number)[who], role, "whoever was a member is what they were")
        keys.tab_to("Close results")
        keys.press("Space")
        wait_for("the journal to go", lambda: next(self.desk.home.rglob("memberships/*.run"), None) is None)

    def test_6_no_secret_is_on_disk(self):
        for place, content in places_on_disk(self.desk, self.sandbox).items():
            for secret in self.sandbox.canaries.values():
                self.assertNotIn(secret.encode(), content, place)
            self.assertNotRegex(content, rb"eyJ[A-Za-z0-9_-]{20}", place)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2, failfast=True)
