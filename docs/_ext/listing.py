"""The listing directive: shows a piece of a real source file, and says where it stands.

    ```{listing} /code/election/election.h vote
    A follower decides about its vote.
    ```

The path begins at the top of the project. `vote` is a region, which stands between `// [vote]` and
`// [vote]-end`, or the name of a type or function. What does not exist is an error. Names in a
listing lead to their entry in the reference, the line that stands for a region to its listing, and
an entry of the reference back to the listing that shows it.
"""

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from regions import NoSuchRegion, enclosing_type, piece

# What pygments makes of a name, and of the line that stands for a region.
NAME = re.compile(r'<span class="(n|nc|nf)">(\w+)</span>')
REGION = re.compile(r'<span class="c1">// \u27e8([a-z0-9-]+)\u27e9</span>')
# Every part has these; no single entry explains them.
SAID_BY_ALL = {"on", "allows", "fields"}


class code_listing(nodes.literal_block):
    """The code of a listing, with `path` and `inside`, the type in which it stands."""


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
        inside = enclosing_type(text, first)
        box = nodes.container(classes=["listing"], ids=[anchor(path, name)])
        box += self.place(path.lstrip("/"), inside, first)
        block = code_listing(code, code, language="cpp", path=path, inside=inside or "")
        self.set_source_info(block)
        box += block
        says = nodes.container(classes=["listing-says"])
        self.state.nested_parse(self.content, self.content_offset, says)
        if says.children:
            box += says
        listings(self.env)[path.lstrip("/"), name] = (self.env.docname, anchor(path, name), inside)
        return [box]

    @staticmethod
    def place(path, kind, line):
        says = nodes.paragraph(classes=["listing-place"])
        says += nodes.literal(path, path)
        says += nodes.Text(f", line {line}" + (f", in {kind}" if kind else ""))
        return says


def anchor(path, name):
    """A type and a region may differ by a capital only, which an address does not tell apart."""
    kind = "type-" if name[:1].isupper() else ""
    return nodes.make_id("listing-" + path.removeprefix("/code/") + "-" + kind + name)


# ---- which listing shows what

def listings(env):
    """For each path and piece: the document, the anchor, and the type around it."""
    if not hasattr(env, "raft_listings"):
        env.raft_listings = {}
    return env.raft_listings


def purge(app, env, docname):
    env.raft_listings = {key: of for key, of in listings(env).items() if of[0] != docname}


def merge(app, env, docnames, other):
    listings(env).update({k: of for k, of in listings(other).items() if of[0] in docnames})


# ---- from the code to the reference

def entries(env):
    """Where the reference explains a name: by its full name, and by its last part if only one
    entry has it."""
    if not hasattr(env, "raft_entries"):
        by_name, short = {}, {}
        for name, _, _, docname, anchor_, _ in env.get_domain("cpp").get_objects():
            if docname.startswith("docs/reference/"):
                by_name[name] = (docname, anchor_)
                short.setdefault(name.split("::")[-1], set()).add(name)
        for last, names in short.items():
            if len(names) == 1:
                by_name.setdefault(last, by_name[next(iter(names))])
        env.raft_entries = by_name
    return env.raft_entries


def visit_listing(self, node):
    code = self.highlighter.highlight_block(node.rawsource, "cpp", location=node)
    env, docname = self.builder.env, self.builder.current_docname
    inside = node["inside"].split(" ")[-1]

    def link(target, what):
        uri = html.escape(self.builder.get_relative_uri(docname, target[0]) + "#" + target[1])
        return f'<a class="code-link" href="{uri}">{what}</a>'

    def name(found):
        known = entries(env)
        if found[2] in SAID_BY_ALL:
            return found[0]
        target = known.get(f"raft::{inside}::{found[2]}") or known.get(found[2])
        return link(target, found[0]) if target else found[0]

    def region(found):
        target = listings(env).get((node["path"].lstrip("/"), found[1]))
        return link(target, found[0]) if target else found[0]

    code = REGION.sub(region, NAME.sub(name, code) if self.builder.name == "html" else code)
    self.body.append(self.starttag(node, "div", suffix="", CLASS="highlight-cpp notranslate"))
    self.body.append(code + "</div>\n")
    raise nodes.SkipNode


# ---- from the reference to the code

def explained(env):
    """For the full name of a type or function: the listing that shows it."""
    found = {}
    for (path, name), (docname, anchor_, inside) in listings(env).items():
        around = inside.split(" ")[-1] + "::" if inside else ""
        found.setdefault(f"raft::{around}{name}", (docname, anchor_))
    return found


def link_back(app, doctree, docname):
    if not docname.startswith("docs/reference/"):
        return
    known = explained(app.env)
    names = {anchor_: name for name, _, _, doc, anchor_, _ in
             app.env.get_domain("cpp").get_objects() if doc == docname}
    for signature in doctree.findall(addnodes.desc_signature):
        name = next((names[i] for i in signature["ids"] if i in names), None)
        if name in known:
            signature.parent[-1].insert(0, shown_in(app, docname, *known[name]))


def shown_in(app, docname, target, anchor_):
    line = nodes.paragraph(classes=["shown-in"])
    line += nodes.Text("Shown in ")
    uri = app.builder.get_relative_uri(docname, target) + "#" + anchor_
    line += nodes.reference("", app.env.titles[target].astext(), internal=True, refuri=uri)
    return line


def setup(app):
    app.add_node(code_listing, html=(visit_listing, None))
    app.add_directive("listing", Listing)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", link_back)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
