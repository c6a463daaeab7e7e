"""The tour where something does not work: it ends with 1 and says why. argv: path of wallaroo-admin."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ADMIN = sys.argv[1]


class FailingTour(unittest.TestCase):
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
