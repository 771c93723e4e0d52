#!/usr/bin/python3
"""The exercises are proved: each is complete, its starter fails for the reason that it states, and
its solution passes.

    /usr/bin/python3 tests/exercises/proof.py 2.2      one exercise
    /usr/bin/python3 tests/exercises/proof.py --all    every exercise
    /usr/bin/python3 tests/exercises/proof.py --pages  only what needs no program: the files
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "exercises/tutor"))

import answers  # noqa: E402
import program  # noqa: E402
import verdict  # noqa: E402
from exercise import all_exercises  # noqa: E402

FILES = {"exercise.toml", "exercise.md", "hints.md", "discussion.md", "starter", "solution"}

LONGEST_TITLE = 44


def file_complaints(exercise, clauses):
    """What is missing in, or strange about, the folder."""
    there = {path.name for path in exercise.folder.iterdir()}
    wanted = FILES | ({"test.cpp"} if exercise.kind == "build" else set())
    wanted |= {"run.raft"} if exercise.scenario == "run.raft" else set()
    for name in sorted(wanted - there):
        yield f"lacks {name}"
    for name in sorted(there - wanted):
        yield f"has a stray {name}"
    if wanted - there:
        return
    hints = exercise.hints()
    if len(hints) != 3 or not all(hints):
        yield f"has {len(hints)} hints, not three"
    if len(hints) != len(set(hints)):
        yield "gives a hint twice"
    for folder in ("starter", "solution"):
        names = {path.name for path in (exercise.folder / folder).iterdir()}
        if exercise.file not in names:
            yield f"has no {folder}/{exercise.file}"
    if exercise.starter.read_bytes() == exercise.solution.read_bytes():
        yield "begins with its solution"
    titles = set(titles_of_tests(exercise)) if exercise.kind == "build" else set()
    for title in exercise.helps:
        if title not in titles:
            yield f"helps with a test '{title}' that there is not"
    for title in sorted(titles - set(exercise.helps)):
        if "survives drawn runs" not in title:  # whose report names a scenario to look at
            yield f"has no help for its test '{title}'"
    yield from answer_complaints(exercise)
    if len(exercise.title) > LONGEST_TITLE:
        yield f"has a title of {len(exercise.title)} letters; {LONGEST_TITLE} fit into the list"
    if not 1 <= exercise.grade <= 3:
        yield f"has grade {exercise.grade}; grades are 1 to 3"
    if "```{exercise-help}\n```" not in exercise.text("exercise.md"):
        yield "exercise.md lacks the directive exercise-help"
    if not exercise.text("exercise.md").startswith(f"# {exercise.title}\n"):
        yield "exercise.md does not begin with the title"
    for clause in exercise.clauses:
        if clause not in clauses:
            yield f"names a clause '{clause}' that there is not"
    chapter = ROOT / "chapters" / exercise.chapter / "chapter.md"
    text = chapter.read_text(encoding="utf-8")
    if f"# {exercise.section}\n" not in text:
        yield f"names a section '{exercise.section}' that {exercise.chapter} does not have"
    if f"{exercise.folder.name}" not in text:
        yield f"is not named in chapters/{exercise.chapter}/chapter.md"


def titles_of_tests(exercise):
    """As the tutor says them."""
    text = exercise.text("test.cpp")
    for suite, name in re.findall(r"^TEST\((\w+), (\w+)\)", text, re.MULTILINE):
        yield suite[0] + re.sub(r"[A-Z]", lambda letter: " " + letter[0].lower(),
                                suite[1:]) + " " + name.replace("_", " ")


def answer_complaints(exercise):
    """Whether the right answers and those that get a reply are of the form that is asked for, and a
    choice that is copied whole is known."""
    if exercise.kind not in ("read", "break"):
        return
    right = answers.read(exercise.solution.read_text(encoding="utf-8"))
    offered = answers.choices(exercise.starter.read_text(encoding="utf-8"))
    for question in [*offered, *exercise.replies]:
        if question not in right:
            yield f"has no question '{question}' in its solution"
    for question, answer in right.items():
        choice = offered.get(question, answers.Choices())
        known = [answer, *(one for one in exercise.replies.get(question, ()) if one != "else")]
        for one in known:
            wrong = answers.form(one, answer, choice)
            if wrong:
                yield f"'{question}': {wrong}"
        for letter, text in choice.lettered.items():
            if choice.chosen(text) != letter:
                yield f"'{question}' offers '{text}' twice"


def verdict_complaints(exercise):
    """Whether the starter fails as intended, and the solution passes."""
    begun = verdict.verdict(exercise, exercise.starter)
    if begun.solved:
        yield "is solved before it has begun: the starter passes"
    elif not exercise.fails:
        yield "does not say in exercise.toml how the starter fails (fails = ...)"
    elif exercise.fails not in " ".join(begun.says.split()):
        yield f"fails, but not with '{exercise.fails}':\n{begun.says}"
    ended = verdict.verdict(exercise, exercise.solution)
    if not ended.solved:
        yield f"has a solution that fails:\n{ended.says}"


def truth_complaints(exercise):
    """Whether the experiments that the solution rests on come out as stated. `"B: x; y"` runs the
    exercise's scenario up to the note that begins with (B), and then x and y; "end" is its end. A
    kind "break" is tried without its rule, and with it after a plus: `"B+: x; y"`."""
    if exercise.kind in ("read", "break") and not exercise.truth:
        yield "rests on nothing: exercise.toml lacks truth = [...]"
    for truth in exercise.truth:
        moment, _, statements = truth.partition(": ")
        begun = up_to(exercise.run.read_text(encoding="utf-8"), moment.rstrip("+"))
        if begun is None:
            yield f"has no moment ({moment}) in {exercise.scenario}"
            continue
        rule = [] if moment.endswith("+") or not exercise.without else ["--without",
                                                                        exercise.without]
        text = begun + statements.replace("; ", "\n") + "\n"
        done = program.run_scenario(text, "truth", *rule)
        if done.code != 0:
            yield f"rests on '{truth}', which is not so:\n{done.said}"


def up_to(text, moment):
    """The scenario up to and with this note, or None; all of it for "end"."""
    if moment == "end":
        return text
    before, found, after = text.partition(f'note "({moment})')
    return before + found + after.split("\n")[0] + "\n" if found else None


def map_complaints(exercises, clauses):
    """Whether exercises and clauses name each other, and nothing in the map is left unexercised. A
    level of the reader's own Raft is named by the clause alone."""
    for clause, named in clauses.items():
        if not named:
            yield f"the clause '{clause}' has no exercise in docs/clauses.toml"
        for name in named:
            if not (ROOT / "exercises" / name).is_dir():
                yield f"the clause '{clause}' names an exercise '{name}' that there is not"
        by_clause = {name for name in named if not name.startswith("own-raft/")}
        by_exercise = {e.name for e in exercises if clause in e.clauses}
        for name in sorted(by_clause - by_exercise):
            yield f"the clause '{clause}' names {name}, whose exercise.toml does not name it"
        for name in sorted(by_exercise - by_clause):
            yield f"{name} names the clause '{clause}', which does not name it in docs/clauses.toml"


def known_clauses():
    """The exercises of each clause, by its id."""
    file = ROOT / "docs/clauses.toml"
    with file.open("rb") as opened:
        clauses = tomllib.load(opened)["clause"]
    return {clause["id"]: clause.get("exercise", ()) for clause in clauses}


def main():
    word = sys.argv[1]
    exercises = all_exercises()
    if word not in ("--all", "--pages"):
        exercises = [e for e in exercises if e.number == word]
    if not exercises:
        print(f"there is no exercise {word}")
        return 1
    clauses = known_clauses()
    gaps = list(map_complaints(exercises, clauses)) if word in ("--all", "--pages") else []
    print("".join(gap + "\n" for gap in gaps), end="")
    bad = 0
    for exercise in exercises:
        complaints = list(file_complaints(exercise, clauses))
        if word != "--pages" and not complaints:
            complaints += list(truth_complaints(exercise)) + list(verdict_complaints(exercise))
        for complaint in complaints:
            print(f"{exercise.number} {exercise.title}: {complaint}")
        bad += bool(complaints)
    print(f"{len(exercises) - bad} of {len(exercises)} exercises are as they should be.")
    return 1 if bad or gaps else 0


if __name__ == "__main__":
    sys.exit(main())
