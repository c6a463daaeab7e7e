"""What the sources may include, link and call: the house's rules, as data and as functions that list violations.

The table of modules is the design's; a module's CMakeLists.txt may link less than it, never more, and its files may
include only what it links. Every function takes a tree and returns lines of text, one a violation.
"""

import os
import re
from pathlib import Path

MAY_INCLUDE = {
    "base": set(),
    "http": {"base"},
    "domain": {"base"},
    "secrets": {"base"},
    "jose": {"base"},
    "exchange": {"domain", "base"},
    "api": {"domain", "http", "base"},
    "session": {"api", "domain", "http", "secrets", "base"},
    "models": {"domain", "base"},
    "runs": {"api", "domain", "base"},
    "sandbox": set(),
}
# Modules that live without Qt, and what app/<folder> may use of lib where that is less than everything but the sandbox.
WITHOUT_QT = {"lib/sandbox", "app/sandbox"}
APP_MAY_INCLUDE = {"app/sandbox": {"sandbox"}}

# Where the header of a third party comes from: the CMake target that brings it.
EXTERNAL = {
    "boost": "Boost::json",
    "tl": "tl::expected",
    "openssl": "OpenSSL::Crypto",
    "qt6keychain": "Qt6Keychain::Qt6Keychain",
    "httplib.h": "httplib",
    "SQLiteCpp": "SQLiteCpp",
    "CLI": "CLI11::CLI11",
}

TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "app", "lib", "resources", "translations", "tests", "packaging", "README.md",
    "LICENSE", ".clang-format", ".clang-tidy", ".clazy", ".gitignore", ".editorconfig", ".ci", ".github",
}
MAX_LINES = 400
MAX_TEST_LINES = 650  # a table of cases may be long where code may not
MAX_TOP_CMAKE = 150

# Words that stand for a habit this program does not have, and where it has them for a reason.
FORBIDDEN = [
    # (what, pattern, folders looked at, files left out)
    ("a nested event loop: QEventLoop", r"\bQEventLoop\b", ("lib", "app"), ()),
    ("a nested event loop: processEvents()", r"\bprocessEvents\s*\(", ("lib", "app"), ()),
    ("a nested event loop: exec()", r"\bexec\s*\(",
     ("lib", "app"), ("app/main.cpp", "app/cli/main.cpp", "lib/sandbox/", "app/sandbox/")),
    # Named ones, in the one place that knows of a pin; without a list, nowhere.
    ("TLS errors waved through", r"\bignoreSslErrors\s*\(\s*\)", ("lib", "app"), ()),
    ("TLS errors waved through", r"\bignoreSslErrors\b(?!\s*\(\s*\))", ("lib", "app"), ("lib/http/attempt.cpp",)),
    ("certificates not checked", r"\bVerifyNone\b|\bQueryPeer\b", ("lib", "app"), ()),
    ("secrets in a plain file", r"\bsetInsecureFallback\b", ("lib", "app"), ()),
    # Static ones only: an accessor of that name may return an Instance of Wallaroo.
    ("an instance() of our own", r"\bstatic\b[^;{}()]*\binstance\s*\(|\b(?!Q(?:Core|Gui)?Application::)\w+::instance"
     r"\s*\(\s*\)(?!\s*(?:const|noexcept|\{))", ("lib", "app"), ()),
    ("a proxy model where there is an own row index", r"\bQSortFilterProxyModel\b", ("lib", "app"), ()),
    ("requests outside lib/http", r"\bQNetworkAccessManager\b", ("lib", "app"), ("lib/http/",)),
    ("a clipboard that was not handed in", r"\bclipboard\s*\(\s*\)\s*->|\bQ(?:Gui)?Application::clipboard\b", ("lib", "app"),
     ("app/main.cpp", "app/widgets/secretfield.cpp")),  # composed there; pasting is Qt's own way
    # An error's details say when, wherever it was made; lib/http has no clock.
    ("a wall clock that was not handed in", r"\bcurrentDateTime(?:Utc)?\b", ("lib", "app"), ("lib/http/errors.cpp",)),
    ("what Qt 6.8 has deprecated: toUTC() is in both", r"\bQt::(?:UTC|OffsetFromUTC)\b", ("lib", "app", "tests"), ()),
    ("what Qt 6.5 has deprecated: activateWindow() is in both", r"\bsetActiveWindow\b", ("lib", "app", "tests"), ()),
    # Whoever waits for a condition is as quick as the machine; pictures.cpp wait as a person would, for what is to be seen.
    ("a fixed wait in a test of windows", r"\bqWait\s*\(\s*(?!0\s*\))|\bqSleep\b",
     tuple(f"tests/{folder}" for folder in ("access", "app", "signin", "smallwidgets", "style", "tokens", "users", "widgets")),
     tuple(f"tests/{folder}/pictures.cpp" for folder in ("access", "app", "tokens", "users"))),
    ("the whole of Qt Test", r"#\s*include\s*<QtTest(?:/QtTest)?>", ("tests",), ()),
    ("contents of a whole Qt module", r"#\s*include\s*<(Qt[A-Z]\w+)/\1>|#\s*include\s*<Qt(?:Core|Gui|Widgets|Network)>",
     ("lib", "app"), ("lib/pch.h", "app/pch.h")),
]


