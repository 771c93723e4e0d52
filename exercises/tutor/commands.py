"""What `./learn exercise` can do, one function a command. Each returns the exit code."""

import difflib
import shutil
import time

import own_raft
from exercise import KINDS, MEDALS, ROOT, set_aside
from hints import give_hint, help_with
from look import page, rule, style, width, working, wrapped
from program import CannotTell, text_of
from setting import give_compile_flags, homes_of_types
from verdict import verdict


class Refused(Exception):
    """The message says what was wrong with what was typed, and what would be right."""


def chapters_of(exercises):
    return sorted({exercise.chapter for exercise in exercises})


def find(exercises, book, word):
    """The exercise of this number, name or part of a name; without a word, the current one."""
    if not word:
        found = current(exercises, book)
        if not found:
            raise Refused("All exercises are solved. 'check' tries them all again.")
        return found
    exact = [e for e in exercises if word in (e.number, e.name, e.folder.name)]
    near = exact or [e for e in exercises if word.strip("/") in e.name]
    if not near:
        raise Refused(f"there is no exercise '{word}'{nearest_exercise(word, exercises)}; "
                      "'./learn exercise list' shows all")
    if len(near) > 1:
        some = [f"{e.number} ({e.folder.name[3:]})" for e in near[:5]]
        raise Refused(f"'{word}' could be " + ", ".join(some)
                      + (f" and {len(near) - 5} others" if len(near) > 5 else ""))
    return near[0]


def did_you_mean(words, of):
    """The nearest word as a question, or ""."""
    near = difflib.get_close_matches(words, of, 1, 0.5)
    return f"; did you mean '{near[0]}'?" if near else ""


def nearest_exercise(word, exercises):
    """By name or, of a number, in its chapter: a question, or ""."""
    names = {e.folder.name[3:]: e for e in exercises}
    near = difflib.get_close_matches(word.split("/")[-1].lower(), names, 1, 0.5)
    if near:
        return f" (did you mean {names[near[0]].number}, {near[0]}?)"
    numbers = [e.number for e in exercises if e.number.split(".")[0] == word.split(".")[0]]
    return f" (chapter {word.split('.')[0]} has {numbers[0]} to {numbers[-1]})" if numbers else ""


def current(exercises, book):
    """The one that was worked on last, or if that is solved the one after it that is not; None
    when all are."""
    last = next((e for e in exercises if e.name == book.now), None)
    if last and not book.of(last).solved:
        return last
    return following(exercises, book, last)


# ---- looking

def list_all(exercises, book, _word):
    now = current(exercises, book)
    done = count_solved(exercises, book)
    print(style(f"{done} of {len(exercises)} exercises are solved.", "bold"))
    for chapter in chapters_of(exercises):
        print("\n" + rule(chapter_title(chapter)))
        for e in (e for e in exercises if e.chapter == chapter):
            print(line_of(e, book.of(e), e is now))
    if now:
        begins = "shows it again" if book.of(now).started else "begins it"
        print("\n" + wrapped(f"▸ {now.number} is the next one. './learn exercise start' {begins}; "
                             "'./learn exercise watch' tries it again each time you save."))
    print("\n" + own_raft.line_in_list(book))
    return 0


def chapter_title(chapter):
    return f"{int(chapter[:2])} {chapter[3:].capitalize()}"


def line_of(exercise, progress, is_next):
    """One line, never wider than the page: what is too long in a title is left out."""
    mark = style("✓", "green") if progress.solved else (
        style("▸", "yellow", "bold") if is_next else ("·" if progress.started else " "))
    right = f"{exercise.kind:<8} {'★' * exercise.grade:<3} {exercise.minutes:>3} min"
    room = width() - 9 - len(right) - 1
    medal = exercise.medal(progress.best)
    title = exercise.title + (f" ({medal})" if medal else "")
    title = title if len(title) <= room else title[:room - 1].rstrip() + "…"
    gap = " " * (room + 1 - len(title))
    return (f" {mark} {exercise.number:<5} " + (style(title, "bold") if is_next else title) + gap
            + style(right, "dim"))


