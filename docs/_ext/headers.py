"""Expands `%headers election` in a page of the reference into one section for each header of
code/election, so that a new header is in the reference without anyone remembering to add it."""

import re
from pathlib import Path

from docutils import nodes

LINE = re.compile(r"^%headers (\w+)$", re.MULTILINE)


def sections(folder, names):
    """The Markdown for these headers of `folder`."""
    return "\n\n".join(f"## {folder}/{name}\n\n```{{doxygenfile}} {folder}/{name}\n```"
                       for name in names)


def expand(text, code):
    """`text` with every `%headers` line expanded; `code` is where the folders are."""
    def headers(line):
        return sections(line[1], sorted(path.name for path in (code / line[1]).glob("*.h")))

    return LINE.sub(headers, text)


def on_source_read(app, docname, source):
    code = Path(app.confdir).parent / "code"
    for folder in LINE.findall(source[0]):
        app.env.note_dependency(str(code / folder))
    source[0] = expand(source[0], code)


def without_ids_of_titles(app, doctree):
    """Breathe gives each "Public Functions" of a page the same id."""
    for title in doctree.findall(nodes.rubric):
        if "breathe-sectiondef-title" in title["classes"]:
            title["ids"] = []


def page_of_a_header(_app, _env, node, text):
    """Breathe 4.34 refers to the page of a header for a concept in it; there is none, so the text
    stays without a link."""
    return text if node.get("reftarget", "").endswith("_8h") else None


def setup(app):
    app.connect("source-read", on_source_read)
    app.connect("doctree-read", without_ids_of_titles)
    app.connect("missing-reference", page_of_a_header)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
