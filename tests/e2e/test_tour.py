"""The tour: what it says and saves; and where something does not work, that it ends with 1 and says why. argv: path of wallaroo-admin."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ADMIN = sys.argv[1]


class Tour(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.env = {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}

    def ends_with(self, reason, pictures, program=ADMIN):
        ended = subprocess.run([program, "--tour", str(pictures)], env=self.env, capture_output=True, text=True, timeout=60)
        self.assertEqual(ended.returncode, 1, ended)
        self.assertIn(reason, ended.stderr)
        self.assertNotIn("Done in", ended.stdout)

    def test_it_says_what_it_saw_and_saves_a_picture_of_each(self):
        pictures = self.folder / "pictures"
        ended = subprocess.run([ADMIN, "--tour", str(pictures)], env=self.env, capture_output=True, text=True, timeout=60)
        self.assertEqual(ended.returncode, 0, ended)
        for page, rows in (("Users", 240), ("Workspaces", 25)):
            self.assertIn(f"{page}: {rows} rows, {rows} shown", ended.stdout)
            self.assertRegex(ended.stdout, rf"{page} are loaded \(\d+ ms\)")
        self.assertRegex(ended.stdout, r"Done in \d+ ms")
        self.assertIn(str(pictures), ended.stdout)
        for name in ("sign-in", "users", "workspaces", "tokens"):
            picture = (pictures / f"{name}.png").read_bytes()
            self.assertTrue(picture.startswith(b"\x89PNG"), name)
            self.assertGreater(len(picture), 10_000, name)
        self.assertNotRegex(ended.stdout + ended.stderr, r"eyJ|secret=|password=")

    def test_a_folder_that_cannot_be_made(self):
        (self.folder / "file").touch()  # root could write anywhere else
        self.ends_with("cannot be made", self.folder / "file" / "pictures")

    def test_a_picture_that_cannot_be_written(self):
        pictures = self.folder / "pictures"
        (pictures / "sign-in.png").mkdir(parents=True)
        self.ends_with("sign-in.png cannot be written", pictures)

    def test_no_sandbox(self):
        alone = self.folder / "bin" / "wallaroo-admin"
        alone.parent.mkdir()
        shutil.copy(ADMIN, alone)
        self.env["PATH"] = str(alone.parent)
        self.ends_with("wallaroo-sandbox was not found", self.folder / "pictures", alone)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
