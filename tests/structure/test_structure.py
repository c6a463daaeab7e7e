"""Walks the sources and compares them with the rules of the house. Run by ctest; by hand:

    /usr/bin/python3 tests/structure/test_structure.py --qt-headers /usr/include/x86_64-linux-gnu/qt6
"""

import argparse
import subprocess
import sys
import unittest
from pathlib import Path

import rules

TREE = Path(__file__).resolve().parents[2]
QT_HEADERS = ""


def top_level(tree):
    """What lies at the top: by git where there is one (ignored things are nobody's business), else by looking."""
    listed = subprocess.run(["git", "-C", str(tree), "ls-files", "-co", "--exclude-standard"],
                            capture_output=True, text=True, check=False) if (tree / ".git").exists() else None
    if listed and listed.returncode == 0:
        names = {line.split("/")[0] for line in listed.stdout.splitlines()}
        return {name for name in names if (tree / name).exists()}
    return {entry.name for entry in tree.iterdir()} - {".git", "build"}


class Structure(unittest.TestCase):
    maxDiff = None

    def test_there_is_something_to_look_at(self):
        self.assertGreater(len(rules.sources(TREE, "lib", "app")), 60)
        self.assertTrue((Path(QT_HEADERS) / "QtWidgets" / "QWidget").exists(), QT_HEADERS)

    def test_modules_link_what_the_table_allows(self):
        self.assertEqual(rules.check_links(TREE), [])

    def test_files_include_what_their_module_links(self):
        self.assertEqual(rules.check_includes(TREE, QT_HEADERS), [])

    def test_no_forbidden_calls(self):
        self.assertEqual(rules.check_words(TREE), [])

    def test_no_secret_where_others_can_read_it(self):
        self.assertEqual(rules.check_secrets(TREE), [])

    def test_files_stay_small(self):
        self.assertEqual(rules.check_sizes(TREE), [])

    def test_top_level_is_exactly_this(self):
        self.assertEqual(rules.check_top_level(top_level(TREE)), [])

    def test_lib_has_enough_tests(self):
        modules = [folder.name for folder in (TREE / "lib").iterdir() if folder.is_dir()]
        code = rules.code_lines(TREE, "lib")
        folders = [f"tests/{name}" for name in [*modules, "support", "keycloak"]]
        tests = rules.code_lines(TREE, *folders) + rules.python_lines(TREE, *folders)
        print(f"lines of code in lib: {code}; lines of its tests: {tests}; ratio {tests / code:.2f}, wanted 0.80")
        self.assertGreaterEqual(tests, 0.8 * code)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--qt-headers", required=True)
    known, rest = parser.parse_known_args()
    QT_HEADERS = known.qt_headers
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
