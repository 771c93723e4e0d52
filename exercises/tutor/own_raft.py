"""`./learn exercise ... own-raft`: the reader writes a whole Raft, and a battery judges it.

  start own-raft                 gives you an empty node, my/own-raft/own_raft.h
  run own-raft                   all levels: a table, the score, and the first that fails
  run own-raft --level 3         one level, with its report
  run own-raft FILE              any scenario on your servers; --trace run.html makes a page of it
  run own-raft ... --sanitize    the same, watched by the compiler's sanitizers
  watch own-raft                 all levels again each time you save (or with --level 3, that one)
  hint own-raft --level 3        one more of three hints (without a level: for the first that fails)
  reset own-raft                 begins anew; what you wrote is kept beside it

The levels are in exercises/own-raft/levels. What fails is kept in my/own-raft/failed: the report,
and the scenario that shows it again.
"""

import difflib
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from battery import (FAILED, HOME, MINE, PROGRAM, all_levels, build, call, points_in_all,
                     try_all)
from exercise import set_aside
from hints import give_hint, help_with
from look import coloured, page, rule, style, width, wrapped
from program import END, CannotTell, known
from setting import give_compile_flags
from verdict import prints_told, why_it_ended

DISH = "./learn exercise"
LONG, SHOWN = 300, 120     # lines of a run: if there are so many, so many are shown


class Refused(CannotTell):
    """What was typed cannot be done; the message says what can."""


@dataclass(frozen=True)
class Whole:
    """The exercise as a whole, as the progress and the watch know one."""

    name: str = "own-raft"
    number: str = "own-raft"
    title: str = "Your own Raft"
    mine: Path = MINE

    def names(self):
        """All that the progress may say something of: the levels as well."""
        return [self.name, *(level.name for level in all_levels())]


WHOLE = Whole()


# ---- telling

def row(level, right, mark=" "):
    title = f"{level.number:>2}  {level.title}"
    return f" {mark} {title:<{max(20, width() - 16)}} {right:>8}"


def row_of(outcome):
    if not outcome.tried:
        return row(outcome.level, "–")
    if outcome.undecided:
        return row(outcome.level, "undecided", style("?", "bold"))
    mark = style("✓", "green") if outcome.passed else style("✗", "red")
    return row(outcome.level, f"{outcome.points} of {outcome.level.points}", mark)


def details(outcome):
    level = outcome.level
    print("\n" + rule(f"Level {level.number}: {level.title}"))
    print(style(wrapped(f"{level.demands} (Chapter {level.chapter})"), "dim"))
    print("\n" + outcome.report)
    prints = prints_told(outcome.printed, f"{known(PROGRAM)} {known(level.scenario)}")
    if prints:
        print("\n" + prints)
    if outcome.scenario:
        print("\n" + to_see_it(outcome, known(level.scenario)))


