"""An exercise on disk, and where the reader's copy of it lives.

    exercises/02-election/02-may-i-vote/
      exercise.toml     what it is: title, kind, grade, minutes, section, clauses, what to edit
      exercise.md       its page in the book: what the reader is to do
      hints.md          three hints, each plainer than the one before, with lines '---' between
      run.raft          for the kinds "read" and "break", unless the run is one of diagrams/; of
                        a "build", what the whole node must play with the reader's rule
      starter/          what the reader begins with
      solution/         the book's solution
      discussion.md     what to say once it is solved
      test.cpp          for the kind "build"

The reader works on a copy in my/, which git ignores, so that nothing that is updated here ever
touches it. Beside it, .failed holds the title of the test that failed last.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"
MY = ROOT / "my"

KINDS = {
    "build": "write a rule, a part or a value; a rule then runs in the whole cluster",
    "hunt": "write the scenario that exposes a real bug, and spares the right node",
    "read": "read a trace, and say what it means",
    "break": "take a rule away, predict, and run",
    "scenario": "write the scenario that leads a cluster to a given place",
    "score": "play against the cluster, for a medal",
}
MEDALS = ("bronze", "silver", "gold")


class BadExercise(Exception):
    """The message says which file is wrong, and how."""


@dataclass(frozen=True)
class Exercise:
    folder: Path
    title: str
    kind: str
    grade: int               # 1: minutes; 2: a walk round the block; 3: an evening
    minutes: int
    section: str             # of the chapter, in its words
    file: str                # what the reader edits
    clauses: tuple = ()
    fails: str = ""          # what the verdict on the starter says, for the tests
    helps: dict = field(default_factory=dict)     # of build: a test's title, what helps there
    bug: str = ""            # of a hunt: the known bug
    node: str = "raft"       # of a hunt: the right node; of a scenario: the node it runs on
    scenario: str = ""       # of read, break and build: the run, in the folder or below the top
    without: str = ""        # of break, perhaps of a scenario: the rule that is left out
    breaks: str = ""         # of break: the invariant that breaks then
    truth: tuple = ()        # of read and break: experiments that prove the solution
    replies: dict = field(default_factory=dict)   # of read and break: question, answer, sentence
    condition: tuple = ()    # of a scenario: tables of expect, happened or never, with says
    forbidden: tuple = ()    # of a scenario: verbs that would be too easy
    game: dict = field(default_factory=dict)      # of a score: opening, seconds, faults, medals

    @property
    def chapter(self):
        return self.folder.parent.name

    @property
    def name(self):
        """E.g. 02-election/02-may-i-vote."""
        return f"{self.chapter}/{self.folder.name}"

    @property
    def number(self):
        """E.g. 2.2: the chapter's number, and the exercise's in it."""
        return f"{int(self.chapter[:2])}.{int(self.folder.name[:2])}"

    @property
    def difficulty(self):
        return "★" * self.grade + "☆" * (3 - self.grade)

    @property
    def target(self):
        """The CMake target that builds the reader's copy with its tests."""
        return "exercise-" + self.number.replace(".", "-")

    @property
    def starter(self):
        return self.folder / "starter" / self.file

    @property
    def solution(self):
        return self.folder / "solution" / self.file

    @property
    def mine(self):
        return MY / self.name / self.file

    @property
    def failed(self):
        """Where the title of the test stands that failed last."""
        return self.mine.parent / ".failed"

    @property
    def run(self):
        """The scenario of the kinds read and break."""
        near = self.folder / self.scenario
        return near if near.exists() else ROOT / self.scenario

    def medal(self, score):
        """The best medal that this score earns, or ""."""
        earned = [medal for medal in MEDALS if score >= self.game.get(medal, score + 1)]
        return earned[-1] if earned else ""

    def text(self, name):
        return (self.folder / name).read_text(encoding="utf-8").strip()

    def goal(self):
        """The page without its heading and the directive that adds hints and solution. A run that
        the book shows as a picture is named by the command that shows it here."""
        lines = self.text("exercise.md").split("\n```{exercise-help}")[0].splitlines()
        return re.sub(r"```\{scenario\} (\S+)\n.*?```", self.command, "\n".join(lines[1:]).strip(),
                      flags=re.DOTALL)

    def command(self, found):
        named = found[1]
        path = named[1:] if named.startswith("/") else f"exercises/{self.name}/{named}"
        return f"```text\n./learn run {path} --transcript\n```"

    def hints(self):
        return [hint.strip() for hint in self.text("hints.md").split("\n---\n")]


def load(folder):
    """The exercise in `folder`."""
    file = folder / "exercise.toml"
    try:
        with file.open("rb") as opened:
            facts = tomllib.load(opened)
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise BadExercise(f"{file}: {problem}")
    known = set(Exercise.__dataclass_fields__) - {"folder"}
    missing = {"title", "kind", "grade", "minutes", "section", "file"} - set(facts)
    if missing:
        raise BadExercise(f"{file}: lacks {', '.join(sorted(missing))}")
    if set(facts) - known:
        raise BadExercise(f"{file}: nobody knows {', '.join(sorted(set(facts) - known))}; "
                          f"known are {', '.join(sorted(known))}")
    if facts["kind"] not in KINDS:
        raise BadExercise(f"{file}: there is no kind '{facts['kind']}'; there are "
                          + ", ".join(KINDS))
    for condition in facts.get("condition", ()):
        if "says" not in condition or len({"expect", "happened", "never"} & set(condition)) != 1:
            raise BadExercise(f"{file}: a condition needs 'says' and one of expect, happened, "
                              "never")
    tuples = {name: tuple(value) for name, value in facts.items() if isinstance(value, list)}
    return Exercise(folder=folder, **{**facts, **tuples})


def all_exercises(where=EXERCISES):
    """All exercises, in the order of the book."""
    files = sorted(where.glob("[0-9][0-9]-*/[0-9][0-9]-*/exercise.toml"))
    return [load(file.parent) for file in files]


def set_aside(file):
    """Gives the reader's file another name, beside those that were set aside before."""
    number, kept = 1, file.with_name(file.name + ".before-reset")
    while kept.exists():
        number += 1
        kept = file.with_name(f"{file.name}.before-reset-{number}")
    file.replace(kept)
    return kept
