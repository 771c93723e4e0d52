"""The boxes beside the argument: what a chapter says in passing.

    ```{aside} Why five?
    Most clusters have five servers: ...
    ```

aside: a thought that the argument does not need. real-world: how another system does it, with its
source. design-note: a road not taken. mistake: what people get wrong here. summary: the chapter on
a card. All but the aside need a title.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

KINDS = {
    "aside": "",
    "real-world": "In the real world",
    "design-note": "Design note",
    "mistake": "A common mistake",
    "summary": "What to keep",
}


class Box(SphinxDirective):
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        self.assert_has_content()
        box = nodes.container(classes=["box", f"box-{self.name}"])
        kind, title = KINDS[self.name], " ".join(self.arguments)
        if kind and not title and self.name != "summary":
            raise self.error(f"a {self.name} box needs a title")
        head = nodes.paragraph(classes=["box-title"])
        if kind:
            head += nodes.inline(kind, kind, classes=["box-kind"])
        if title:
            texts, messages = self.state.inline_text(title, self.lineno)
            head += nodes.inline("", "", *texts, classes=["box-name"])
            box += messages
        if head.children:
            box += head
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def setup(app):
    for name in KINDS:
        app.add_directive(name, Box)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
