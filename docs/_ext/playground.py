"""The playground directive: a scenario that the reader can lead, in the middle of the text.

    ```{playground} /diagrams/04-safety/figure-8.raft
    :without: CommitCurrentTermOnly
    :caption: Stop S1 before its entry reaches S3.
    ```

The scenario is run while the book is made, so one that is broken or unknown is an error. What that
run shows, a picture and the same in words, stands in the page; where the browser can run the
module, the playground takes its place as soon as it comes into sight. It is the recorded run, too,
in an e-book, and in a book that is made where the playground cannot be.

:node: and :without: choose another node than the scenario's own, as the options of `raft run` do;
then a rule may break, and what the scenario expects need not happen. :layout: is small, for the
middle of a text, or full: all panels, in a frame. :caption: stands below it.
"""

import re
import shutil
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from addresses import PLAYGROUND, in_playground
from made_into import builder
from scenario import RunFailed, html, link, own_ids, record, words_folded
from slices import sliced

SHARED = ("raft-playground.js", "raft-playground.css", "raft-module.js")
WHOLE_NODE = "raft"  # what a scenario runs that names no node
NODE = re.compile(r"^\s*node\s+(\S+)", re.MULTILINE)


def layout_of(argument):
    if argument not in ("small", "full"):
        raise ValueError("small or full is wanted")
    return argument


def choice_of_node(scenario, node, without):
    """How `raft run` and the playground are told of another node than the scenario's own: the
    options of the one, the text for the other."""
    if not node and not without:
        return [], ""
    named = NODE.search(scenario)
    name = node or (named[1] if named else WHOLE_NODE)
    options = ["--node", name] + (["--without", without] if without else [])
    return options, f"{name} without {without}" if without else name


def with_node(scenario, node):
    """The text with this line in the place of its own `node`, or at the top."""
    line = f"node {node}"
    if NODE.search(scenario):
        return re.sub(r"^\s*node\s.*$", lambda _: line, scenario, count=1, flags=re.MULTILINE)
    return f"{line}\n{scenario}"


def opening(scenario, node, layout, up):
    """The element that the playground takes: itself in the text, or in a frame of its own page."""
    if layout == "full":
        address = up + in_playground(with_node(scenario, node) if node else scenario)
        return f'<div class="playground-frame" data-page="{escape(address)}">'
    other = f' data-node="{escape(node)}"' if node else ""
    return (f'<div class="raft-playground" data-layout="small"{other} '
            f'data-scenario="{escape(scenario)}">')


class Playground(SphinxDirective):
    required_arguments = 1
    option_spec = {"node": str, "without": str, "caption": str, "layout": layout_of}

    def run(self):
        program = Path(self.config.raft_program)
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        self.env.note_dependency(str(program))
        try:
            scenario = Path(absolute).read_text(encoding="utf-8")
            options, node = choice_of_node(scenario, self.options.get("node"),
                                           self.options.get("without"))
            forms = [record(program, Path(absolute), ending, Path(self.config.scenario_cache),
                            options) for ending in (".svg", ".txt")]
        except (RunFailed, OSError) as problem:
            raise self.error(f"playground {relative}: {problem}")
        return [self.box(scenario, node, forms, " ".join(["./learn run", relative, *options]))]

    def box(self, scenario, node, forms, command):
        live = is_live(builder(), self.config)
        picture, words = own_ids(self.env, forms[0]), forms[1]
        if builder().name == "singlehtml":
            picture = sliced(picture)
        up = "../" * self.env.docname.count("/")
        box = nodes.container(classes=["playground"])
        if live:
            box += html(opening(scenario, node, self.options.get("layout", "small"), up))
        box += html(f'<div class="scenario-picture" tabindex="0">{picture}</div>')
        box += words_folded(words)
        if live:
            box += html("</div>")
        if "caption" in self.options:
            box += self.caption(self.options["caption"])
        if live:
            page = up + in_playground(with_node(scenario, node) if node else scenario)
            box += html('<p class="scenario-links">'
                        + link(page, "Open it in a page of its own", "The whole playground")
                        + "</p>")
        box += nodes.literal_block(command, command, language="text", classes=["scenario-command"])
        return box

    def caption(self, text):
        says = nodes.container(classes=["scenario-says"])
        line, problems = self.state.inline_text(text, self.lineno)
        says += [nodes.paragraph("", "", *line), *problems]
        return says


def is_live(made_by, config):
    return made_by.name == "html" and bool(config.playground)


def on_page(app, pagename, templatename, context, doctree):
    """Only a page that has a playground in it loads one."""
    if doctree is None or not is_live(app.builder, app.config):
        return
    if any('class="raft-playground"' in raw.astext() for raw in doctree.findall(nodes.raw)):
        app.add_css_file(f"playground/{SHARED[1]}")
        app.add_js_file(f"playground/{SHARED[0]}", loading_method="defer")


def on_finished(app, problem):
    if problem or app.builder.name != "html":
        return
    if not app.config.playground:
        print("The playground is not built; in its place the book shows recorded runs.")
        return
    made, out = Path(app.config.playground), (Path(app.outdir) / PLAYGROUND).parent
    out.mkdir(parents=True, exist_ok=True)
    for file in (made / "playground.html", *(made / "embed" / name for name in SHARED)):
        shutil.copyfile(file, out / file.name)


def setup(app):
    # The folder that holds playground.html and embed/, or "" where it is not built.
    app.add_config_value("playground", "", "env")
    app.add_directive("playground", Playground)
    app.connect("html-page-context", on_page)
    app.connect("build-finished", on_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
