"""The main job, end to end: the real program against the real sandbox process, with a real gnome-keyring, over the accessibility bus.

argv: path of wallaroo-admin, path of wallaroo-sandbox. Run by ctest inside `dbus-run-session`.
"""
import json
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import Atspi, Desk, Program, wait_for  # noqa: E402
from sandboxserver import SandboxServer, places_on_disk, sign_in  # noqa: E402

ADMIN, SANDBOX = sys.argv[1:3]
USERS = 240
MANY = 50_000  # for a load that lasts longer than a few calls over the bus


class MainJob(unittest.TestCase):
    """One story, in order: each test goes on where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.desk = Desk()
        cls.addClassCleanup(cls.desk.close)
        cls.sandbox = SandboxServer(cls.desk, SANDBOX, USERS)
        cls.addClassCleanup(cls.sandbox.close)
        cls.programs = []

    @classmethod
    def start(cls, *arguments):
        program = Program(cls.desk, ADMIN, *arguments)
        cls.programs.append(program)
        cls.addClassCleanup(program.close)
        return program

    def rows_of(self, program, name, count):
        def loaded():
            table = program.table(name)
            return table if table.get_n_rows() == count else None
        return wait_for(f"{count} rows in {name}", loaded)

    def test_1_sign_in_by_names(self):
        program = self.start()
        sign_in(program, self.sandbox)
        table = self.rows_of(program, "Users", self.count_of_people())
        headers = [table.get_column_header(i).get_name() for i in range(table.get_n_columns())]
        self.assertIn("Name", headers)
        self.assertIn("E-mail", headers)
        self.assertIn("Status", headers)

    def count_of_people(self):
        import requests
        token = requests.post(self.sandbox.address + "/auth/realms/master/protocol/openid-connect/token",
                              auth=("api-client", self.sandbox.account["confidentialPassword"]),
                              data={"grant_type": "password", "username": self.sandbox.account["username"],
                                    "password": self.sandbox.account["password"]}).json()["access_token"]
        people = requests.post(self.sandbox.address + "/v1/api/users/query", json={},
                               headers={"Authorization": "Bearer " + token}).json()["users"]
        return len(people)

    def test_2_cells_are_read_during_refresh_and_sort(self):
        program = self.programs[-1]
        table = program.table("Users")
        names = [table.get_column_header(i).get_name() for i in range(table.get_n_columns())]
        mail = names.index("E-mail")

        def column():
            return [table.get_accessible_at(row, mail).get_name() for row in range(0, table.get_n_rows(), 7)]
        before = column()
        self.assertTrue(any("@example." in text for text in before), before[:3])
        for _ in range(3):
            program.press("Refresh")
            during = column()
            self.assertEqual(len(during), len(before))
        header = table.get_column_header(mail)
        Program.act(header)
        wait_for("the table to be sorted by e-mail", lambda: [t for t in column() if t] == sorted((t for t in column() if t)))

    @staticmethod
    def open_page(program, name):
        pages = program.find("Pages")

        def is_open():
            row = next(row for row in (pages.get_child_at_index(i) for i in range(pages.get_child_count())) if row.get_name() == name)
            if row.get_state_set().contains(Atspi.StateType.SELECTED):
                return True
            Program.click(row)  # again where the machine was too busy to take it
            time.sleep(0.5)
            return False
        wait_for(f"the page {name}", is_open)

    def test_3_workspaces_and_tokens(self):
        program = self.programs[-1]
        self.open_page(program, "Workspaces")
        wait_for("workspaces", lambda: program.table("Workspaces").get_n_rows() > 0)
        self.open_page(program, "Tokens")
        program.press("Copy MLOps token")
        program.find("Clear now")
        for node in program.walk():
            for text in (node.get_name(), node.get_description()):
                self.assertNotIn("eyJ", (text or "").replace("eyJh ·", ""), "a token can be read on the accessibility bus")
        program.press("Clear now")

    def test_4_the_next_start_asks_for_no_password(self):
        # The access token, too: another process on the same profile takes it instead of refreshing once more.
        wait_for("client secret and the session's two tokens in the keyring", lambda: len(self.desk.keyring_items()) == 3)
        self.assertEqual(self.programs[-1].quit(), 0)
        program = self.start()
        self.rows_of(program, "Users", self.count_of_people())
        self.assertFalse(program.exists("Password"))

    def test_5_signing_out_ends_the_session_and_keeps_the_client_secret(self):
        program = self.programs[-1]
        program.press("Session")
        program.press("Sign out this session")
        program.press("Sign out")
        program.find("Password")
        kept = wait_for("the session's tokens to leave the keyring",
                        lambda: [i for i in [self.desk.keyring_items()] if len(i) == 1])[0]
        self.assertIn("client-secret", json.dumps(kept))
        self.assertEqual(program.quit(), 0)

    def test_6_no_secret_is_anywhere(self):
        places = {"output of " + str(i): p.output().encode() for i, p in enumerate(self.programs)}
        places["output of the sandbox"] = self.sandbox.log.read_bytes()
        places.update({str(path): content for path, content in places_on_disk(self.desk, self.sandbox).items()})
        for known in ("profiles.json", "/processes/"):
            self.assertTrue(any(known in place for place in places), list(places))
        for place, content in places.items():
            for secret in self.sandbox.canaries.values():
                self.assertNotIn(secret.encode(), content, place)
            self.assertNotRegex(content, rb"eyJ[A-Za-z0-9_-]{20}", place)  # no token either

    def test_7_cells_are_read_while_the_first_rows_arrive(self):
        """While the first answer is still awaited the table and the count are found, and then asked again and again."""
        sandbox = SandboxServer(self.desk, SANDBOX, MANY, "--latency", "2000")
        self.addCleanup(sandbox.close)
        program = self.start()
        sign_in(program, sandbox)
        line = program.find("Filter users").get_parent()
        labels = [node for node in (line.get_child_at_index(i) for i in range(line.get_child_count()))
                  if node.get_role() == Atspi.Role.LABEL]
        table = program.find("Users", (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE), showing=False)
        seen = []

        def all_there():
            rows = table.get_n_rows()
            if 0 < rows < MANY:
                cells = [table.get_accessible_at(row, 0).get_name() for row in (0, rows // 2, rows - 1)]
                seen.append((rows, cells, [label.get_name() for label in labels]))
            return rows == MANY
        wait_for(f"{MANY} rows", all_there)
        self.assertTrue(seen, "no moment of the load was seen")
        for rows, cells, _ in seen:
            self.assertTrue(all(cells), (rows, cells))
        self.assertTrue(any(text.endswith(" so far") for _, _, texts in seen for text in texts), seen)
        self.assertEqual(program.quit(), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
