"""The listing directive: shows a piece of a real source file, and says where it stands.

    ```{listing} /code/election/election.h vote
    A follower decides about its vote.
    ```

The path begins at the top of the project. `vote` is a region, which stands between `// [vote]` and
`// [vote]-end`, or the name of a type or function. What does not exist is an error.
"""

from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from regions import NoSuchRegion, enclosing_type, piece


class Listing(SphinxDirective):
    required_arguments = 2
    has_content = True

    def run(self):
        path, name = self.arguments
        relative, absolute = self.env.relfn2path(path)
        self.env.note_dependency(relative)
        try:
            text = Path(absolute).read_text(encoding="utf-8")
            code, first = piece(text, name)
        except (OSError, NoSuchRegion) as problem:
            raise self.error(f"listing of {path}: {problem}")
        box = nodes.container(classes=["listing"])
        box += self.place(path.lstrip("/"), enclosing_type(text, first))
        block = nodes.literal_block(code, code, language="cpp")
        self.set_source_info(block)
        box += block
        says = nodes.container(classes=["listing-says"])
        self.state.nested_parse(self.content, self.content_offset, says)
        if says.children:
            box += says
        return [box]

    @staticmethod
    def place(path, kind):
        line = nodes.paragraph(classes=["listing-place"])
        line += nodes.literal(path, path)
        if kind:
            line += nodes.Text(f" in {kind}")
        return line


def setup(app):
    app.add_directive("listing", Listing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
