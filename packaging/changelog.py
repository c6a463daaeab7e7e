"""Reads packaging/CHANGELOG.md: the newest version, its date, or the whole as Debian writes it.

    python3 packaging/changelog.py version|date
    python3 packaging/changelog.py debian PACKAGE [--output FILE]
"""

import argparse
import re
import sys
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path

FILE = Path(__file__).with_name("CHANGELOG.md")
MAINTAINER = "The Wallaroo Admin developers <maintainers@wallaroo-admin.invalid>"


def releases(text):
    """(version, date, changes) of each release, the newest first."""
    found = []
    for block in re.split(r"^## ", text, flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        match = re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})", head.strip())
        if not match:
            sys.exit(f"{FILE.name}: not a version and a date: {head.strip()}")
        changes = [" ".join(line.split()) for line in re.findall(r"^- (.*(?:\n  .*)*)", body, flags=re.M)]
        if not changes:
            sys.exit(f"{FILE.name}: {match[1]} says nothing")
        found.append((match[1], match[2], changes))
    if not found:
        sys.exit(f"{FILE.name}: no version in it")
    return found


def wrapped(text, width=74):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def debian(package):
    blocks = []
    for version, date, changes in releases(FILE.read_text(encoding="utf-8")):
        when = format_datetime(datetime.fromisoformat(date).replace(hour=12, tzinfo=timezone.utc))
        lines = [f"{package} ({version}) unstable; urgency=medium", ""]
        for change in changes:
            first, *rest = wrapped(change.replace("`", ""))
            lines += [f"  * {first}", *(f"    {line}" for line in rest)]
        blocks.append("\n".join([*lines, "", f" -- {MAINTAINER}  {when}", ""]))
    return "\n".join(blocks)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["version", "date", "debian"])
    parser.add_argument("package", nargs="?")
    parser.add_argument("--output")
    chosen = parser.parse_args()
    if chosen.what == "debian":
        text = debian(chosen.package or "wallaroo-admin")
    else:
        newest = releases(FILE.read_text(encoding="utf-8"))[0]
        text = newest[0 if chosen.what == "version" else 1] + "\n"
    if chosen.output:
        Path(chosen.output).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