def sources(tree, *folders):
    """C++ files under the folders, as paths relative to the tree."""
    found = []
    for folder in folders:
        for place, directories, names in os.walk(Path(tree) / folder):
            directories.sort()
            found += [Path(place, name).relative_to(tree).as_posix()
                      for name in sorted(names) if name.endswith((".h", ".cpp"))]
    return found


def read(tree, path):
    return (Path(tree) / path).read_text(encoding="utf-8")


def without_comments(text, keep_strings=False):
    """The code alone, line for line: comments go, and texts in quotes (raw ones too) are emptied."""
    def replace(match):
        found = match.group(0)
        if found.startswith("/"):
            return "\n" * found.count("\n") or " "
        if keep_strings or match.group("include"):
            return found
        return '""' + "\n" * found.count("\n")
    return re.sub(
        r'(?P<include>^[ \t]*#[ \t]*include[^\n]*)|//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'
        r'|"(?:\\.|[^"\\\n])*"', replace, text, flags=re.S | re.M)


def includes(tree, path):
    """(line number, "name" or <name>, name) of each include of a file."""
    for number, line in enumerate(without_comments(read(tree, path)).splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1), match.group(2)


def room(path):
    """lib/<module> or, in app, app/sandbox, app/cli or app."""
    parts = path.split("/")
    if parts[0] == "lib" or (parts[0] == "app" and len(parts) > 2 and parts[1] in ("sandbox", "cli")):
        return "/".join(parts[:2])
    return parts[0]


# --- links ------------------------------------------------------------------------------------------------------------

def links(tree):
    """module -> names of the targets it links itself, from lib/<module>/CMakeLists.txt."""
    result = {}
    for folder in sorted((Path(tree) / "lib").iterdir()):
        file = folder / "CMakeLists.txt"
        if not file.exists():
            continue
        text = re.sub(r"#[^\n]*", "", file.read_text(encoding="utf-8"))
        calls = re.findall(r"(?:wallaroo_module|target_link_libraries)\s*\(([^)]*)\)", text)
        words = {word for call in calls for word in call.split()[1:]}
        result[folder.name] = words - {"NO_QT", "LINKS", "PRIVATE_LINKS", "PUBLIC", "PRIVATE", "INTERFACE"}
    return result


def reach(graph, module, seen=None):
    """Everything a module links, through other modules too."""
    seen = set() if seen is None else seen
    for name in graph.get(module, set()) - seen:
        seen.add(name)
        if name.startswith("wallaroo::"):
            reach(graph, name.removeprefix("wallaroo::"), seen)
    return seen


