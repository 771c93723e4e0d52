"""The battery of a reader's own Raft: its levels, and what comes of trying them. Each level is
tried by a program of its own (exercises/own-raft/battery), so that one that ends in the middle
costs only that one."""

import json
import os
import re
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from exercise import EXERCISES, MY
from heard import Heard
from look import working, wrapped
from program import BUILD, SANITIZERS, CannotTell, first_time, make, perform, running
from verdict import compiler_words, lasting, warnings_in, why_it_ended

HOME = EXERCISES / "own-raft"
MINE = MY / "own-raft/own_raft.h"
FAILED = MINE.parent / "failed"
PROGRAM = Path(os.environ.get("OWN_RAFT_PROGRAM", BUILD / "exercises/own-raft"))
SANITIZED = PROGRAM.with_name(f"{PROGRAM.name}-sanitized")
PATIENCE = 900             # seconds by the clock: the program itself counts its work
TICK = 0.1


@dataclass(frozen=True)
class Level:
    """One folder of exercises/own-raft/levels."""

    folder: Path
    title: str
    chapter: int
    points: int
    demands: str

    @property
    def number(self):
        return int(self.folder.name[:2])

    @property
    def name(self):
        """As the progress calls it."""
        return f"own-raft/{self.folder.name}"

    @property
    def report(self):
        return FAILED / f"{self.folder.name}.txt"

    @property
    def scenario(self):
        return FAILED / f"{self.folder.name}.raft"

    def hints(self):
        text = (self.folder / "hints.md").read_text(encoding="utf-8")
        return [hint.strip() for hint in text.split("\n---\n")]

    def helps(self):
        """What helps in each of its scenarios, by the name of the file without its ending."""
        file = self.folder / "helps.toml"
        return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    def failed_in(self):
        """The scenario in which the level failed last, or ""."""
        kept = self.scenario.read_text(encoding="utf-8") if self.scenario.exists() else ""
        named = re.match(r"# \S*/(\S+)\.raft\b", kept)
        return named[1] if named else ""


@dataclass(frozen=True)
class Outcome:
    """What came of one level."""

    level: Level
    passed: bool
    report: str = ""
    run: str = ""             # the scenario of the level that failed, or the drawn run
    scenario: tuple = ()      # shows it again
    printed: Heard = field(default_factory=Heard)
    tried: bool = True
    ended: bool = False       # the program has, in the middle
    looped: bool = False      # it was ended, and would not have ended by itself
    undecided: bool = False   # nothing was wrong, but a search has ended at its limit

    @property
    def points(self):
        return self.level.points if self.passed else 0

    @property
    def failed(self):
        return self.tried and not self.passed


def all_levels(where=HOME / "levels"):
    levels = []
    for file in sorted(where.glob("[0-9][0-9]-*/level.toml")):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        levels.append(Level(file.parent, *(facts[name] for name in
                                           ("title", "chapter", "points", "demands"))))
    return levels


def points_in_all(levels):
    return sum(level.points for level in levels)


def build(sanitize=False):
    """Compiles the reader's class into the battery: what the compiler warns of, or ""."""
    if "OWN_RAFT_PROGRAM" in os.environ:
        return ""
    first = not (BUILD / "exercises/libown-raft-battery.a").exists()
    target = SANITIZED.name if sanitize else PROGRAM.name
    with working("compiling ..."):
        code, said = make(target, first_time("the battery is compiled, once") if first else "")
    if code != 0:
        raise CannotTell(compiler_words(said))
    return warnings_in(lasting(said, target))


def call(*words, sanitize=False, **environment):
    """The battery's program, with these words."""
    checks = SANITIZERS if sanitize else {}
    return perform([SANITIZED if sanitize else PROGRAM, *words], seconds=PATIENCE,
                   cwd=os.getcwd(), **checks, **environment)


def lines_of(done):
    """What the program has reported; a line that it could not end is left out."""
    return [json.loads(line) for line in done.report.splitlines() if line.endswith("}")]


def try_level(level, sanitize=False):
    done = call("--level", level.number, sanitize=sanitize)
    lines = lines_of(done)
    told = lines[-1] if lines else {}
    if "passed" in told:
        return Outcome(level, told["passed"], told.get("report", "").strip(), told.get("run", ""),
                       tuple(told.get("scenario", ())), done.printed,
                       undecided=told.get("undecided", False))
    if done.code == 2:
        raise CannotTell(done.printed.text.strip())
    where = told.get("begins", "the beginning")
    report = wrapped(f"In the middle of {where} your program has ended.")
    return Outcome(level, False, f"{report}\n\n{why_it_ended(done.code)}", where,
                   tuple(told.get("scenario", ())) or drawn(told.get("drawn"), sanitize),
                   done.printed, ended=True, looped=done.looped)


def drawn(seed, sanitize):
    """The lines of the drawn run in the middle of which the program ends: that of this seed, or, as
    several run at once, of one soon after it."""
    for one in range(seed, seed + 4) if seed else ():
        lines = lines_of(call("--drawn", one, sanitize=sanitize))
        if not lines or "passed" not in lines[-1]:
            return tuple(line["line"] for line in lines)
    return ()


def keep(outcome):
    """The report and the scenario of what failed; what fails no more is taken away."""
    if not outcome.tried:
        return
    for file in (outcome.level.report, outcome.level.scenario):
        file.unlink(missing_ok=True)
    if outcome.passed:
        return
    FAILED.mkdir(parents=True, exist_ok=True)
    outcome.level.report.write_text(outcome.report + "\n", encoding="utf-8")
    if outcome.scenario:
        lines = [f"# {outcome.run}", *outcome.scenario]
        outcome.level.scenario.write_text("\n".join(lines) + "\n", encoding="utf-8")


def try_all(levels, meanwhile=lambda: None, sanitize=False):
    """The outcomes, each as soon as it and those before it are there. After a loop that never
    stops no other level is begun: it would wait for the same loop. `meanwhile` is called many times
    a second; if it raises something, what still runs is ended."""
    over = threading.Event()

    def try_one(level):
        if over.is_set():
            return Outcome(level, False, tried=False)
        outcome = try_level(level, sanitize)
        if outcome.looped:
            over.set()
        return outcome

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # The longest first, so that the others run beside it.
        order = [*levels[-1:], *levels[:-1]]
        waiting = {level.number: pool.submit(try_one, level) for level in order}
        try:
            for level in levels:
                outcome = wait_for(waiting[level.number], meanwhile)
                keep(outcome)
                yield outcome
        except BaseException:
            over.set()
            running.end()
            raise


def wait_for(future, meanwhile):
    while True:
        try:
            return future.result(timeout=TICK)
        except TimeoutError:
            meanwhile()
