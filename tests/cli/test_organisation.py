"""An organisation's files from outside: what --check-config says of them, and what the command line takes from them.

    test_organisation.py WALLAROO-ADMIN WALLAROO-ADMIN-CLI EXAMPLE.json
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ADMIN, CLI, EXAMPLE = sys.argv[1:4]
PROFILE = {"id": "6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11", "name": "Production", "instance": "wallaroo.example.com"}


class Organisation(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.home = Path(place.name) / "home"
        self.xdg = Path(place.name) / "xdg"
        self.files = self.xdg / "wallaroo-admin"
        self.files.mkdir(parents=True)
        self.home.mkdir()

    def run_program(self, *command):
        environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment |= {"XDG_CONFIG_DIRS": str(self.xdg), "XDG_CONFIG_HOME": str(self.home), "HOME": str(self.home)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    def check(self, *folder):
        return self.run_program(ADMIN, "--check-config", *folder)

    def put(self, name, content):
        (self.files / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")

    def test_help_and_version_need_no_display(self):
        for option in ("--help", "-h", "--version"):
            told = self.run_program(ADMIN, option)
            self.assertEqual(told.returncode, 0, told.stderr)
            self.assertIn("wallaroo-admin", told.stdout)

    def test_good_files_are_good(self):
        self.put("10.json", {"version": 1, "profiles": [PROFILE], "settings": {"sandboxOffered": False}})
        found = self.check()
        self.assertEqual(found.returncode, 0, found.stdout + found.stderr)

    def test_the_example_is_good(self):
        self.put("example.json", Path(EXAMPLE).read_text(encoding="utf-8"))
        found = self.check()
        self.assertEqual(found.returncode, 0, found.stdout + found.stderr)

    def test_no_file_is_no_mistake(self):
        self.assertEqual(self.check().returncode, 0)

    def test_file_line_and_reason_of_each_mistake(self):
        self.put("10.json", '{\n"version": 1,\n"settings": {"clipboardSeconds": 5,\n"colour": "blue"}}')
        self.put("20.json", '{"version": 1,\n}')
        self.put("30.json", {"version": 1, "profiles": [PROFILE]})
        found = self.check()
        self.assertEqual(found.returncode, 1)
        lines = found.stdout.splitlines()
        for begin in ("10.json:3: ", "10.json:4: ", "20.json:2: "):
            told = [line for line in lines if line.startswith(str(self.files / begin))]
            self.assertEqual(len(told), 1, found.stdout)
            self.assertGreater(len(told[0]), len(str(self.files / begin)) + 5)
        self.assertNotIn("30.json", found.stdout)

    def test_another_folder_is_looked_at_before_it_is_handed_out(self):
        self.put("10.json", "{}")
        elsewhere = self.home / "draft"
        elsewhere.mkdir()
        (elsewhere / "new.json").write_text('{"version": 1}', encoding="utf-8")
        self.assertEqual(self.check(str(elsewhere)).returncode, 0)
        self.assertEqual(self.check(str(self.home / "nowhere")).returncode, 1)

    def test_a_secret_is_named_and_not_repeated(self):
        self.put("10.json", '{"version": 1,\n"clientSecret": "canary-in-a-file"}')
        found = self.check()
        self.assertEqual(found.returncode, 1)
        self.assertIn("clientSecret", found.stdout)
        self.assertNotIn("canary", found.stdout + found.stderr)

    def test_the_command_line_knows_its_profiles(self):
        self.put("10.json", {"version": 1, "profiles": [PROFILE]})
        self.put("20.json", "no JSON")
        listed = self.run_program(CLI, "profiles", "list", "--output", "csv")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        rows = list(csv.reader(io.StringIO(listed.stdout)))
        self.assertEqual(len(rows), 2, listed.stdout)
        self.assertIn("Production", rows[1])
        self.assertEqual(rows[1][-1], PROFILE["id"])

    def test_the_command_line_names_each_mistake_and_goes_on(self):
        self.put("10.json", {"version": 1, "profiles": [PROFILE]})
        listed = self.run_program(CLI, "profiles", "list", "--output", "json")
        self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        self.put("20.json", '{"version": 1,\n"settings": {"clipboardSeconds": 5,\n"colour": "blue"}}')
        self.put("30.json", "no JSON")
        told = self.run_program(CLI, "profiles", "list", "--output", "json")
        self.assertEqual(told.returncode, 0)
        self.assertEqual(json.loads(told.stdout), json.loads(listed.stdout))
        self.assertEqual(told.stderr.splitlines(),
                         ["wallaroo-admin-cli: " + line for line in self.check().stdout.splitlines()])
        for begin in ("20.json:2: ", "20.json:3: ", "30.json:1: "):
            self.assertEqual(told.stderr.count(str(self.files / begin)), 1, told.stderr)

    def test_the_command_line_keeps_to_the_ways_that_are_allowed(self):
        self.put("10.json", {"version": 1, "profiles": [PROFILE | {"instance": "wallaroo.invalid"}],
                             "settings": {"waysIn": ["browser", "inference"]}})
        for command in (["token"], ["users", "list"]):
            asked = self.run_program(CLI, *command, "--profile", "Production")
            self.assertEqual(asked.returncode, 4, asked.stderr)
            self.assertIn("signs in by a way that your organisation does not allow (password)", asked.stderr)
            self.assertEqual(asked.stdout, "")
        inference = self.run_program(CLI, "token", "--inference", "--profile", "Production")
        self.assertNotIn("organisation", inference.stderr)  # no sign-in by password
        self.put("10.json", {"version": 1, "profiles": [PROFILE | {"way": "browser"}], "settings": {"waysIn": ["browser"]}})
        self.assertNotIn("organisation", self.run_program(CLI, "token", "--profile", "Production").stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
