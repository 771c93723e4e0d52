"""The reactions directive: which part of the node reacts to which event, and objects to which
question, read from what the parts declare, which the compiler holds against what they do.

    ```{reactions}
    ```

A row is an event or a question, a column is a part, in the order in which the parts are told. So
the row of `Current<AppendEntries>` is all that happens to that message, in order.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parents[2]
NODE = re.compile(r"using Raft = Node<([^>]*)>;")
DECLARED = re.compile(r"using (hears|objects_to) =\s*(?:Events|Questions)<(.*?)>;", re.DOTALL)
ITEM = re.compile(r"\w+(?:<\w+>)?")


def parts(text):
    """The parts of the complete node, in order, from the header that lists them."""
    return [name.strip() for name in NODE.search(text)[1].split(",")]


def body(text, part):
    """The code of `struct part`."""
    begin = re.search(rf"^struct {part} \{{$", text, re.MULTILINE)
    if not begin:
        return None
    return text[begin.end() : text.index("\n};", begin.end())]


def reactions(headers, names):
    """For each event or question, in order of appearance: what each part does with it."""
    found = {}
    for name in names:
        code = next(filter(None, (body(text, name) for text in headers)), "")
        for verb, items in DECLARED.findall(code):
            for event in ITEM.findall(items):
                event = re.sub(r"^Every<(\w+)>$", r"\1<any message>", event)
                found.setdefault((verb, event), set()).add(name)
    return found


def read():
    headers = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "code").glob("*/*.h"))]
    names = parts((ROOT / "code/membership/raft.h").read_text(encoding="utf-8"))
    return names, reactions(headers, names)


class Reactions(SphinxDirective):
    def run(self):
        for file in (ROOT / "code").glob("*/*.h"):
            self.env.note_dependency(str(file))
        names, found = read()
        return [table([head, *names], [key for key in found if key[0] == verb], found, names)
                for head, verb in (("hears", "hears"), ("may object to", "objects_to"))]


def table(heads, keys, found, names):
    grid = nodes.table(classes=["reactions"])
    group = nodes.tgroup(cols=len(heads))
    grid += group
    for _ in heads:
        group += nodes.colspec(colwidth=1)
    head = nodes.thead()
    group += head
    head += row([nodes.Text(name) for name in heads])
    rows = nodes.tbody()
    group += rows
    for key in keys:
        rows += row([nodes.literal("", key[1])]
                    + [nodes.Text("●" if name in found[key] else "") for name in names])
    return grid


def row(cells):
    line = nodes.row()
    for cell in cells:
        place = nodes.entry()
        place += nodes.paragraph("", "", cell)
        line += place
    return line


def setup(app):
    app.add_directive("reactions", Reactions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
