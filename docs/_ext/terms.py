"""A word that a chapter introduces, in bold, leads to its entry in the glossary, if it has one."""

from docutils import nodes


def entry(text, terms):
    """The place of this word among `terms` (name -> place), or of its singular; None if unknown."""
    word = text.lower()
    return terms.get(word) or (terms.get(word[:-1]) if word.endswith("s") else None)


def on_doctree_resolved(app, doctree, docname):
    if not docname.startswith("chapters/") or app.builder.name == "singlehtml":
        return
    terms = {name.lower(): place for (kind, name), place
             in app.env.get_domain("std").objects.items() if kind == "term"}
    seen = set()
    for bold in list(doctree.findall(nodes.strong)):
        place = entry(bold.astext(), terms)
        if place is None or place in seen or not isinstance(bold.parent, nodes.paragraph):
            continue
        seen.add(place)
        page, anchor = place
        link = nodes.reference("", "", internal=True, classes=["term-link"],
                               refuri=f"{app.builder.get_relative_uri(docname, page)}#{anchor}")
        bold.replace_self(link)
        link += bold


def setup(app):
    app.connect("doctree-resolved", on_doctree_resolved)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
