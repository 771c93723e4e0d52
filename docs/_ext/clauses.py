"""The clause map: every rule of the paper that this book builds, where it is obeyed, and what fails
when it is not.

docs/clauses.toml lists them. In a chapter,

    ```{clause} vote-once
    ```

states a clause in a box, and `` {ref}`clause-vote-once` `` refers to it; on the page of the map,
`{clauses}` makes the table, in which code, runs and exercises are links. tests/house/clauses.py
checks that what a clause names exists, and that every clause is stated in a chapter.
"""

import re
import tomllib
from pathlib import Path

from docutils import nodes
from docutils.utils.smartquotes import smartyPants
from sphinx.util.docutils import SphinxDirective

import listing
import scenario

FILE = Path(__file__).resolve().parents[1] / "clauses.toml"


def clauses():
    """All clauses by id, in the order of the file."""
    with FILE.open("rb") as file:
        return {clause["id"]: clause for clause in tomllib.load(file)["clause"]}


def stated(env):
    """Where each clause is stated: its document."""
    if not hasattr(env, "raft_clauses"):
        env.raft_clauses = {}
    return env.raft_clauses


class Clause(SphinxDirective):
    required_arguments = 1

    def run(self):
        name = self.arguments[0]
        self.env.note_dependency(str(FILE))
        known = clauses()
        if name not in known:
            raise self.error(f"there is no clause '{name}' in docs/clauses.toml; there are "
                             + ", ".join(known))
        if stated(self.env).get(name, self.env.docname) != self.env.docname:
            raise self.error(f"clause '{name}' is stated twice")
        stated(self.env)[name] = self.env.docname
        clause = known[name]
        box = nodes.container(classes=["clause"], ids=[f"clause-{name}"])
        line = nodes.paragraph()
        line += nodes.Text(clause["says"] + " ")
        line += nodes.inline(clause["from"], clause["from"], classes=["clause-from"])
        box += line
        return [box]


class ClauseTable(SphinxDirective):
    def run(self):
        self.env.note_dependency(str(FILE))
        return [clause_table()]


class clause_table(nodes.General, nodes.Element):
    """Stands for the table until all chapters have been read."""


def fill(app, doctree, docname):
    for place in doctree.findall(clause_table):
        place.replace_self([entry(app, docname, clause) for clause in clauses().values()])


def entry(app, docname, clause):
    """One clause with what belongs to it."""
    env = app.env
    box = nodes.container(classes=["clause-entry"])
    title = nodes.paragraph(classes=["clause-says"])
    title += nodes.Text(smartyPants(clause["says"], "q"))  # Sphinx has done so before
    box += title
    line = nodes.paragraph(classes=["clause-where"])
    line += nodes.inline(clause["from"], clause["from"], classes=["clause-from"])
    chapter = stated(env).get(clause["id"])
    if chapter:
        uri = app.builder.get_relative_uri(docname, chapter) + f"#clause-{clause['id']}"
        line += [nodes.Text(" · stated in "),
                 nodes.reference("", env.titles[chapter].astext(), internal=True, refuri=uri)]
    box += line
    box += facts(app, docname, clause)
    return box


def facts(app, docname, clause):
    lines = nodes.bullet_list(classes=["clause-facts"])
    for kind, place in PLACES.items():
        if kind not in clause:
            continue
        line = nodes.paragraph()
        line += nodes.Text(f"{kind} ")
        for number, named in enumerate(clause[kind]):
            line += [nodes.Text(", ")] if number else []
            line += linked(app, docname, *place(app.env, named))
        lines += nodes.list_item("", line)
    return lines


# ---- what is shown for a name, the document that has it, and the place in it

def place_of_code(env, named):
    path, name = named.split(" ")
    found = listing.listings(env).get(("code/" + path, name))
    return f"{path} [{name}]", found and found[0], listing.anchor("/code/" + path, name)


def place_of_scenario(env, named):
    documents = scenario.shown(env).get(f"diagrams/{named}")
    return named, min(documents) if documents else None, scenario.anchor(named)  # chapters first


def place_of_exercise(env, named):
    page = f"exercises/{named}/exercise"
    return named, page if page in env.found_docs else "exercises/own-raft/own-raft", ""


PLACES = {
    "code": place_of_code,
    "test": lambda env, named: (named, None, ""),
    "scenario": place_of_scenario,
    "exercise": place_of_exercise,
}


def linked(app, docname, text, document, place):
    name = breakable(text)
    if not document:
        return name
    uri = app.builder.get_relative_uri(docname, document) + (f"#{place}" if place else "")
    return nodes.reference("", "", name, internal=True, refuri=uri)


def breakable(name):
    """The names of tests are sentences; on a narrow page they break between words."""
    literal = nodes.literal("", "")
    for number, word in enumerate(re.split(r"(?<=[_./])", name)):
        literal += [nodes.raw("", "<wbr/>", format="html")] if number else []
        literal += nodes.Text(word)
    return literal


def purge(app, env, docname):
    env.raft_clauses = {name: doc for name, doc in stated(env).items() if doc != docname}


def merge(app, env, docnames, other):
    stated(env).update({name: doc for name, doc in stated(other).items() if doc in docnames})


def setup(app):
    app.add_node(clause_table)
    app.add_directive("clause", Clause)
    app.add_directive("clauses", ClauseTable)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
