"""A scenario that the text names leads to the figure that shows its run, if the book has one."""

from docutils import nodes

import scenario
from clauses import linked, place_of_scenario


def on_doctree_resolved(app, doctree, docname):
    shown = scenario.shown(app.env)
    for literal in list(doctree.findall(nodes.literal)):
        named = literal.astext().removeprefix("diagrams/")
        if f"diagrams/{named}" not in shown or isinstance(literal.parent, nodes.reference):
            continue
        _, document, place = place_of_scenario(app.env, named)
        literal.replace_self(linked(app, docname, literal.astext(), document, place))


def setup(app):
    app.connect("doctree-resolved", on_doctree_resolved)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
