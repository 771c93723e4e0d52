#!/usr/bin/python3
"""The clause map has no gap: what a clause of docs/clauses.toml names exists, and each clause has
code and a test and is stated in exactly one chapter.

    /usr/bin/python3 tests/house/clauses.py .
"""

import re
import sys
import tomllib
from pathlib import Path

TEST = re.compile(r"^(?:TYPED_)?TEST(?:_[FP])?\((\w+),\s*(\w+)\)", re.MULTILINE)
STATED = re.compile(r"^`{3,}\{clause\} (\S+)$", re.MULTILINE)
KEYS = {"id", "says", "from", "code", "test", "scenario", "exercise"}


def tests_of(root):
    """The names of all C++ tests, as Suite.name."""
    return {f"{suite}.{name}" for file in (root / "tests").rglob("*_test.cpp")
            for suite, name in TEST.findall(file.read_text(encoding="utf-8"))}


def complaints(root, clauses):
    """A sentence for each gap."""
    from regions import NoSuchRegion, span
    tests = tests_of(root)
    stated = [name for page in sorted((root / "chapters").rglob("*.md"))
              for name in STATED.findall(page.read_text(encoding="utf-8"))]
    for clause in clauses:
        name = clause.get("id", "a clause without id")
        for key in sorted({"id", "says", "from", "code", "test"} - set(clause)):
            yield f"{name}: has no '{key}'"
        for key in sorted(set(clause) - KEYS):
            yield f"{name}: '{key}' is not a key of a clause"
        for code in clause.get("code", []):
            path, _, piece = code.partition(" ")
            try:
                span((root / "code" / path).read_text(encoding="utf-8"), piece)
            except (OSError, NoSuchRegion) as problem:
                yield f"{name}: code '{code}': {problem}"
        for test in clause.get("test", []):
            if test not in tests:
                yield f"{name}: there is no test '{test}'"
        for scenario in clause.get("scenario", []):
            if not (root / "diagrams" / scenario).exists():
                yield f"{name}: there is no diagrams/{scenario}"
        for exercise in clause.get("exercise", []):
            if not (root / "exercises" / exercise).exists():
                yield f"{name}: there is no exercises/{exercise}"
        if stated.count(name) != 1:
            yield f"{name}: is stated {stated.count(name)} times in chapters/, not once"
    known = {clause.get("id") for clause in clauses}
    for name in sorted(set(stated) - known):
        yield f"chapters/ states a clause '{name}' that docs/clauses.toml does not have"


def main():
    root = Path(sys.argv[1])
    sys.path.insert(0, str(root / "docs/_ext"))
    with (root / "docs/clauses.toml").open("rb") as file:
        clauses = tomllib.load(file)["clause"]
    found = list(complaints(root, clauses))
    print("\n".join(found) or f"All {len(clauses)} clauses have code, tests and a place.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