def to_see_it(outcome, file):
    if outcome.ended:
        return (f"To see where:\n"
                f"  {DISH} run own-raft {file} --sanitize\n"
                f"  gdb -batch -ex run -ex backtrace --args {known(PROGRAM)} {file}")
    return (f"To see it on your servers, and on the book's Raft:\n"
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


def change(gained, lost):
    """What is different from the last time, or ""."""
    said = [f"{what}: " + ", ".join(f"{level.number} {level.title}" for level in levels) + "."
            for what, levels in (("Gained", gained), ("Lost since the last time", lost)) if levels]
    return wrapped(" ".join(said))


def passed_last_time(level, book):
    return bool(book.of(level).solved) and not level.report.exists()


# ---- running

def run_levels(book, levels, meanwhile=lambda: None, sanitize=False):
    """Tries these levels, a row for each. The outcomes, and those levels that passed last time."""
    before = [level for level in levels if passed_last_time(level, book)]
    outcomes = []
    for outcome in try_all(levels, meanwhile, sanitize):
        print(row_of(outcome), flush=True)
        if outcome.passed:
            book.solved(outcome.level)
        outcomes.append(outcome)
    return outcomes, before


def run_all(book, keys=False, meanwhile=lambda: None, sanitize=False):
    warnings = build(sanitize)
    levels = all_levels()
    began = time.monotonic()
    outcomes, before = run_levels(book, levels, meanwhile, sanitize)
    sum_up(sum(outcome.points for outcome in outcomes), points_in_all(levels), book)
    lost = [outcome for outcome in outcomes if outcome.failed and outcome.level in before]
    news = change([outcome.level for outcome in outcomes
                   if outcome.passed and outcome.level not in before],
                  [outcome.level for outcome in lost])
    if news:
        print(news)
    print(style(f"{time.monotonic() - began:.1f} s", "dim"))
    if not all(outcome.tried for outcome in outcomes):
        print(wrapped("– is not tried: it would only wait for the loop in which another ended."))
    failed = [outcome for outcome in outcomes if outcome.failed]
    if failed:
        tell_failure((lost or failed)[0], keys)
    else:
        print("\n" + page((HOME / "discussion.md").read_text(encoding="utf-8")))
    if warnings:
        print("\n" + warnings)
    return 1 if failed else 0


def tell_failure(outcome, keys=False):
    details(outcome)
    command = "h" if keys else f"{DISH} hint own-raft --level {outcome.level.number}"
    print("\n" + style(f"{command} gives a hint.", "dim"))


def run_one(book, level, keys=False, meanwhile=lambda: None, sanitize=False):
    warnings = build(sanitize)
    [outcome], _ = run_levels(book, [level], meanwhile, sanitize)
    if outcome.failed:
        tell_failure(outcome, keys)
    elif prints_told(outcome.printed):
        print("\n" + prints_told(outcome.printed))
    if warnings:
        print("\n" + warnings)
    return 0 if outcome.passed else 1


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


def run_scenario(words, sanitize):
    """Any scenario on the reader's servers."""
    if not Path(words[0]).is_file():
        raise Refused(f"there is no scenario '{words[0]}'{nearest_file(words[0])}")
    warnings = build(sanitize)
    colour = {"CLICOLOR_FORCE": "1"} if coloured() else {}
    done = call(*words, sanitize=sanitize, COLUMNS=str(width()), **colour)
    said = [prints_told(done.printed), end_of(done.report.replace(END + "\n", "").rstrip())]
    if END not in done.report:
        said.append(wrapped(why_it_ended(done.code)))
    print("\n\n".join(filter(None, [*said, warnings])))
    return done.code if END in done.report else 1


def nearest_file(word):
    folder = Path(word).parent
    near = difflib.get_close_matches(Path(word).name, [file.name for file in folder.glob("*")], 1)
    return f"; did you mean '{folder / near[0]}'?" if near else ""


def end_of(table):
    """All of it, unless somebody looks at it and it is long: then its end."""
    lines = table.splitlines()
    if not sys.stdout.isatty() or len(lines) <= LONG:
        return table
    return "\n".join([f"... {len(lines) - SHOWN} lines; '| less -R' shows all ...",
                      *lines[-SHOWN:]])


# ---- the commands

def copy_starter():
    give_compile_flags()
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


def level_named(words):
    """The level that `--level N` names, or None if nothing is said."""
    if not words:
        return None
    levels = all_levels()
    if len(words) == 2 and words[0] == "--level" and words[1].isdigit():
        found = [level for level in levels if level.number == int(words[1])]
        if found:
            return found[0]
    raise Refused(f"after own-raft comes '--level' and a number from 1 to {len(levels)}, "
                  f"e.g. {DISH} run own-raft --level 3")


def run_command(book, words):
    copy_starter()
    sanitize = "--sanitize" in words
    words = [word for word in words if word != "--sanitize"]
    if words and not words[0].startswith("-"):
        return run_scenario(words, sanitize)
    level = level_named(words)
    if level:
        return run_one(book, level, sanitize=sanitize)
    return run_all(book, sanitize=sanitize)


def first_failed():
    """The first level that failed the last time."""
    levels = all_levels()
    return next((level for level in levels if level.report.exists()), levels[0])


def hint(book, words):
    level = level_named(words) or first_failed()
    help_with(level.failed_in(), level.helps())
    return give_hint(book, level, f"level {level.number}: {level.title}")


def reset(book, words):
    nothing_more("reset", words)
    if MINE.exists():
        print(f"What you wrote is kept in {known(set_aside(MINE))}")
    shutil.rmtree(FAILED, ignore_errors=True)
    for thing in (WHOLE, *all_levels()):
        book.forget(thing)
    copy_starter()
    print(f"It begins anew: {known(MINE)}")
    return 0


def nothing_more(command, words):
    if words:
        raise Refused(f"'{command} own-raft' takes nothing more; what is '{' '.join(words)}'?")


def solution(_book, words):
    nothing_more("solution", words)
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
