#!/usr/bin/python3
"""How long a reader waits: from the write of a file to the printed verdict of the watch.

    /usr/bin/python3 tests/exercises/save_to_verdict.py          every exercise
    /usr/bin/python3 tests/exercises/save_to_verdict.py 4.10 2.2

Each exercise is saved twice: as it begins (red), and solved (green). What all exercises share must
have been compiled, as it is after the first of them. The reader's my/ is put aside meanwhile.
In brackets stands how long processors worked for it: that changes less with what else they do.
"""

import os
import pty
import select
import shutil
import signal
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "exercises/tutor"))

from exercise import MY, all_exercises  # noqa: E402

VERDICTS = (b"Not yet.", b"Solved.", b"Bronze.", b"Silver.", b"Gold.")
FOOT = b"q quit"
PATIENCE = 120
ASIDE = ROOT / "my.aside"


class Watch:
    """The tutor's watch of one exercise, in a terminal of its own."""

    def __init__(self, exercise):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ["TERM"] = "xterm"
            os.execv(sys.executable, [sys.executable, "-B", ROOT / "exercises/tutor/main.py",
                                      "watch", exercise.number])
        self.said = b""
        self.wait_for(FOOT)

    def wait_for(self, *words):
        """Reads until one of these is printed."""
        deadline = time.monotonic() + PATIENCE
        while not any(word in self.said for word in words):
            ready, _, _ = select.select([self.terminal], [], [], deadline - time.monotonic())
            if not ready:
                sys.exit(f"nothing came within {PATIENCE} s after:\n{self.said.decode()}")
            self.said += os.read(self.terminal, 65536)

    def save(self, file, text):
        """The seconds from the write to the verdict, and those of processors."""
        self.said, began, worked = b"", time.monotonic(), self.worked()
        file.write_text(text, encoding="utf-8")
        self.wait_for(*VERDICTS)
        took = time.monotonic() - began
        self.wait_for(FOOT)
        return took, self.worked() - worked

    def worked(self):
        """What it and all that it has started have taken of the processors, in seconds."""
        stat = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8")
        fields = stat.rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        os.kill(self.process, signal.SIGTERM)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def measured(exercise):
    """To red, and to green. What is saved has never been compiled before."""
    comment = "// " if exercise.kind == "build" else "# "
    fresh = f"\n{comment}{time.time_ns()}\n"
    watch = Watch(exercise)
    try:
        for text in (exercise.starter.read_text(encoding="utf-8"),
                     exercise.solution.read_text(encoding="utf-8")):
            yield watch.save(exercise.mine, text + fresh)
    finally:
        watch.close()


def main(numbers):
    if ASIDE.exists():
        sys.exit(f"{ASIDE.name}/ is in the way: move it back to my/ first")
    if MY.exists():
        MY.rename(ASIDE)
    waited = []
    try:
        for exercise in all_exercises():
            if numbers and exercise.number not in numbers:
                continue
            both = list(measured(exercise))
            waited += [took for took, _ in both]
            told = "   ".join(f"{colour} {took:4.1f} s ({worked:3.1f})" for colour, (took, worked)
                              in zip(("red", "green"), both))
            print(f"{exercise.number:<5} {exercise.kind:<8} {told}", flush=True)
    finally:
        shutil.rmtree(MY, ignore_errors=True)
        if ASIDE.exists():
            ASIDE.rename(MY)
    print(f"\nthe longest: {max(waited):.1f} s; the median: {statistics.median(waited):.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
