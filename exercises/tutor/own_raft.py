"""`./learn exercise ... own-raft`: the reader writes a whole Raft, and a battery judges it.

  start own-raft                 gives you an empty node, my/own-raft/own_raft.h
  run own-raft                   all levels: a table, the score, and the first that fails
  run own-raft --level 3         one level, with its report
  run own-raft FILE              any scenario on your servers; --trace run.html makes a page of it
  watch own-raft                 all levels again each time you save
  hint own-raft --level 3        one more of three hints (without a level: for the first that fails)
  reset own-raft                 begins anew; what you wrote is kept beside it

The levels are in exercises/own-raft/levels. What fails is kept in my/own-raft/failed: the report,
and the scenario that shows it again.
"""

import json
import os
import shutil
import signal
import subprocess
import threading
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from exercise import EXERCISES, MY, ROOT, set_aside
from hints import give_hint
from look import page, rule, style, width, working, wrapped
from program import BUILD, CannotTell, first_time, known, make
from verdict import compiler_words

HOME = EXERCISES / "own-raft"
MINE = MY / "own-raft/own_raft.h"
FAILED = MINE.parent / "failed"
PROGRAM = Path(os.environ.get("OWN_RAFT_PROGRAM", BUILD / "exercises/own-raft"))
DISH = "./learn exercise"


class Refused(CannotTell):
    """What was typed cannot be done; the message says what can."""


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


@dataclass(frozen=True)
class Whole:
    """The exercise as a whole, as the progress and the watch know one."""

    name: str = "own-raft"
    number: str = "own-raft"
    title: str = "Your own Raft"
    mine: Path = MINE


WHOLE = Whole()


@dataclass(frozen=True)
class Outcome:
    """What came of one level."""

    level: Level
    passed: bool
    report: str = ""
    scenario: tuple = ()
    tried: bool = True
    looped: bool = False      # it was ended, and would not have ended by itself

    @property
    def points(self):
        return self.level.points if self.passed else 0


def all_levels(where=HOME / "levels"):
    levels = []
    for file in sorted(where.glob("[0-9][0-9]-*/level.toml")):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        levels.append(Level(file.parent, *(facts[name] for name in
                                           ("title", "chapter", "points", "demands"))))
    return levels


def points_in_all(levels):
    return sum(level.points for level in levels)


# ---- trying

def build():
    """Compiles the reader's class into the battery."""
    if "OWN_RAFT_PROGRAM" in os.environ:
        return
    first = not (BUILD / "exercises/libown-raft-battery.a").exists()
    with working("compiling ..."):
        code, said = make("own-raft", first_time("the battery is compiled, once") if first else "")
    if code != 0:
        raise CannotTell(compiler_words(said, WHOLE))


def try_level(level):
    """A program of its own for each level: one that ends in the middle costs only that one."""
    try:
        done = subprocess.run([PROGRAM, "--level", str(level.number)], cwd=ROOT, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise CannotTell(f"there is no {PROGRAM}; ./learn exercise run own-raft builds it")
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.endswith("}")]
    if lines and "passed" in lines[-1]:
        told = lines[-1]
        return Outcome(level, told["passed"], told.get("report", "").strip(),
                       tuple(told.get("scenario", ())))
    where = lines[-1]["begins"] if lines else "the beginning"
    return Outcome(level, False, wrapped(f"In the middle of {where} your program has ended.")
                   + "\n\n" + why_it_ended(done), looped=was_looping(done))


def was_looping(done):
    return -done.returncode in (signal.SIGXCPU, signal.SIGKILL)


def why_it_ended(done):
    said = done.stderr.strip().replace(str(ROOT) + "/", "")
    if said:
        return said
    if was_looping(done):
        return "It had worked for seconds: a loop that never stops?"
    if done.returncode < 0:
        return f"It was stopped by {signal.Signals(-done.returncode).name}."
    return f"It returned {done.returncode}."


def keep(outcome):
    """The report and the scenario of what failed; what fails no more is taken away."""
    for file in (outcome.level.report, outcome.level.scenario):
        file.unlink(missing_ok=True)
    if outcome.passed or not outcome.tried:
        return
    FAILED.mkdir(parents=True, exist_ok=True)
    outcome.level.report.write_text(outcome.report + "\n", encoding="utf-8")
    if outcome.scenario:
        outcome.level.scenario.write_text("\n".join(outcome.scenario) + "\n", encoding="utf-8")


def try_all(levels):
    """The outcomes, each as soon as it and those before it are there. After a loop that never
    stops no other level is begun: it would wait for the same loop."""
    looped = threading.Event()

    def try_one(level):
        outcome = Outcome(level, False, tried=False) if looped.is_set() else try_level(level)
        if outcome.looped:
            looped.set()
        return outcome

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # The longest first, so that the others run beside it.
        order = [*levels[-1:], *levels[:-1]]
        waiting = {level.number: pool.submit(try_one, level) for level in order}
        for level in levels:
            outcome = waiting[level.number].result()
            keep(outcome)
            yield outcome


# ---- telling

def row(level, right, mark=" "):
    title = f"{level.number:>2}  {level.title}"
    return f" {mark} {title:<{max(20, width() - 16)}} {right:>8}"


def row_of(outcome):
    if not outcome.tried:
        return row(outcome.level, "–")
    mark = style("✓", "green") if outcome.passed else style("✗", "red")
    return row(outcome.level, f"{outcome.points} of {outcome.level.points}", mark)


