"""The main job, end to end: the real program against the real sandbox process, with a real gnome-keyring, over the accessibility bus.

argv: path of wallaroo-admin, path of wallaroo-sandbox. Run by ctest inside `dbus-run-session`.
"""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import Atspi, Desk, GLib, Program, wait_for  # noqa: E402
from sandboxserver import SandboxServer, places_on_disk, sign_in  # noqa: E402

ADMIN, SANDBOX = sys.argv[1:3]
USERS = 240
MANY = 50_000  # for a load, a filter and an order that last longer than a few calls over the bus


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

    def test_3_workspaces_and_tokens(self):
        program = self.programs[-1]
        program.open_page("Workspaces")
        wait_for("workspaces", lambda: program.table("Workspaces").get_n_rows() > 0)
        program.open_page("Tokens")
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

    def test_7_cells_are_read_while_the_first_rows_arrive_and_change(self):
        """While the first answer is still awaited the table and the count are found, and then asked again and again: while rows
        arrive, while a filter is typed, while they are sorted, and while they all go."""
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
        self.type_a_filter_and_read(program, table)
        self.sort_and_read(table)
        self.sign_out_and_read(program, table)
        sign_in(program, sandbox)
        self.rows_of(program, "Users", MANY)
        self.assertEqual(program.quit(), 0)

    @staticmethod
    def cells(table, column=0):
        """First, middle and last cell of a column, of a table that changes meanwhile: a row may be gone between two calls."""
        rows = table.get_n_rows()
        found = []
        for row in sorted({0, rows // 2, rows - 1}) if rows > 0 else ():
            try:
                cell = table.get_accessible_at(row, column)
                found += [cell.get_name()] if cell else []
            except GLib.Error:
                pass
        return found

    def type_a_filter_and_read(self, program, table):
        """Letter by letter, with looks into the table after each, while the model is reset: whatever row is there has its cells."""
        for typed in ("an", "ana", "ana.", "ana.q", "an", "", "nobody is called so", ""):
            before = table.get_n_rows()
            program.type_into("Filter users", typed)
            looks = []
            wait_for(f"the rows of “{typed}”", lambda: looks.append(self.cells(table)) or table.get_n_rows() != before)
            self.assertTrue(all(all(look) for look in looks), looks)
        self.assertEqual(table.get_n_rows(), MANY)

    def sort_and_read(self, table):
        names = [table.get_column_header(i).get_name() for i in range(table.get_n_columns())]
        mail = names.index("E-mail")
        Program.act(table.get_column_header(names.index("Name")))
        for _ in range(2):  # up, then down: in what is read, both ends change places
            ends = self.cells(table, mail)
            Program.act(table.get_column_header(mail))
            looks = []
            wait_for("another order", lambda: looks.append(self.cells(table, mail)) or looks[-1] != ends)
            self.assertTrue(all(len(look) == 3 for look in looks), looks)
        sample = [table.get_accessible_at(row, mail).get_name() for row in range(0, MANY, MANY // 50)]
        told = [text for text in sample if text]
        self.assertEqual(told, sorted(told, reverse=True))

    def sign_out_and_read(self, program, table):
        """The table goes under the reader."""
        program.press("Session")
        program.press("Sign out this session")
        program.press("Sign out")

        def is_gone():
            try:
                self.cells(table)  # some of a table that is going have no text any more; asking does no harm
                return table.get_n_rows() <= 0
            except GLib.Error:
                return True
        wait_for("the table to go", is_gone)
        program.find("Password")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