def show(exercise, keys=False):
    print(rule(f"{exercise.number}  {exercise.title}"))
    print(style(wrapped(f"{exercise.kind}: {KINDS[exercise.kind]}"), "dim"))
    taught = f"taught in chapter {int(exercise.chapter[:2])}, \"{exercise.section}\""
    print(style(wrapped(f"difficulty {exercise.difficulty}; about {exercise.minutes} minutes; "
                        f"{taught}"), "dim"))
    print("\n" + page(exercise.goal()))
    print_homes(exercise)
    file = style(str(exercise.mine.relative_to(ROOT)), "bold")
    if keys:
        print(f"\nEdit  {file}\nEach time you save, it is tried.")
    else:
        print(f"\nEdit  {file}"
              f"\nTry   ./learn exercise run {exercise.number}     (or: watch, hint, reset)")


def print_homes(exercise):
    """Where the types and functions live that the reader's file uses."""
    homes = homes_of_types(exercise.starter) if exercise.kind == "build" else {}
    if homes:
        print("\nTo look up:")
    for header, names in homes.items():
        print(style(f"  {', '.join(names)}: {header}", "dim"))


# ---- working

def start(exercises, book, word):
    exercise = find(exercises, book, word)
    copy_starter(exercise)
    if not book.of(exercise).started:
        book.change(exercise)
    book.turn_to(exercise)
    show(exercise)
    return 0


def next_one(exercises, book, word):
    """Goes on, also from one that is not solved."""
    last = next((e for e in exercises if e.name == book.now), None)
    after = following(exercises, book, last)
    return start(exercises, book, word or (after.number if after else ""))


def copy_starter(exercise):
    """Gives the reader a copy, unless there is one."""
    give_compile_flags()
    if exercise.mine.exists():
        return
    exercise.mine.parent.mkdir(parents=True, exist_ok=True)
    for file in sorted((exercise.folder / "starter").iterdir()):
        shutil.copyfile(file, exercise.mine.parent / file.name)


def run_one(exercises, book, word, sanitize=False):
    exercise = find(exercises, book, word)
    copy_starter(exercise)
    book.turn_to(exercise)
    return 0 if attempt(exercise, book, exercises, sanitize=sanitize) else 1


def attempt(exercise, book, exercises, keys=False, sanitize=False):
    """Tries the reader's file and says what came of it; whether it is solved. With `keys` it says
    which key to press next, and not which command to type."""
    began = time.monotonic()
    with working("trying ..."):
        found = verdict(exercise, sanitize=sanitize)
    took = style(f"{time.monotonic() - began:.1f} s", "dim")
    remember(exercise, found.failed)
    if not found.solved:
        print(style("Not yet.", "red", "bold"), f"{exercise.number} {exercise.title}", took)
        print("\n" + found.says)
        command = "h" if keys else f"./learn exercise hint {exercise.number}"
        print("\n" + style(f"{command} gives a hint.", "dim"))
        return False
    was_done = is_done(exercise, book)
    book.solved(exercise, found.score)
    print(style(f"{found.medal.capitalize()}." if found.medal else "Solved.", "green", "bold"),
          f"{exercise.number} {exercise.title}", took)
    if found.says:
        print("\n" + found.says)
    if found.score and book.of(exercise).best > found.score:
        print(f"\nYour best so far: {book.of(exercise).best} ms.")
    if is_done(exercise, book):
        if not was_done:
            print("\n" + page(exercise.text("discussion.md")))
        print("\n" + what_next(exercise, book, exercises, keys))
    return True


def remember(exercise, failed):
    """Which test it is that a hint should be about."""
    if failed:
        exercise.failed.write_text(failed, encoding="utf-8")
    else:
        exercise.failed.unlink(missing_ok=True)


def is_done(exercise, book):
    """Whether nothing is left to win: then it gives nothing away to speak of the solution."""
    progress = book.of(exercise)
    return exercise.medal(progress.best) == MEDALS[-1] if exercise.game else bool(progress.solved)


def what_next(exercise, book, exercises, keys):
    text = f"{count_solved(exercises, book)} of {len(exercises)} are solved. "
    if exercise.kind not in ("read", "break"):
        command = "d" if keys else f"'./learn exercise diff {exercise.number}'"
        text += f"{command} compares your solution with the book's. "
    after = following(exercises, book, exercise)
    if not after:
        return page(text + "That was the last one.")
    command = "n" if keys else f"./learn exercise start {after.number}"
    return page(text) + "\n" + wrapped(f"Next: {after.number} {after.title} ({command}).")