def check_links(tree):
    found = []
    for module, names in links(tree).items():
        place = f"lib/{module}/CMakeLists.txt"
        if module not in MAY_INCLUDE:
            found.append(f"{place}: module {module} is not in the table")
            continue
        for name in sorted(names):
            if name.startswith("wallaroo::") and name.removeprefix("wallaroo::") not in MAY_INCLUDE[module]:
                found.append(f"{place}: {module} may not link {name}")
            if name in ("Qt6::Widgets", "Qt6::OpenGLWidgets", "Qt6::PrintSupport"):
                found.append(f"{place}: only app links {name}")
            if name.startswith("Qt") and f"lib/{module}" in WITHOUT_QT:
                found.append(f"{place}: {module} lives without Qt, yet links {name}")
            if module == "base" and not name.startswith("wallaroo") and name not in ("Qt6::Core", "tl::expected"):
                found.append(f"{place}: base may link only Qt6::Core and tl::expected, not {name}")
    return found


# --- includes ---------------------------------------------------------------------------------------------------------

def qt_module(name, qt_headers):
    """QtCore, QtGui, … for a header of Qt, else nothing."""
    first = name.split("/")[0]
    if "/" in name and first.startswith("Qt") and first[2:3].isupper():
        return first
    for module in ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtDBus", "QtSvg", "QtTest", "QtSql", "QtXml",
                   "QtConcurrent", "QtPrintSupport", "QtOpenGL", "QtOpenGLWidgets", "QtSvgWidgets"):
        if (Path(qt_headers) / module / name).exists():
            return module
    return "Qt" if re.match(r"Q[A-Z]|qt?[a-z]+\.h$", name) and not name.startswith("qt6keychain") else None


def check_includes(tree, qt_headers):
    graph = links(tree)
    found = []
    for path in sources(tree, "lib", "app"):
        here = room(path)
        if path == "lib/pch.h":
            continue  # of every module, so of none
        for number, mark, name in includes(tree, path):
            where = f"{path}:{number}"
            problem = (quoted_problem(tree, graph, here, path, name) if mark == '"' else None) \
                or system_problem(graph, here, name, qt_headers, mark)
            if problem:
                found.append(f"{where}: {problem}")
    return found


def quoted_problem(tree, graph, here, path, name):
    module = name.split("/")[0]
    if module not in MAY_INCLUDE or "/" not in name or (here.startswith("app") and (Path(tree) / "app" / name).exists()):
        if here.startswith("lib/") and (Path(tree) / Path(path).parent / name).exists():
            return f'write "{here.removeprefix("lib/")}/{name}" for "{name}"'
        return None
    if here.startswith("lib/"):
        own = here.removeprefix("lib/")
        if module != own and module not in MAY_INCLUDE.get(own, set()):
            return f"{own} may not include {name}"
        if module != own and f"wallaroo::{module}" not in reach(graph, own):
            return f"{own} includes {name} and does not link wallaroo::{module}"
        return None
    allowed = APP_MAY_INCLUDE.get(here, set(MAY_INCLUDE) - {"sandbox"})
    return None if module in allowed else f"{here} may not include {name}"


def system_problem(graph, here, name, qt_headers, mark):
    qt = qt_module(name, qt_headers) if mark == "<" else None
    if qt and here in WITHOUT_QT:
        return f"{here} lives without Qt, yet includes {name}"
    if "keychain" in name.lower() and mark == "<" and here != "lib/secrets":
        return f"only lib/secrets speaks to the keychain, yet here is {name}"
    if "QNetworkAccessManager" in name and here != "lib/http":
        return f"only lib/http owns connections, yet here is {name}"
    if not here.startswith("lib/"):
        return None
    module = here.removeprefix("lib/")
    linked = reach(graph, module)
    if qt == "QtWidgets":
        return f"only app shows windows, yet here is {name}"
    if qt and qt not in ("Qt", "QtCore") and f"Qt6::{qt[2:]}" not in linked and not (
            qt == "QtGui" and "Qt6::Widgets" in linked):
        return f"{module} includes {name} and does not link Qt6::{qt[2:]}"
    for prefix, target in EXTERNAL.items():
        if (name == prefix or name.startswith(prefix + "/")) and not any(
                target.lower().split("::")[0] in one.lower() for one in linked):
            return f"{module} includes {name} and does not link {target}"
    return None