def details(outcome):
    level = outcome.level
    print("\n" + rule(f"Level {level.number}: {level.title}"))
    print(style(wrapped(f"{level.demands} (Chapter {level.chapter})"), "dim"))
    print("\n" + outcome.report)
    if outcome.scenario:
        file = known(level.scenario)
        print(f"\nTo see it on your servers, and on the book's Raft:\n"
              f"  {DISH} run own-raft {file}\n"
              f"  ./learn run {file}\n"
              "With '--trace run.html' at its end, each makes a page that plays it.")


def record(score, in_all, book):
    if score == in_all:
        book.solved(WHOLE, score)
    else:
        book.change(WHOLE, best=max(score, book.of(WHOLE).best))


def sum_up(score, in_all, book):
    record(score, in_all, book)
    best = book.of(WHOLE).best
    text = f"Score: {score} of {in_all}."
    print("\n" + style(text, "green" if score == in_all else "bold")
          + (f" Your best so far: {best}." if best > score else ""))


def run_all(book, keys=False):
    build()
    levels = all_levels()
    began = time.monotonic()
    first, score, untried = None, 0, False
    for outcome in try_all(levels):
        print(row_of(outcome), flush=True)
        score += outcome.points
        untried |= not outcome.tried
        first = first or (None if outcome.passed or not outcome.tried else outcome)
    sum_up(score, points_in_all(levels), book)
    print(style(f"{time.monotonic() - began:.1f} s", "dim"))
    if untried:
        print(wrapped("– is not tried: it would only wait for the loop in which another ended."))
    if first is None:
        print("\n" + page((HOME / "discussion.md").read_text(encoding="utf-8")))
        return 0
    details(first)
    command = "h" if keys else f"{DISH} hint own-raft --level {first.level.number}"
    print("\n" + style(f"{command} gives a hint.", "dim"))
    return 1


def check(book):
    """One line for the list of all that has been begun: the score; whether it is full."""
    try:
        build()
    except CannotTell as problem:
        print(problem)
        score, levels = 0, all_levels()
    else:
        levels = all_levels()
        score = sum(outcome.points for outcome in try_all(levels))
    in_all = points_in_all(levels)
    record(score, in_all, book)
    mark = style("✓", "green") if score == in_all else style("✗", "red")
    print(f" {mark} own-raft {WHOLE.title}: {score} of {in_all} points")
    return score == in_all


def run_one(level):
    build()
    outcome = try_level(level)
    keep(outcome)
    print(row_of(outcome))
    if not outcome.passed:
        details(outcome)
        print("\n" + style(f"{DISH} hint own-raft --level {level.number} gives a hint.", "dim"))
    return 0 if outcome.passed else 1


def run_scenario(words):
    """Any scenario on the reader's servers; what the program says goes to the terminal as it is."""
    build()
    columns = {"COLUMNS": str(width())}
    return subprocess.run([PROGRAM, *words], env={**columns, **os.environ}).returncode


# ---- the commands

def copy_starter():
    if not MINE.exists():
        MINE.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOME / "starter/own_raft.h", MINE)


def show(book, keys=False):
    levels = all_levels()
    print(rule(WHOLE.title) + "\n")
    print(page((HOME / "goal.md").read_text(encoding="utf-8")) + "\n")
    for level in levels:
        print(row(level, str(level.points)))
    if book.of(WHOLE).best:
        print(f"\nYour best so far: {book.of(WHOLE).best} of {points_in_all(levels)}.")
    print(f"\nEdit  {style(known(MINE), 'bold')}")
    print("Each time you save, it is tried." if keys else
          f"Try   {DISH} run own-raft     (or: watch, hint, reset)")


def start(book, _words):
    copy_starter()
    book.change(WHOLE)
    show(book)
    return 0


def level_in(words):
    """The level that `--level N` names; without it the first that failed last time."""
    levels = all_levels()
    if not words:
        return next((level for level in levels if level.report.exists()), levels[0])
    if len(words) == 2 and words[0] == "--level" and words[1].isdigit():
        found = [level for level in levels if level.number == int(words[1])]
        if found:
            return found[0]
    raise Refused(f"after own-raft comes '--level' and a number from 1 to {len(levels)}, "
                  f"e.g. {DISH} run own-raft --level 3")


def run_command(book, words):
    copy_starter()
    if not words:
        return run_all(book)
    return run_one(level_in(words)) if words[0].startswith("-") else run_scenario(words)


def hint(book, words):
    level = level_in(words)
    return give_hint(book, level, f"level {level.number}: {level.title}")


def reset(book, _words):
    if MINE.exists():
        print(f"What you wrote is kept in {known(set_aside(MINE))}")
    shutil.rmtree(FAILED, ignore_errors=True)
    for thing in (WHOLE, *all_levels()):
        book.forget(thing)
    copy_starter()
    print(f"It begins anew: {known(MINE)}")
    return 0


def solution(_book, _words):
    print(wrapped("There is none: the book's own Raft is one, in parts. It begins in "
                  "code/node/node.h, and code/membership/raft.h is the sum."))
    return 0


def line_in_list(book):
    """What the list of all exercises says of this one."""
    best, in_all = book.of(WHOLE).best, points_in_all(all_levels())
    said = f"{best} of {in_all} points" if book.of(WHOLE).started else f"{in_all} points"
    return wrapped(f"Besides: {DISH} start own-raft. You write a whole Raft, and a battery judges "
                   f"it ({said}).")


COMMANDS = {"start": start, "run": run_command, "hint": hint, "reset": reset,
            "solution": solution, "diff": solution}
