"""What the reader has done. It is kept in my/progress.txt, one line an exercise, so that it can be
read, and mended by hand:

    now                         06-cluster/02-silence
    02-election/02-may-i-vote   solved 2026-11-24   hints 1   solution seen
    06-cluster/02-silence       solved 2026-11-25   best 5210

"now" is the one that was worked on last: it is meant when none is named.
"""

import datetime
import os
from dataclasses import dataclass, replace

from exercise import MY

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


def parsed(said):
    """The progress that these words tell; what is not understood is taken for not done."""
    parts = said.split()
    progress = Progress(started=True)
    for i, word in enumerate(parts):
        follows = parts[i + 1] if i + 1 < len(parts) else ""
        if word == "solved":
            progress = replace(progress, solved=follows)
        elif word == "hints" and follows.isdigit():
            progress = replace(progress, hints=int(follows))
        elif word == "best" and follows.isdigit():
            progress = replace(progress, best=int(follows))
        elif (word, follows) == ("solution", "seen"):
            progress = replace(progress, solution_seen=True)
    return progress


class Book:
    """All progress. Each change is written at once, whole or not at all."""

    def __init__(self, file=FILE):
        self.file = file
        self.all = {}
        self.now = ""
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                name, _, said = line.strip().partition(" ")
                if name == "now":
                    self.now = said.strip()
                elif name and not name.startswith("#"):
                    self.all[name] = parsed(said)

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
        fresh = self.file.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, self.file)
