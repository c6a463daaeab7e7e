"""The lint gates: layout (clang-format), common C++ mistakes (clang-tidy), common Qt mistakes (clazy), shell scripts.

    /usr/bin/python3 tests/lint/lint.py format|tidy|clazy|shell [--build build/lint] [--jobs 2] [FILE...]

tidy and clazy want a build folder configured by the preset "lint" and look at several files at a time (together.py); a
group is looked at again only when a file of it, a header of ours that it includes, its compile command, the tool or the
tool's configuration changed. Exits 1 where something was found, 2 where a tool could not do its work.
"""

import argparse
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from together import RENAMED, groups, options_of

TREE = Path(__file__).resolve().parents[2]
OURS = r"/(app|lib)/.*\.(h|cpp)$"


def run(command, **options):
    return subprocess.run(command, cwd=TREE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False, **options)


def version(tool):
    return run([tool, "--version"]).stdout


def files(folders, suffixes):
    return sorted(str(path.relative_to(TREE)) for folder in folders for path in (TREE / folder).rglob("*")
                  if path.suffix in suffixes and "build" not in path.relative_to(TREE).parts)


# --- what a file is made of -------------------------------------------------------------------------------------------

class Closure:
    """The digest of a source together with all headers of ours that it reaches."""

    INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)

    def __init__(self):
        self.contents = {}

    def content(self, path):
        if path not in self.contents:
            data = path.read_bytes()
            self.contents[path] = data, self.INCLUDE.findall(data)
        return self.contents[path]

    def reached(self, path, seen):
        seen.add(path)
        for name in self.content(path)[1]:
            for base in (TREE / "lib", TREE / "app", path.parent):
                header = (base / name.decode()).resolve()
                if header.is_file() and header not in seen:
                    self.reached(header, seen)
        return seen

    def digest(self, path, *more):
        whole = hashlib.sha256()
        for part in sorted(self.reached(path.resolve(), set())):
            whole.update(str(part.relative_to(TREE)).encode() + b"\0" + self.content(part)[0] + b"\0")
        for text in more:
            whole.update(text.encode() + b"\0")
        return whole.hexdigest()


