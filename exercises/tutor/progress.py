"""What the reader has done. It is kept in my/progress.txt, one line an exercise, so that it can be
read, and mended by hand:

    now                         06-cluster/02-silence
    02-election/02-may-i-vote   solved 2026-11-24   hints 1   solution seen
    06-cluster/02-silence       solved 2026-11-25   best 5210

"now" is the one that was worked on last: it is meant when none is named. A line that is not
understood is left as it is, and counts for nothing.
"""

import datetime
import os
import re
from dataclasses import dataclass, replace

from exercise import MY
from look import wrapped
from program import known, text_of

FILE = MY / "progress.txt"


@dataclass(frozen=True)
class Progress:
    started: bool = False
    solved: str = ""           # the day
    hints: int = 0
    solution_seen: bool = False
    best: int = 0              # of a game: the highest score


def words(progress):
    said = [f"solved {progress.solved}" if progress.solved else "started"]
    if progress.hints:
        said.append(f"hints {progress.hints}")
    if progress.solution_seen:
        said.append("solution seen")
    if progress.best:
        said.append(f"best {progress.best}")
    return "   ".join(said)


PIECE = re.compile(r"started|solved (?P<solved>\d{4}-\d\d-\d\d)|hints (?P<hints>\d+)|"
                   r"(?P<seen>solution seen)|best (?P<best>\d+)")


def parsed(said):
    """The progress that these words tell, in whatever order; None if they tell something else."""
    said, found = " ".join(said.split()), {}
    for piece in PIECE.finditer(said):
        found |= {name: value for name, value in piece.groupdict().items() if value}
    if not said or PIECE.sub("", said).strip():
        return None
    return Progress(True, found.get("solved", ""), int(found.get("hints", 0)), "seen" in found,
                    int(found.get("best", 0)))


class Book:
    """All progress. Each change is written at once, whole or not at all."""

    def __init__(self, names, file=FILE):
        self.file = file
        self.all = {}
        self.now = ""
        self.strange = {}      # lines that are not understood, by their number
        text = text_of(file) if file.exists() else ""
        for number, line in enumerate(text.splitlines(), 1):
            name, _, said = line.strip().partition(" ")
            progress = parsed(said)
            if name == "now" and said.strip() in names:
                self.now = said.strip()
            elif name in names and progress:
                self.all[name] = progress
            elif name and not name.startswith("#"):
                self.strange[number] = line

    def complaint(self):
        """What to tell the reader about the strange lines."""
        number, line = next(iter(self.strange.items()))
        more = f" So is it with {len(self.strange) - 1} more." if len(self.strange) > 1 else ""
        return wrapped(f"{known(self.file)}:{number}: '{line.strip()}' is not understood and "
                       f"counts for nothing.{more} Mend it, or delete it.")

    def of(self, exercise):
        return self.all.get(exercise.name, Progress())

    def turn_to(self, exercise):
        """From now on this one is meant when none is named."""
        if self.now != exercise.name:
            self.now = exercise.name
            self.write()

    def change(self, exercise, **what):
        self.all[exercise.name] = replace(self.of(exercise), started=True, **what)
        self.write()

    def solved(self, exercise, score=0):
        before = self.of(exercise)
        if not before.solved or score > before.best:
            self.change(exercise, solved=before.solved or datetime.date.today().isoformat(),
                        best=max(score, before.best))

    def forget(self, exercise):
        if self.all.pop(exercise.name, None):
            self.write()

    def write(self):
        self.file.parent.mkdir(parents=True, exist_ok=True)
        width = max((len(name) for name in (*self.all, "now")), default=0)
        text = "# What you have done. ./learn exercise reads and writes it; so may you.\n"
        text += f"{'now':<{width}}   {self.now}\n" if self.now else ""
        for name, progress in sorted(self.all.items()):
            text += f"{name:<{width}}   {words(progress)}\n"
        text += "".join(f"{line}\n" for line in self.strange.values())
        fresh = self.file.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, self.file)
