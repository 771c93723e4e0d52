#!/usr/bin/python3
"""What the tests run of code/, as a table, and whether that is enough.

    table.py EXPORT.json [--most LINES]

EXPORT.json is what `llvm-cov export` writes (collect.sh calls it). A template counts as the one
text that it is: a line or a branch is covered if any instantiation takes it. A branch is one of the
two outcomes of a condition that stands in the text and is open when the program runs: what the
compiler decides or writes is none.

Exit status: 0 every goal is met, 1 one is not, 2 the export cannot be read.
"""

import argparse
import json
import os
import sys
from bisect import bisect
from collections import Counter, namedtuple
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Goal = namedtuple("Goal", "lines branches")  # in percent; every file's lines, a folder's branches
PARTS = ("background", "node", "election", "replication", "safety", "membership", "cluster")
GOALS = dict.fromkeys(PARTS, Goal(lines=100, branches=95))
REST = Goal(lines=90, branches=0)


# From here on, up to the next segment, code ran `count` times. See llvm-cov's JSON.
Segment = namedtuple("Segment", "line column count counted is_entry is_gap")


class Cover:
    """The lines of one file with how often each ran, and its branches likewise."""

    def __init__(self, lines, branches):
        self.lines = lines  # {line: count}
        self.branches = branches  # {(line, column, outcome): count}

    @classmethod
    def of_file(cls, data, source):
        segments = [Segment(*s[:6]) for s in data["segments"]]
        branches = branch_counts(data.get("branches", []), segments)
        written = {place: count for place, count in branches.items()
                   if not from_the_compiler(source[place[0] - 1], place[1])}
        return cls(line_counts(segments), written)

    def missed_lines(self):
        return sorted(line for line, count in self.lines.items() if count == 0)

    def missed_branches(self):
        return sorted(place for place, count in self.branches.items() if count == 0)


def line_counts(segments):
    """How often each line that holds code ran: as often as what begins in it and ran most, or, if
    nothing begins in it, as often as what it lies in."""
    counts, around = {}, None
    previous = 0
    for line, group in groupby(segments, key=lambda s: s.line):
        here = list(group)
        lies_in = [around.count] if around and around.counted else []
        for between in range(previous + 1, line) if lies_in else ():
            counts[between] = around.count
        entered = [s for s in here if s.counted and s.is_entry]
        left_out = here[0].is_entry and not here[0].counted
        if entered or (lies_in and not left_out):
            counts[line] = max(lies_in + [s.count for s in entered if not s.is_gap], default=0)
        around, previous = here[-1], line
    return counts


def branch_counts(branches, segments):
    counts = Counter()
    for line, column, _, _, true, false, *_ in branches:
        counts[line, column, True] += true
        counts[line, column, False] += false
    return {place: count for place, count in counts.items()
            if not decided_by_the_compiler(place, counts, segments)}


def decided_by_the_compiler(place, counts, segments):
    """Such a condition is reached and still has no outcome that counts."""
    line, column, _ = place
    if counts[line, column, True] or counts[line, column, False]:
        return False
    last = bisect(segments, (line, column), key=lambda s: (s.line, s.column)) - 1
    return segments[last].count > 0


def from_the_compiler(line, column):
    """Whether a branch there stands for what nobody has written: the comparisons of a `= default`,
    or the default of a switch that names every case (of an enum, or -Wswitch complains)."""
    return line[:column].endswith("= default") or line[:column - 1].endswith("switch (")


class Sum:
    """How much of something is covered."""

    def __init__(self, covers=()):
        self.lines, self.lines_run, self.branches, self.branches_run = 0, 0, 0, 0
        for cover in covers:
            self.lines += len(cover.lines)
            self.lines_run += len(cover.lines) - len(cover.missed_lines())
            self.branches += len(cover.branches)
            self.branches_run += len(cover.branches) - len(cover.missed_branches())

    def enough_lines(self, goal):
        return self.lines_run * 100 >= goal.lines * self.lines

    def enough_branches(self, goal):
        return self.branches_run * 100 >= goal.branches * self.branches


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


# ---- how it is shown

def paint(text, colour, colours):
    return f"\x1b[{colour}m{text}\x1b[0m" if colours else text


def cells(run, all_of_them, enough, colours):
    if all_of_them == 0:
        return f"{'none':>11}  {'':>7}"
    share = run * 1000 // all_of_them / 10  # rounded down: 100.0 % is all of them
    text = f"{run:>5}/{all_of_them:<5}  {share:5.1f} %"
    return paint(text, 32 if enough else 31, colours)


def row(name, covered, goal, colours):
    lines = cells(covered.lines_run, covered.lines, covered.enough_lines(goal), colours)
    branches = cells(covered.branches_run, covered.branches, covered.enough_branches(goal), colours)
    return f"{name:<32}{lines}   {branches}"


def table(folders, colours):
    """The rows: each folder, and below it each file with too few lines."""
    yield f"{'':32}{'lines':<18}   branches"
    for folder, files in folders.items():
        goal = goal_of(folder)
        yield row(folder, Sum(files.values()), goal, colours)
        for name, cover in files.items():
            if not Sum([cover]).enough_lines(goal):
                yield row(f"  {name}", Sum([cover]), goal, colours)
    everything = Sum(cover for files in folders.values() for cover in files.values())
    yield row("all", everything, Goal(0, 0), False)


def complaints(folders):
    """A sentence for each goal that is missed."""
    for folder, files in folders.items():
        goal = goal_of(folder)
        for name, cover in files.items():
            if not Sum([cover]).enough_lines(goal):
                yield f"code/{folder}/{name}: the tests must run {goal.lines} % of its lines"
        if not Sum(files.values()).enough_branches(goal):
            yield f"code/{folder}: the tests must take {goal.branches} % of its branches"


def gaps(folders, root):
    """The places that would have to be reached: lines, and branches where a folder lacks them."""
    for folder, files in folders.items():
        goal = goal_of(folder)
        branches_too = not Sum(files.values()).enough_branches(goal)
        for name, cover in files.items():
            place = f"code/{folder}/{name}"
            source = text_of(root / place)
            if not Sum([cover]).enough_lines(goal):
                for line in cover.missed_lines():
                    yield f"{place}:{line}: {source[line - 1].strip()}"
            if branches_too:
                for line, column, outcome in cover.missed_branches():
                    never = "never true" if outcome else "never false"
                    yield f"{place}:{line}:{column}: {never}: {source[line - 1][column - 1:]}"


def report(folders, root, most, colours):
    yield from table(folders, colours)
    places = list(gaps(folders, root))
    if places:
        yield ""
        yield "What no test reaches:"
        yield from places[:most]
    if len(places) > most:
        yield f"and {len(places) - most} more places"
    missed = list(complaints(folders))
    if missed:
        yield ""
        yield from missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export", metavar="EXPORT.json", type=Path)
    parser.add_argument("--most", type=int, default=40, help="how many gaps are listed (40)")
    options = parser.parse_args()
    try:
        folders = read(json.loads(options.export.read_text(encoding="utf-8")), ROOT)
    except (OSError, ValueError, LookupError) as error:
        print(f"{options.export} is no coverage that llvm-cov exported: {error!r}", file=sys.stderr)
        return 2
    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print("\n".join(report(folders, ROOT, options.most, colours)))
    return 1 if any(complaints(folders)) else 0


if __name__ == "__main__":
    sys.exit(main())
