"""The scenario directive: runs a scenario file while the book is made, and shows what happened.

    ```{scenario} /diagrams/02-election/first-leader.raft
    Five servers, and one of them loses patience first.
    ```

It shows the space-time diagram, the text of the directive as its caption, the same run in words
(folded), and the command that runs it again. Two links lead on: to a page that plays the run, and
to the playground with this scenario; each is there if it could be made. A program that is
missing, a file that does not exist or a run that fails is an error.

    ```{film} /diagrams/02-election/old-leader.raft
    ```

is the same run as a picture that moves: the ring of servers, playing by itself until the reader
stops it, or, if he wants nothing to move, when he starts it. Without JavaScript it is the diagram.
"""

import hashlib
import os
import re
import subprocess
import tempfile
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import players
from addresses import in_playground
from made_into import builder
from slices import sliced

SECONDS = 30
LONG = 3000  # the height of a picture, in pixels
NO_PLAYER = "built without the HTML player"


class RunFailed(Exception):
    """The message says what was run and what it said."""


def record(program, scenario, ending, cache, options=()):
    """What `program` writes as a trace with this ending when it runs `scenario`. A run is repeated
    only if the program or the scenario has changed. With options that choose another node than the
    scenario's own, a rule may break."""
    if not program.exists():
        raise RunFailed(f"there is no {program}; build it first (./learn book does)")
    if not scenario.exists():
        raise RunFailed("there is no such file")
    said = "\0".join(options).encode()
    key = hashlib.sha256(program.read_bytes() + scenario.read_bytes() + said).hexdigest()[:20]
    kept = cache / f"{key}{ending}"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        fresh = Path(folder) / f"trace{ending}"
        run(program, scenario, fresh, options)
        os.replace(fresh, kept)
    return kept.read_text(encoding="utf-8")


def run(program, scenario, trace, options=()):
    command = [str(program), "run", str(scenario), "--trace", str(trace), *options]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS,
                              env={**os.environ, "NO_COLOR": "1"})
    except subprocess.TimeoutExpired:
        raise RunFailed(f"the run did not end within {SECONDS} seconds")
    accepted = (0, 1) if options else (0,)
    if done.returncode not in accepted or not trace.exists():
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-12:]
        raise RunFailed(f"the run ended with exit code {done.returncode}:\n" + "\n".join(said))


class Scenario(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self):
        program = Path(self.config.raft_program)
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        self.env.note_dependency(str(program))
        cache = Path(self.config.scenario_cache)
        try:
            forms = [record(program, Path(absolute), ending, cache) for ending in (".svg", ".txt")]
            played = self.is_book() and can_play(program, Path(absolute), cache)
        except RunFailed as problem:
            raise self.error(f"scenario {relative}: {problem}")
        shown(self.env).setdefault(relative, set()).add(self.env.docname)
        picture, words = own_ids(self.env, forms[0]), forms[1]
        if builder().name == "singlehtml":
            picture = sliced(picture)
        return [self.figure(relative, Path(absolute), picture, words, played)]

    def is_book(self):
        return builder().name == "html"

    def figure(self, path, scenario, picture, words, played):
        box = nodes.container(classes=["scenario"], ids=[anchor(path)])
        box += html(f'<div class="{class_of(picture)}" tabindex="0">{picture}</div>')
        says = nodes.container(classes=["scenario-says"])
        self.state.nested_parse(self.content, self.content_offset, says)
        box += says
        up = "../" * self.env.docname.count("/")
        links = []
        if played:
            box["played"] = (path, str(scenario))
            links.append(link(f"{up}{players.FOLDER}/{players.name_of(path)}", "Play it",
                              "This run, step by step"))
        if self.is_book() and self.config.playground:
            links.append(link(up + in_playground(scenario.read_text(encoding="utf-8")), "Try it",
                              "The playground, with this scenario"))
        if links:
            box += html(f'<p class="scenario-links">{" ".join(links)}</p>')
        box += words_folded(words)
        command = f"./learn run {path}"
        box += nodes.literal_block(command, command, language="text", classes=["scenario-command"])
        return box


class Film(Scenario):
    def figure(self, path, scenario, picture, words, played):
        box = nodes.container(classes=["film"])
        if played:
            box["played"] = (path, str(scenario))
            up = "../" * self.env.docname.count("/")
            page = f"{up}{players.FOLDER}/{players.name_of(path)}#picture"
            box += html(f'<div class="film-frame" data-page="{escape(page)}">')
        box += html(f'<div class="scenario-picture" tabindex="0">{picture}</div>')
        box += html("</div>") if played else []
        self.state.nested_parse(self.content, self.content_offset, box)
        return box


# ---- where each scenario is shown

def anchor(path):
    return nodes.make_id("scenario-" + path.removeprefix("diagrams/").removesuffix(".raft"))


def shown(env):
    """For each scenario: the documents that show it."""
    if not hasattr(env, "raft_scenarios"):
        env.raft_scenarios = {}
    return env.raft_scenarios


def purge(app, env, docname):
    for documents in shown(env).values():
        documents.discard(docname)


def merge(app, env, docnames, other):
    for path, documents in shown(other).items():
        shown(env).setdefault(path, set()).update(documents & set(docnames))


# ---- the pieces of a figure

def class_of(picture):
    """A run of many screens is scrolled in a window of its own, so that the text stays near."""
    height = re.search(r'viewBox="0 0 \d+ (\d+)"', picture)
    return "scenario-picture" + (" is-long" if height and int(height[1]) > LONG else "")


def can_play(program, scenario, cache):
    """Whether there is a page that plays this run. It takes esbuild to build the player."""
    try:
        record(program, scenario, ".html", cache)
    except RunFailed as problem:
        if NO_PLAYER in str(problem):
            return False
        raise
    return True


def on_page(app, pagename, templatename, context, doctree):
    """Beside a page of the book stand the players of the runs that it shows."""
    for box in doctree.findall(nodes.container) if doctree else []:
        if "played" in box:
            path, scenario = box["played"]
            page = record(Path(app.config.raft_program), Path(scenario), ".html",
                          Path(app.config.scenario_cache))
            players.write(page, players.name_of(path), Path(app.outdir) / players.FOLDER)


def link(address, text, title):
    return f'<a href="{escape(address)}" target="_blank" title="{title}">{text}</a>'


def own_ids(env, picture):
    """A picture that a page shows again gets ids of its own."""
    name = re.search(r'<svg [^>]*id="([^"]+)"', picture)
    again = env.new_serialno(f"picture {name[1]}") if name else 0
    return picture.replace(name[1], f"{name[1]}-{again + 1}") if again else picture


def words_folded(words):
    """The transcript. A line that is too long goes on below its words, not below its time."""
    lines = "".join(f'<span class="{kind_of(line)}">{escape(line, quote=False)}</span>'
                    for line in words.splitlines(keepends=True))
    return [html("<details><summary>The same run in words</summary>"
                 '<div class="highlight-text notranslate"><div class="highlight"><pre class="told">'
                 f"{lines}</pre></div></div></details>")]


def kind_of(line):
    """What has a time in front, or room for one, and what is a caption."""
    return "told-event" if re.match(r"[ \d.]{9}  \S* *\S", line) else "told-line"


def html(text):
    return nodes.raw("", text, format="html")


def setup(app):
    app.add_config_value("raft_program", "build/bin/raft", "env")
    app.add_config_value("scenario_cache", "build/book/runs", "env")
    app.add_directive("scenario", Scenario)
    app.add_directive("film", Film)
    app.connect("html-page-context", on_page)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
