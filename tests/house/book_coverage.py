#!/usr/bin/python3
"""No line hidden: every line of the chapters' modules is shown in the book exactly once.

    /usr/bin/python3 tests/house/book_coverage.py .          the lines shown never or twice
    /usr/bin/python3 tests/house/book_coverage.py . --files  how much of each file is shown

What counts is every line that says something: not blank lines, includes, the opening comment, the
braces of the namespace, nor the marks of regions.
"""

import argparse
import re
import sys
from pathlib import Path

MODULES = ["core", "background", "node", "election", "replication", "safety", "membership",
           "clients"]
LISTING = re.compile(r"^`{3,}\{listing\} /(\S+) (\S+)$", re.MULTILINE)
FRAME = re.compile(r"// ---- .*|#pragma once|#include .*|namespace( [\w:]+)? \{|\}  // namespace.*")


def counting(text, mark):
    """The numbers of the lines that must be shown."""
    numbers = []
    opening = True
    for number, line in enumerate(text.splitlines(), 1):
        frame = not line.strip() or FRAME.fullmatch(line) or mark.fullmatch(line)
        opening = opening and (bool(frame) or line.startswith("//"))
        if not frame and not (opening and line.startswith("//")):
            numbers.append(number)
    return numbers


def shows(root, pages):
    """For each file: how often each of its lines is shown."""
    from regions import NoSuchRegion, shown_numbers, span
    found = {}
    for page in pages:
        for path, name in LISTING.findall(page.read_text(encoding="utf-8")):
            text = (root / path).read_text(encoding="utf-8")
            try:
                numbers = shown_numbers(text.splitlines(), *span(text, name))
            except NoSuchRegion as problem:
                sys.exit(f"{page}: {path}: {problem}")
            counts = found.setdefault(path, {})
            for number in numbers:
                counts[number] = counts.get(number, 0) + 1
    return found


def runs(numbers):
    """3, 4, 5, 9 as "3-5, 9"."""
    pieces = []
    for number in numbers:
        if pieces and pieces[-1][1] == number - 1:
            pieces[-1][1] = number
        else:
            pieces.append([number, number])
    return ", ".join(f"{a}-{b}" if a != b else f"{a}" for a, b in pieces)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--files", action="store_true", help="how much of each file is shown")
    parser.add_argument("--module", action="append", help="only this module; may be repeated")
    asked = parser.parse_args()
    sys.path.insert(0, str(asked.root / "docs/_ext"))
    from regions import MARKER
    pages = [page for folder in ("chapters", "docs")
             for page in sorted((asked.root / folder).rglob("*.md"))
             if page.name != "contributing.md"]
    found = shows(asked.root, pages)
    bad = once = all_lines = 0
    for module in asked.module or MODULES:
        for file in sorted((asked.root / "code" / module).glob("*.*")):
            path = str(file.relative_to(asked.root))
            counts = found.get(path, {})
            lines = counting(file.read_text(encoding="utf-8"), MARKER)
            never = [n for n in lines if n not in counts]
            twice = [n for n in lines if counts.get(n, 0) > 1]
            all_lines += len(lines)
            once += len(lines) - len(never) - len(twice)
            bad += len(never) + len(twice)
            if asked.files:
                print(f"{100 * (len(lines) - len(never)) // max(1, len(lines)):3} %  {path}")
            elif never or twice:
                print(path + (f"\n  never: {runs(never)}" if never else "")
                      + (f"\n  twice: {runs(twice)}" if twice else ""))
    print(f"{once} of {all_lines} lines are shown exactly once.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