def compile_commands(build):
    """Our sources with their compile commands: what the build makes itself (moc) is not ours to look at."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(TREE) and not path.is_relative_to(build.resolve()):
            commands[str(path.relative_to(TREE))] = entry.get("command") or shlex.join(entry["arguments"])
    return commands


# --- the gates --------------------------------------------------------------------------------------------------------

def each(name, todo, command, key, options, problem):
    """Runs command(files) for groups of files with a file whose key is not known to be clean; prints findings, returns 1
    where there are any. What is found in a group counts only where it is found in a file alone."""
    clean = options.build / "clean"
    clean.mkdir(parents=True, exist_ok=True)
    marks = {file: clean / f"{name}-{key(file)}" for group in todo for file in group}
    rest = [group for group in todo if not all(marks[file].exists() for file in group)]

    def look(group):
        begin = time.monotonic()
        if len(group) > 1 and problem(run(command(group))) is None:
            found = dict.fromkeys(group)
        else:
            found = {file: problem(run(command([file]))) for file in group if not marks[file].exists()}
        return group, found, time.monotonic() - begin

    bad, slowest = 0, (0.0, "-")
    with ThreadPoolExecutor(options.jobs) as pool:
        for group, found, seconds in pool.map(look, rest):
            slowest = max(slowest, (seconds, " ".join(group)))
            for file, text in found.items():
                if text is None:
                    marks[file].touch()
                    continue
                bad += 1
                print(f"--- {name}: {file}\n{text}", flush=True)
    print(f"{name}: {len(marks)} files in {len(todo)} groups, {len(todo) - len(rest)} unchanged since they were clean, "
          f"{bad} files with findings; slowest {slowest[0]:.1f} s ({slowest[1]})", flush=True)
    return 1 if bad else 0


def unit(build, commands, extra, group):
    """A source to hand to a tool that stands for all of the group, and what the compiler has to be told for it."""
    folder = build / "together"
    folder.mkdir(parents=True, exist_ok=True)
    text = ""
    for number, file in enumerate(group):
        text += "".join(f"#undef {name}\n#define {name} {name}{number}\n" for name in RENAMED)
        text += f'#include "{TREE / file}"\n'
    source = folder / (hashlib.sha256(text.encode()).hexdigest()[:16] + ".cpp")
    source.write_text(text, encoding="utf-8")
    more = dict.fromkeys(part for file in group for part in extra.get(file, []))
    return source, ["--", *options_of(commands[group[0]]), *more]


def generate(build, commands):
    """moc's output that sources include, as extra arguments for them: building the generated files by ninja would build
    the libraries before them."""
    extra = {}
    moc = Path(run(["qmake6", "-query", "QT_INSTALL_LIBEXECS"]).stdout.strip()) / "moc"
    for file, command in commands.items():
        for name in re.findall(r'^#include "(\w+\.moc)"', (TREE / file).read_text(encoding="utf-8"), re.M):
            folder = build / "moc" / Path(file).parent
            folder.mkdir(parents=True, exist_ok=True)
            paths = [part for part in shlex.split(command) if re.match("-[DI]", part)]
            result = run([str(moc), *paths, file, "-o", str(folder / name)])
            if result.returncode:
                print(result.stdout)
                sys.exit(2)
            extra[file] = [f"-I{folder}"]
    return extra


def noise_free(text):
    lines = [line for line in text.splitlines()
             if not re.match(r"\d+ warnings?( and \d+ errors?)? (generated|treated)|Suppressed |Use -header-filter", line)]
    return "\n".join(lines).strip()


def tidy(options, build):
    commands = compile_commands(build)
    tool = version("clang-tidy") + (TREE / ".clang-tidy").read_text(encoding="utf-8")
    closure = Closure()
    extra = generate(build, commands)

    def command(group):
        source, told = unit(build, commands, extra, group)
        # For the tool the sources of a group are files that its own one includes.
        return ["clang-tidy", "--quiet", f"--header-filter={OURS}", str(source), *told]
    return each("clang-tidy", groups(TREE, select(commands, options.files)), command,
                lambda file: closure.digest(TREE / file, tool, commands[file]), options,
                lambda result: noise_free(result.stdout) if result.returncode else None)


def clazy(options, build):
    commands = compile_commands(build)
    listed = (TREE / ".clazy").read_text(encoding="utf-8")
    checks = ",".join(line.strip() for line in listed.splitlines() if line.strip() and not line.startswith("#"))
    tool = version("clazy-standalone") + checks
    closure = Closure()
    extra = generate(build, commands)

    def command(group):
        source, told = unit(build, commands, extra, group)
        return ["clazy-standalone", f"-checks={checks}", f"-header-filter={OURS}", str(source), *told]

    def problem(result):
        if result.returncode == 0 and not re.search(r"\[-Wclazy|error:", result.stdout):
            return None
        return noise_free(result.stdout) or f"clazy ended with {result.returncode} and said nothing"
    # Programs without Qt have nothing clazy could look at.
    with_qt = {file: command for file, command in commands.items() if "QT_CORE_LIB" in command}
    return each("clazy", groups(TREE, select(with_qt, options.files)), command,
                lambda file: closure.digest(TREE / file, tool, commands[file]), options, problem)


def select(commands, chosen):
    if not commands:
        print("no compile commands: configure with the preset lint first")
        sys.exit(2)
    return {file: command for file, command in commands.items() if not chosen or file in chosen}


def layout(options):
    todo = options.files or files(("app", "lib", "tests"), (".h", ".cpp"))
    result = run(["clang-format", "--dry-run", "-Werror", "--ferror-limit=3", *todo])
    print(result.stdout, end="")
    print(f"clang-format: {len(todo)} files")
    return 1 if result.returncode else 0


def shell(options):
    todo = options.files or [*files(("app", "tests", "packaging"), (".sh",)), ".ci/run"]
    result = run(["shellcheck", "-x", *todo])
    print(result.stdout, end="")
    print(f"shellcheck: {len(todo)} files")
    return 1 if result.returncode else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gate", choices=["format", "tidy", "clazy", "shell"])
    parser.add_argument("--build", type=Path, default=TREE / "build" / "lint")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("files", nargs="*")
    options = parser.parse_intermixed_args()
    if options.gate == "format":
        return layout(options)
    if options.gate == "shell":
        return shell(options)
    return {"tidy": tidy, "clazy": clazy}[options.gate](options, options.build)


if __name__ == "__main__":
    sys.exit(main())
