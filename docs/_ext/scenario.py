"""The scenario directive: runs a scenario file while the book is made, and shows what happened.

    ```{scenario} /diagrams/02-election/first-leader.raft
    Five servers, and one of them loses patience first.
    ```

It shows the space-time diagram, the text of the directive as its caption, the same run in words
(folded), and the command that runs it again. A program that is missing, a file that does not exist
or a run that fails is an error.
"""

import hashlib
import os
import subprocess
import tempfile
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


SECONDS = 30


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
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS,
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
            picture = record(program, Path(absolute), ".svg", cache)
            words = record(program, Path(absolute), ".txt", cache)
        except RunFailed as problem:
            raise self.error(f"scenario {relative}: {problem}")
        return [self.figure(relative, picture, words)]

    def figure(self, path, picture, words):
        box = nodes.container(classes=["scenario"])
        box += html(f'<div class="scenario-picture" tabindex="0">{picture}</div>')
        says = nodes.container(classes=["scenario-says"])
        self.state.nested_parse(self.content, self.content_offset, says)
        box += says
        box += words_folded(words)
        command = f"./learn run {path}"
        box += nodes.literal_block(command, command, language="text", classes=["scenario-command"])
        return box


def words_folded(words):
    return [html("<details><summary>The same run in words</summary>"),
            nodes.literal_block(words, words, language="text"), html("</details>")]


def html(text):
    return nodes.raw("", text, format="html")


def setup(app):
    app.add_config_value("raft_program", "build/bin/raft", "env")
    app.add_config_value("scenario_cache", "build/book/runs", "env")
    app.add_directive("scenario", Scenario)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
