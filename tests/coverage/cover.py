"""What counts as covered: one file's lines and branches, out of what `llvm-cov export` writes.

A line counts if code stands on it. A template counts as the one text that it is: a line or a branch
is covered if any instantiation takes it. A branch is one of the two outcomes of a condition that
stands in the text and is open when the program runs. So these are none:

- a condition that the compiler decides, as that of `if constexpr`;
- what the compiler writes, as the comparisons of a `= default`;
- the default of a switch that names every case of an enum.

There is no other exception. What an ensure() demands is a condition like any other.
"""

from bisect import bisect
from collections import Counter, namedtuple
from itertools import groupby

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


def ranges(numbers):
    """["3", "5-7"] of 3, 5, 6, 7."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]