def count_solved(exercises, book):
    return sum(bool(book.of(e).solved) for e in exercises)


def following(exercises, book, exercise):
    """The next one that is not solved, in the order of the book, and then from its beginning. None
    comes before the first, and after the last."""
    behind = exercises[exercises.index(exercise) + 1:] if exercise else []
    return next((e for e in behind + exercises if not book.of(e).solved), None)


def hint(exercises, book, word):
    exercise = find(exercises, book, word)
    failed = exercise.failed.read_text(encoding="utf-8") if exercise.failed.exists() else ""
    help_with(failed, exercise.helps)
    return give_hint(book, exercise, f"{exercise.number} {exercise.title}",
                     f"'./learn exercise solution {exercise.number}' shows the book's solution.")


def solution(exercises, book, word):
    exercise = find(exercises, book, word)
    progress = book.of(exercise)
    if not is_done(exercise, book) and not progress.solution_seen:
        book.change(exercise, solution_seen=True)
        print(wrapped("You have not solved it yet. If you want to see the solution all the same, "
                      "ask again. A hint may be the better way: "
                      f"'./learn exercise hint {exercise.number}'."))
        return 1
    print(rule(f"{exercise.number}  {exercise.title}: the book's solution") + "\n")
    print(exercise.solution.read_text(encoding="utf-8").rstrip())
    print("\n" + page(exercise.text("discussion.md")))
    return 0


def diff(exercises, book, word):
    exercise = find(exercises, book, word or last_solved(exercises, book))
    if not is_done(exercise, book) and not book.of(exercise).solution_seen:
        raise Refused(f"{exercise.number} is not solved yet: a comparison would give it away")
    mine = text_of(exercise.mine).splitlines()
    books = exercise.solution.read_text(encoding="utf-8").splitlines()
    lines = list(difflib.unified_diff(mine, books, "yours", "the book's", lineterm="", n=2))
    for line in lines:
        colour = {"+": "green", "-": "red", "@": "blue"}.get(line[:1])
        print(style(line, colour) if colour else line)
    if not lines:
        print("They are the same, to the letter.")
    return 0


def last_solved(exercises, book):
    solved = [e for e in exercises if book.of(e).solved]
    if not solved:
        raise Refused("no exercise is solved yet, so there is nothing to compare")
    last = next((e for e in solved if e.name == book.now), None)
    return (last or max(solved, key=lambda e: book.of(e).solved)).number


def reset(exercises, book, word):
    """Begins an exercise anew. What the reader wrote is kept beside it."""
    if not word:
        raise Refused("which one? e.g. ./learn exercise reset 2.2")
    exercise = find(exercises, book, word)
    if exercise.mine.exists():
        print(f"What you wrote is kept in {set_aside(exercise.mine).relative_to(ROOT)}")
    book.forget(exercise)
    remember(exercise, "")
    copy_starter(exercise)
    print(f"{exercise.number} {exercise.title} begins anew: {exercise.mine.relative_to(ROOT)}")
    return 0


def check(exercises, book, _word):
    """Tries everything that has been started, also the reader's own Raft."""
    begun = [e for e in exercises if e.mine.exists()]
    if not begun and not own_raft.MINE.exists():
        raise Refused("nothing has been started yet; begin with ./learn exercise start")
    bad = 0
    for exercise in begun:
        try:
            found = verdict(exercise)
            solved = found.solved
        except CannotTell as problem:
            solved = False
            print(problem)
        if solved:
            book.solved(exercise, found.score)
        bad += not solved
        print(f" {style('✓', 'green') if solved else style('✗', 'red')} {exercise.number:<5} "
              f"{exercise.title}", flush=True)
    in_all = len(begun)
    if own_raft.MINE.exists():
        in_all += 1
        bad += not own_raft.check(book)
    print(f"\n{in_all - bad} of {in_all} that you have begun are solved.")
    return 0 if bad == 0 else 1
