#!/usr/bin/python3
"""The style that a machine can check: opening comments, short lines, short files, honest names."""

import re
import sys
from pathlib import Path

LONGEST_LINE = 100
LONGEST_FILE = 450
NAMES_THAT_SAY_NOTHING = ("util", "utils", "helper", "helpers", "common", "manager", "misc")
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
THIS_MACHINE = re.compile(r"(?<![\w.~-])/(work|home|root|tmp)/")

SOURCES = {".h", ".cpp", ".py", ".md", ".txt", ".raft", ".json", ".js", ".mjs", ".css", ".html", ""}
WIDE = {".md", ".txt", ".raft", ".json", ".html"}  # prose and data may have long lines
FOLDERS = ("code", "chapters", "diagrams", "exercises", "tests", "docs", ".ci")
SINGLE_FILES = ("learn", "README.md", "CMakeLists.txt", "CMakePresets.json")


def files(root):
    for name in SINGLE_FILES:
        if (root / name).is_file():
            yield root / name
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            foreign = {"__pycache__", "node_modules"} & set(path.parts)
            if path.is_file() and path.suffix in SOURCES and not foreign:
                yield path


def complaints(root):
    """A sentence for each rule that a file below `root` breaks."""
    return [c for path in files(root)
            for c in of_file(str(path.relative_to(root)), path.read_text(encoding="utf-8"))]


def of_file(name, text):
    path = Path(name)
    lines = text.splitlines()
    if any(word in re.split(r"[_.\-/]", name) for word in NAMES_THAT_SAY_NOTHING):
        yield f"{name}: a name that says nothing; name it after a noun of the domain"
    for number, line in enumerate(lines, 1):
        if UNFINISHED.search(line):
            yield f"{name}:{number}: unfinished work is not left in the sources"
        if THIS_MACHINE.search(line):
            yield f"{name}:{number}: a path that exists on one machine only"
        if len(line) > LONGEST_LINE and path.suffix not in WIDE:
            yield f"{name}:{number}: {len(line)} columns; {LONGEST_LINE} is the limit"
    if path.suffix in (".h", ".cpp"):
        yield from of_source(name, lines)


def of_source(name, lines):
    if not name.startswith("code/"):
        return
    if len(lines) > LONGEST_FILE:
        yield f"{name}: {len(lines)} lines; {LONGEST_FILE} is the limit, so it is two things"
    if name.endswith(".h"):
        opening = ["#pragma once", "/// @file"]
        if lines[:2] != opening or len(lines) < 3 or not lines[2].startswith("/// "):
            yield f"{name}:1: a header begins with #pragma once, /// @file, and what it is about"


def main(root):
    found = complaints(Path(root))
    print("\n".join(found) or "Every file keeps the style.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
