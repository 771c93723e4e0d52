#!/usr/bin/python3
"""One slug names a chapter everywhere: chapters/02-election, code/election, tests/election,
diagrams/02-election."""

import re
import sys
from pathlib import Path

# Chapter 6 adds no part: it runs those of the others, on the stage.
MODULES = {"cluster": "simulation"}

SLUG = re.compile(r"(\d\d)-([a-z]+)")


def complaints(root):
    """A sentence for each thing that a chapter lacks, or that belongs to no chapter."""
    chapters = sorted(p.name for p in (root / "chapters").iterdir() if p.is_dir())
    found = []
    for place, chapter in enumerate(chapters, 1):
        slug = SLUG.fullmatch(chapter)
        if not slug or int(slug[1]) != place:
            found.append(f"chapters/{chapter}: chapter {place} is called {place:02}-name")
            continue
        found += of_chapter(root, chapter, slug[2])
    for folder in ("diagrams", "exercises"):
        found += [f"{folder}/{p.name} belongs to no chapter"
                  for p in sorted((root / folder).glob("[0-9][0-9]-*")) if p.name not in chapters]
    return found


def of_chapter(root, chapter, name):
    for wanted in ("chapter.md", "demo.cpp"):
        if not (root / "chapters" / chapter / wanted).is_file():
            yield f"chapters/{chapter} has no {wanted}"
    module = MODULES.get(name, name)
    for folder in (f"code/{module}", f"tests/{module}", f"diagrams/{chapter}"):
        if not (root / folder).is_dir() or not any((root / folder).iterdir()):
            yield f"chapters/{chapter} has no {folder}"
    page = root / "chapters" / chapter / "chapter.md"
    index = root / "docs/index.md"
    if index.is_file() and f"/chapters/{chapter}/chapter" not in index.read_text(encoding="utf-8"):
        yield f"{page.relative_to(root)} is not in the contents of docs/index.md"


def main(root):
    found = complaints(Path(root))
    print("\n".join(found) or "Every chapter has its code, tests, diagrams and demo.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
