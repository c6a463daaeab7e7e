"""The names that people with a screen reader rely on: each is there, on what it belongs to, where a person would look for it; and no
control that can be seen there is without a name.

argv: path of wallaroo-admin, path of wallaroo-sandbox. Run by ctest inside `dbus-run-session`.
"""
import pathlib
import signal
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import Atspi, Desk, Program, wait_for  # noqa: E402
from keyboard import Keyboard, give_focus  # noqa: E402
from sandboxserver import SandboxServer, sign_in  # noqa: E402

ADMIN, SANDBOX = sys.argv[1:3]
ROLE = Atspi.Role
FIELD = (ROLE.TEXT, ROLE.PASSWORD_TEXT, ROLE.ENTRY)
BUTTON = (ROLE.PUSH_BUTTON, ROLE.TOGGLE_BUTTON, ROLE.PUSH_BUTTON_MENU)  # the last with a menu, from Qt 6.5 on
TABLE = (ROLE.TABLE, ROLE.TREE_TABLE)
CHOICE = (ROLE.COMBO_BOX, *BUTTON)
WAY = (ROLE.RADIO_BUTTON,)
PANEL = (ROLE.PANEL, ROLE.FILLER, ROLE.FRAME, ROLE.DIALOG, ROLE.SCROLL_PANE, ROLE.ALERT, ROLE.GROUPING, ROLE.NOTIFICATION)
CONTROLS = (*FIELD, *BUTTON, *TABLE, ROLE.COMBO_BOX, ROLE.RADIO_BUTTON, ROLE.CHECK_BOX, ROLE.TREE, ROLE.LIST)

NAMES = {
    "the first sign-in": {
        FIELD: ("Instance", "User name", "Password", "One-time code", "Client ID", "Client secret"),
        CHOICE: ("Profile",),
        WAY: ("User name and password", "In the browser", "With a code on another device", "Inference token only"),
        BUTTON: ("Sign in", "Try it with a sandbox", "Import creds.json…"),
    },
    "under its folds": {FIELD: ("API address", "Authentication address")},
    "an unknown authority": {BUTTON: ("Trust a CA file…",)},
    "the window": {
        (ROLE.FRAME, ROLE.WINDOW, ROLE.FILLER): ("Wallaroo Admin",),  # a filler until Qt 6.5
        (ROLE.LIST,): ("Pages",),
        BUTTON: ("Refresh", "Account", "Session", "Token time left", "Keychain", "Last refresh"),
    },
    "Users": {
        TABLE: ("Users",),
        FIELD: ("Filter users",),
        CHOICE: ("Status", "Type", "Signed in"),
        BUTTON: ("Invite…",),
    },
    "Users with rows selected": {BUTTON: ("Deactivate…", "Activate…")},
    "somebody's details": {PANEL: ("Details",)},
    "before an act": {PANEL: ("Consequences",)},
    "while it runs": {BUTTON: ("Stop",), (ROLE.TREE, ROLE.LIST): ("Results",)},
    "after it": {BUTTON: ("Undo", "Save report…"), (ROLE.TREE, ROLE.LIST): ("Results",)},
    "Workspaces": {TABLE: ("Workspaces",), FIELD: ("Filter workspaces",), BUTTON: ("Refresh",)},
    "a workspace's details": {TABLE: ("Members",), PANEL: ("Details",)},
    "Access": {TABLE: ("Access",)},
    "Tokens": {
        BUTTON: ("Copy MLOps token", "Copy inference token", "Renew MLOps token", "Renew inference token", "Reveal MLOps token",
                 "Reveal inference token"),
    },
    "a failed refresh": {PANEL: ("Message",)},
}


class Names(unittest.TestCase):
    """One story, in order: each test goes on where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.desk = Desk()
        cls.addClassCleanup(cls.desk.close)
        give_focus(cls.desk)
        cls.own_ca = SandboxServer(cls.desk, SANDBOX, 10, "--scenario", "own-ca")
        cls.addClassCleanup(cls.own_ca.close)
        cls.sandbox = SandboxServer(cls.desk, SANDBOX, 60, "--latency", "200")
        cls.addClassCleanup(cls.sandbox.close)
        cls.program = Program(cls.desk, ADMIN)
        cls.addClassCleanup(cls.program.close)
        cls.keys = Keyboard(cls.program)
        cls.seen = set()

    def find_all(self, place):
        for roles, names in NAMES[place].items():
            for name in names:
                with self.subTest(place=place, name=name):
                    self.program.find(name, roles)
        unnamed = [node.get_role().value_nick for node in self.program.walk()
                   if node.get_role() in CONTROLS and Program.is_showing(node) and not node.get_name()]
        self.assertEqual(unnamed, [], place)
        self.seen.add(place)

    def press(self, name):
        self.program.press(name, BUTTON + (ROLE.CHECK_BOX,))

    def rows(self, name):
        return wait_for(f"rows in {name}", lambda: self.program.table(name).get_n_rows())

    def test_1_signing_in(self):
        self.find_all("the first sign-in")
        self.press("API and sign-in at different addresses")
        self.find_all("under its folds")
        self.press("API and sign-in at different addresses")
        self.program.type_into("Instance", self.own_ca.address)
        self.find_all("an unknown authority")
        sign_in(self.program, self.sandbox)
        self.assertGreater(self.rows("Users"), 50)
        self.keys.wait_for_window("Wallaroo Admin")

    def test_2_the_window_and_users(self):
        self.find_all("the window")
        self.find_all("Users")

    def test_3_acting_on_people(self):
        self.keys.press("Control+f")
        self.keys.wait_for_focus("Filter users")
        self.keys.type("user")
        self.keys.press("Down")
        self.keys.wait_for_focus("Users")
        self.keys.press("Return")
        self.find_all("somebody's details")
        self.keys.press("Control+a")
        self.find_all("Users with rows selected")
        self.press("Deactivate…")
        self.find_all("before an act")
        self.press("Deactivate 50 users")
        wait_for("some done", lambda: self.program.output().count("/users/deactivate 200") > 2)
        self.sandbox.process.send_signal(signal.SIGSTOP)  # it must not end while it is looked at
        self.find_all("while it runs")
        self.press("Stop")
        self.sandbox.process.send_signal(signal.SIGCONT)
        self.find_all("after it")
        self.press("Close results")

    def test_4_workspaces_and_access(self):
        self.program.open_page("Workspaces")
        self.rows("Workspaces")
        self.find_all("Workspaces")
        self.keys.press("Control+f")
        self.keys.wait_for_focus("Filter workspaces")
        self.keys.press("Down")
        self.keys.wait_for_focus("Workspaces")
        self.keys.press("Return")
        self.find_all("a workspace's details")
        self.program.open_page("Access")
        self.rows("Access")
        self.find_all("Access")

    def test_5_tokens(self):
        self.program.open_page("Tokens")
        self.find_all("Tokens")

    def test_6_without_an_instance(self):
        self.program.open_page("Users")
        self.sandbox.close()
        self.press("Refresh")
        self.find_all("a failed refresh")

    def test_9_all_places_were_seen(self):
        self.assertEqual(self.seen, set(NAMES))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
