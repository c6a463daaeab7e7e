"""The texts of the program can be translated, and the translations that are there fit them.

    /usr/bin/python3 tests/structure/test_translations.py LUPDATE LRELEASE
"""

import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
LUPDATE, LRELEASE = sys.argv[1:3]


def run(*command):
    return subprocess.run([str(part) for part in command], cwd=TREE, capture_output=True, text=True, check=False)


def messages(file):
    """(context, text, comment) -> its element"""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            key = context.findtext("name"), message.findtext("source"), message.findtext("comment") or ""
            found[key] = message
    return found


def is_finished(message):
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return False
    forms = [form.text for form in translation.iter("numerusform")] if message.get("numerus") else [translation.text]
    return bool(forms) and all(forms)


class Translations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name)

    def collect(self, *options, start=None):
        file = self.work / (start.name if start else "all_en.ts")
        if start:
            shutil.copy(start, file)
        result = run(LUPDATE, "-silent", "-no-obsolete", "-locations", "none", *options, "app", "lib", "-ts", file)
        self.assertEqual(result.returncode, 0, result.stderr)
        return file, result.stderr

    def test_every_text_has_a_context(self):
        # lupdate says so where tr() stands in a class without Q_OBJECT or a text is no literal.
        file, said = self.collect()
        self.assertEqual(said, "")
        found = messages(file)
        self.assertGreater(len(found), 150)
        self.assertEqual([key for key in found if not key[0]], [])

    def test_english_has_its_plurals(self):
        file, _ = self.collect("-pluralonly", start=TREE / "translations" / "wallaroo-admin_en.ts")
        plural = messages(file)
        self.assertGreater(len(plural), 0)
        self.assertEqual([key for key, message in plural.items() if not is_finished(message)], [])

    def test_every_translation_is_whole(self):
        for ts in sorted((TREE / "translations").glob("*.ts")):
            with self.subTest(ts.name):
                self.assertEqual([key for key, message in messages(ts).items() if not is_finished(message)], [])
                result = run(LRELEASE, "-silent", ts, "-qm", self.work / "out.qm")
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertGreater((self.work / "out.qm").stat().st_size, 50)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