# --- words ------------------------------------------------------------------------------------------------------------

def check_words(tree):
    found = []
    for path in sources(tree, "lib", "app", "tests"):
        lines = without_comments(read(tree, path)).splitlines()
        for what, pattern, folders, left_out in FORBIDDEN:
            if not path.startswith(tuple(f"{folder}/" for folder in folders)) or path.startswith(left_out or ("\0",)):
                continue
            found += [f"{path}:{number}: {what}" for number, line in enumerate(lines, 1) if re.search(pattern, line)]
    return found


# A secret leaves its type only by reveal(): never in a statement that writes a log, starts a process, sets the
# environment, writes settings or builds an address.
LEAKS = re.compile(
    r"\bq(?:Debug|Info|Warning|Critical|Fatal|CDebug|CInfo|CWarning|CCritical)\b|\bstd::(?:cout|cerr|clog)\b"
    r"|\bQProcess\b|\bsetArguments\b|\bsetProgram\b|\bstartDetached\b|\bqputenv\b|\bsetenv\b|\bputenv\b"
    r"|\bQProcessEnvironment\b|\bQSettings\b|\bsetUrl\b|\bsetQuery\b|\baddQueryItem\b|\bsetToolTip\b"
    r"|\bsetAccessibleName\b|\bsetAccessibleDescription\b|\bsetWindowTitle\b")
SECRET_OPTION = re.compile(
    r'\b(?:QCommandLineOption\b\s*\w*\s*[({]|add_(?:option|flag)\s*\()[^;]*?"-{0,2}[\w,\- ]*(?:password|secret|token)\b', re.I)


def statements(text):
    """(offset, text) of what lies between semicolons and braces; braces within parentheses belong to the statement."""
    start = depth = 0
    for offset, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign == ";" or (sign in "{}" and depth <= 0):
            yield start, text[start:offset]
            start = offset + 1
    yield start, text[start:]


def check_secrets(tree):
    """No secret in an argument, the environment, a log, settings, an address or a tooltip."""
    found = []
    for path in sources(tree, "lib", "app"):
        text = without_comments(read(tree, path))
        for start, statement in statements(text):
            if re.search(r"(?:\.|->)reveal\s*\(", statement) and LEAKS.search(statement):
                line = text.count("\n", 0, start + statement.find("reveal")) + 1
                found.append(f"{path}:{line}: a revealed secret in a log, an argument, the environment or an address")
        with_texts = without_comments(read(tree, path), keep_strings=True)
        for match in SECRET_OPTION.finditer(with_texts):
            line = with_texts.count("\n", 0, match.start()) + 1
            found.append(f"{path}:{line}: an option that takes a secret shows it in the list of processes")
    return found


# --- sizes and the top level ------------------------------------------------------------------------------------------

def check_sizes(tree):
    found = []
    for path in sources(tree, "lib", "app", "tests"):
        count = len(read(tree, path).splitlines())
        limit = MAX_TEST_LINES if str(path).startswith("tests") else MAX_LINES
        if count > limit:
            found.append(f"{path}: {count} lines, more than {limit}")
    top = len(read(tree, "CMakeLists.txt").splitlines())
    if top > MAX_TOP_CMAKE:
        found.append(f"CMakeLists.txt: {top} lines, more than {MAX_TOP_CMAKE}")
    return found


def check_top_level(names):
    """names: what lies at the top and belongs to the project."""
    found = [f"{name} is missing at the top" for name in sorted(TOP_LEVEL - set(names))]
    return found + [f"{name} does not belong at the top" for name in sorted(set(names) - TOP_LEVEL)]


def code_lines(tree, *folders):
    """Lines that hold code: neither blank nor only a comment."""
    return sum(1 for path in sources(tree, *folders)
               for line in without_comments(read(tree, path), keep_strings=True).splitlines() if line.strip())


def python_lines(tree, *folders):
    """The same of Python: what is tested from outside (the sandbox, a real Keycloak) is tested in it."""
    return sum(1 for folder in folders for path in sorted((Path(tree) / folder).rglob("*.py"))
               for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.strip().startswith("#"))
