"""Sources that one run of a tool can look at together. Most of what clang-tidy and clazy do for a file they do for the
headers of Qt and the standard library: eight files in one translation unit cost little more than one.

Only files with the same compile options go together, and only while no two of them give a file-local thing the same
name: there it would be an error. What this reader of C++ overlooks costs a second look at each file, nothing more.
"""

import re
import shlex
from pathlib import Path

AT_MOST = 8
# What so many files call the same that it is given another name in each.
RENAMED = ("Say",)
WORDS = {"const", "constexpr", "final", "namespace", "noexcept", "override", "return", "static_assert"}


def bare(text):
    """The code without comments and without what strings and characters hold."""
    text = re.sub(r'R"\((.*?)\)"', '""', text, flags=re.S)
    text = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r'"(\\.|[^"\\\n])*"', '""', text)
    return re.sub(r"(?<![0-9A-Fa-f])'(\\.|[^'\\\n])+'", "' '", text)


def local_names(text):
    """What a source names for itself alone: in unnamed namespaces, as static, by a macro."""
    code = re.sub(r"\bnamespace \w+ = [^;]+;", "", bare(text))  # the same alias may be there twice
    names = set(re.findall(r"^#\s*define\s+(\w+)", code, re.M))
    names |= set(re.findall(r"^static [^;{=(]*?\b(\w+)\s*[({=;]", code, re.M))
    names |= set(re.findall(r"Q_LOGGING_CATEGORY\((\w+)", code))
    for begin in re.finditer(r"^namespace \{", code, re.M):
        top, depth = [], 1
        for character in code[begin.end():]:
            if character == "{":
                top.append("{}" if depth == 1 else "")
                depth += 1
            elif character == "}":
                depth -= 1
                if not depth:
                    break
            elif depth == 1:
                top.append(character)
        outside = "".join(top)
        names |= set(re.findall(r"\b([A-Za-z_]\w*)\s*(?:\(|=|\{\}|;|\[)", outside))
        names |= set(re.findall(r"\b(?:class|struct|enum|using)\s+(?:class\s+)?(\w+)", outside))
    return names - WORDS - set(RENAMED)


def options_of(command):
    """What the compiler is told, without what belongs to the one file."""
    parts = shlex.split(command)[1:]
    kept, skip = [], False
    for part in parts:
        if skip or part in ("-c", "-o"):
            skip = part == "-o"
        else:
            kept.append(part)
    return tuple(kept[:-1])  # the last is the file


def groups(tree, commands):
    """Lists of the files of `commands`, in an order that depends on nothing but the files."""
    made = {}
    for file in sorted(commands):
        names = local_names((tree / file).read_text(encoding="utf-8"))
        near = made.setdefault((options_of(commands[file]), str(Path(file).parent)), [])
        for members, taken in near:
            if len(members) < AT_MOST and not taken & names:
                members.append(file)
                taken |= names
                break
        else:
            near.append(([file], set(names)))
    return [members for near in made.values() for members, _ in near]
