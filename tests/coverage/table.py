#!/usr/bin/python3
"""What the tests run of the C++ in code/, as a table beside its goals, and whether that is enough.

    table.py EXPORT.json [--all] [FOLDER...]

EXPORT.json is what `llvm-cov export` writes (collect.sh calls it). cover.py says what counts.

Exit status: 0 every goal is met, 1 one is not, 2 the export cannot be read.
"""

import argparse
import json
import os
import sys
import textwrap
from collections import namedtuple
from pathlib import Path

from cover import Cover, Sum, ranges

ROOT = Path(__file__).resolve().parents[2]

Goal = namedtuple("Goal", "lines branches")  # in percent; every file's lines, a folder's branches
PARTS = ("core", "background", "node", "election", "replication", "safety", "membership", "clients")
GOALS = dict.fromkeys(PARTS, Goal(lines=100, branches=95))
REST = Goal(lines=90, branches=90)


def goal_of(folder):
    return GOALS.get(folder, REST)


def read(export, root):
    """{folder: {file: Cover}} of what lies in code/, files that are in no test program included."""
    files = {Path(f["filename"]): f for f in export["data"][0]["files"]}
    folders = {}
    for path in sorted((root / "code").glob("*/*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        source = text_of(path)
        if path in files:
            cover = Cover.of_file(files[path], source)
        elif path.suffix == ".cpp":
            cover = Cover({n: 0 for n in range(1, len(source) + 1)}, {})
        else:
            continue  # only declarations
        folders.setdefault(path.parent.name, {})[path.name] = cover
    return folders


def text_of(path):
    return path.read_text(encoding="utf-8").splitlines()


# ---- the table

def paint(text, colour, colours):
    return f"\x1b[{colour}m{text}\x1b[0m" if colours else text


def share(run, all_of_them):
    return f"{run * 1000 // all_of_them / 10:.1f} %"  # rounded down: 100.0 % is all of them


def cells(run, all_of_them, goal, enough, colours):
    if all_of_them == 0:
        return f"{'none':>11}  {'':>7}  {'':>5}"
    text = f"{run:>5}/{all_of_them:<5}  {share(run, all_of_them):>7}"
    return paint(text, 32 if enough else 31, colours) + f"  {f'{goal} %' if goal else '':>5}"


def row(name, covered, goal, colours):
    lines = cells(covered.lines_run, covered.lines, goal.lines, covered.enough_lines(goal), colours)
    branches = cells(covered.branches_run, covered.branches, goal.branches,
                     covered.enough_branches(goal), colours)
    return f"{name:<28}{lines}   {branches}".rstrip()


def table(folders, colours):
    """The rows: each folder, and below it each file with too few lines."""
    heads = [f"{head:>11}  {'':>7}  {'goal':>5}" for head in ("lines", "branches")]
    yield f"{'':28}{'   '.join(heads)}"
    for folder, files in folders.items():
        goal = goal_of(folder)
        yield row(folder, Sum(files.values()), goal, colours)
        for name, cover in files.items():
            if not Sum([cover]).enough_lines(goal):
                yield row(f"  {name}", Sum([cover]), Goal(goal.lines, 0), colours)
    everything = Sum(cover for files in folders.values() for cover in files.values())
    yield row("all", everything, Goal(0, 0), False)


# ---- what is missing

def few_lines(folders):
    """(folder, file, its Cover) of each file whose lines miss their goal."""
    return [(folder, name, cover) for folder, files in folders.items()
            for name, cover in files.items() if not Sum([cover]).enough_lines(goal_of(folder))]


def few_branches(folders):
    """(folder, its files) of each folder whose branches miss their goal."""
    return [(folder, files) for folder, files in folders.items()
            if not Sum(files.values()).enough_branches(goal_of(folder))]


def line_gaps(cover):
    return textwrap.wrap(", ".join(ranges(cover.missed_lines())), 96, initial_indent="    ",
                         subsequent_indent="    ", break_on_hyphens=False)


def branch_gaps(place, cover, root):
    for line, column, outcome in cover.missed_branches():
        never = "never true" if outcome else "never false"
        source = text_of(root / place)[line - 1][column - 1:]
        yield f"    {place}:{line}:{column}: {never}: {source}"


def complaints(folders, root):
    """For each goal that is missed a sentence, and below it the places that no test reaches."""
    for folder, name, cover in few_lines(folders):
        missed = Sum([cover])
        yield ""
        yield (f"code/{folder}/{name}: {share(missed.lines_run, missed.lines)} of its lines run, "
               f"the goal is {goal_of(folder).lines} %. These do not:")
        yield from line_gaps(cover)
    for folder, files in few_branches(folders):
        missed = Sum(files.values())
        yield ""
        yield (f"code/{folder}: {share(missed.branches_run, missed.branches)} of its branches are "
               f"taken, the goal is {goal_of(folder).branches} %. These are not:")
        for name, cover in files.items():
            yield from branch_gaps(f"code/{folder}/{name}", cover, root)


def all_gaps(folders, root):
    """The places that no test reaches, those of folders that meet their goals included."""
    for folder, files in folders.items():
        for name, cover in files.items():
            place = f"code/{folder}/{name}"
            gaps = [*line_gaps(cover), *branch_gaps(place, cover, root)]
            if gaps:
                yield ""
                yield place
                yield from gaps


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export", metavar="EXPORT.json", type=Path)
    parser.add_argument("--all", action="store_true",
                        help="list what no test reaches in files that meet their goals, too")
    parser.add_argument("folders", metavar="FOLDER", nargs="*", help="only of these (all)")
    options = parser.parse_intermixed_args()
    try:
        folders = read(json.loads(options.export.read_text(encoding="utf-8")), ROOT)
    except (OSError, ValueError, LookupError) as error:
        print(f"{options.export} is no coverage that llvm-cov exported: {error!r}", file=sys.stderr)
        return 2
    if options.folders:
        folders = {name: files for name, files in folders.items() if name in options.folders}
    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    gaps = all_gaps if options.all else complaints
    print("\n".join([*table(folders, colours), *gaps(folders, ROOT)]))
    return 1 if few_lines(folders) or few_branches(folders) else 0


if __name__ == "__main__":
    sys.exit(main())
