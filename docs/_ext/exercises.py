"""Exercises in the book. In a chapter,

    ```{exercise} 02-may-i-vote
    ```

is a card that leads to the exercise's page. The page is exercises/NN-slug/MM-name/exercise.md; at
its end stands

    ```{exercise-help}
    ```

which says how to run it, and folds the hints and the solution. `{exercises}` lists all of them.
`{own-raft-levels}` shows the levels of the battery for a reader's own Raft, their hints folded.
"""

import sys
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "exercises/tutor"))

import own_raft  # noqa: E402
from exercise import KINDS, BadExercise, all_exercises, load  # noqa: E402
from made_into import builder  # noqa: E402
from setting import homes_of_types  # noqa: E402

LANGUAGES = {".h": "cpp", ".cpp": "cpp", ".raft": "text", ".txt": "text"}


def facts(exercise):
    return f"{exercise.kind} · difficulty {exercise.difficulty} · about {exercise.minutes} minutes"


class Card(SphinxDirective):
    """In a chapter: the exercise's number, title and kind, as a link to its page."""

    required_arguments = 1

    def run(self):
        chapter = Path(self.env.docname).parent.name
        folder = ROOT / "exercises" / chapter / self.arguments[0]
        try:
            exercise = load(folder)
        except BadExercise as problem:
            raise self.error(f"exercise: {problem}")
        self.env.note_dependency(str(folder / "exercise.toml"))
        return [card(self.env, exercise)]


def card(env, exercise):
    box = nodes.container(classes=["exercise-card"])
    line = nodes.paragraph()
    page = f"exercises/{exercise.name}/exercise"
    uri = builder().get_relative_uri(env.docname, page)
    line += nodes.reference("", f"Exercise {exercise.number}: {exercise.title}", internal=True,
                            refuri=uri, classes=["exercise-link"])
    line += nodes.inline("", facts(exercise), classes=["exercise-facts"])
    box += line
    return box


class Help(SphinxDirective):
    """At the end of an exercise's page."""

    def run(self):
        folder = ROOT / Path(self.env.docname).parent
        try:
            exercise = load(folder)
        except BadExercise as problem:
            raise self.error(f"exercise-help: {problem}")
        for file in folder.rglob("*.*"):
            self.env.note_dependency(str(file))
        box = nodes.container(classes=["exercise-help"])
        box += self.parsed(how_to(exercise))
        if exercise.kind in ("read", "break"):
            box += self.parsed("The questions:")
            box += literal(exercise.starter)
        for number, hint in enumerate(exercise.hints(), 1):
            box += folded(f"Hint {number}", self.parsed(hint))
        box += folded("The solution, and what it shows", self.solution(exercise))
        return [box]

    def parsed(self, markdown):
        place = nodes.container()
        self.state.nested_parse(StringList(markdown.splitlines(), source="exercise"), 0, place)
        return place.children

    def solution(self, exercise):
        return [literal(exercise.solution), *self.parsed(exercise.text("discussion.md"))]


def literal(file):
    code = file.read_text(encoding="utf-8").rstrip()
    return nodes.literal_block(code, code, language=LANGUAGES.get(file.suffix, "text"))


def how_to(exercise):
    chapter = f"/chapters/{exercise.chapter}/chapter.md"
    return (f"*{facts(exercise)}; to {KINDS[exercise.kind]}.*\n\n"
            f"Taught in [chapter {int(exercise.chapter[:2])}]({chapter}), \"{exercise.section}\"."
            f"{homes(exercise)}\n\n"
            f"```text\n./learn exercise start {exercise.number}\n"
            f"./learn exercise watch {exercise.number}\n```\n\n"
            f"You work in `my/{exercise.name}/{exercise.file}`.")


def homes(exercise):
    """Where the types are that the reader's file uses."""
    found = homes_of_types(exercise.starter) if exercise.kind == "build" else {}
    told = [", ".join(f"`{name}`" for name in names) + f" in `{header}`"
            for header, names in found.items()]
    return " To look up: " + "; ".join(told) + "." if told else ""


class List(SphinxDirective):
    """All exercises, by chapter."""

    def run(self):
        listing = []
        for exercise in all_exercises():
            self.env.note_dependency(str(exercise.folder / "exercise.toml"))
            listing.append(card(self.env, exercise))
        return listing


class OwnRaftLevels(SphinxDirective):
    """What each level demands, its chapter, its points, and its hints."""

    def run(self):
        return [node for level in own_raft.all_levels() for node in self.shown(level)]

    def shown(self, level):
        for file in level.folder.iterdir():
            self.env.note_dependency(str(file))
        box = nodes.container(classes=["exercise-help"])
        box += self.parsed(self.demand(level))
        for number, hint in enumerate(level.hints(), 1):
            box += folded(f"Hint {number}", self.parsed(hint))
        heading = nodes.rubric("", f"Level {level.number}: {level.title}")
        return [heading, box]

    def demand(self, level):
        chapter = next((ROOT / "chapters").glob(f"{level.chapter:02}-*")).name
        runs = [file.stem[3:] for file in sorted(level.folder.glob("*.raft"))]
        named = ", ".join(f"`{run}`" for run in runs) or "drawn by chance, from seed 1 on"
        return (f"{level.demands}\n\n*{level.points} points; taught by "
                f"[chapter {level.chapter}](/chapters/{chapter}/chapter.md). Its runs:* {named}.")

    def parsed(self, markdown):
        place = nodes.container()
        self.state.nested_parse(StringList(markdown.splitlines(), source="level"), 0, place)
        return place.children


def folded(title, inside):
    return [raw(f"<details><summary>{title}</summary>"), *inside, raw("</details>")]


def raw(text):
    return nodes.raw("", text, format="html")


def setup(app):
    app.add_directive("exercise", Card)
    app.add_directive("exercise-help", Help)
    app.add_directive("exercises", List)
    app.add_directive("own-raft-levels", OwnRaftLevels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
