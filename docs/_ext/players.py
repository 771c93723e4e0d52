"""A page for each recorded run of the book, in which it can be played: the page that `raft run X
--trace x.html` writes, cut into what all runs share (the style and the script) and what is this
run's own (the trace and its sentences), which is packed. So a run costs some kilobytes, and the
page works from a file. docs/_static/players/open.js unpacks it.
"""

import base64
import json
import os
import zlib
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

FOLDER = "_static/players"
# What stands in a page of the book for what is cut out of the player's.
INSTEAD = {
    "style": '<link rel="stylesheet" href="player.css">',
    "told": '<pre id="told">The figure in the book tells this run in words.</pre>',
    "trace": '<script type="application/x-ndjson" id="trace"></script>',
    "script": '<script type="application/octet-stream" id="packed">{run}</script>\n'
              '<script src="open.js"></script>',
}


class NoPlayer(Exception):
    """The page is not one of the player's."""


def name_of(scenario):
    """diagrams/02-election/first-leader.raft -> 02-election-first-leader.html"""
    stem = scenario.removeprefix("diagrams/").removesuffix(".raft")
    return stem.replace("/", "-") + ".html"


def packed(told, trace):
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    run = json.dumps({"told": told, "trace": trace}, ensure_ascii=False).encode()
    return base64.b64encode(squeezed.compress(run) + squeezed.flush()).decode()


class Elements(HTMLParser):
    """The last element of each name in a page; its name is its id, or its tag if it has none."""

    def __init__(self, page):
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for line in page.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.begun, self.found = {}, {}
        self.feed(page)

    def here(self):
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag, attributes):
        name = dict(attributes).get("id") or tag
        self.begun[tag] = (name, self.here(), self.here() + len(self.get_starttag_text()))

    def handle_endtag(self, tag):
        name, begin, content = self.begun.pop(tag, ("", 0, 0))
        self.found[name] = (begin, content, self.here(), self.here() + len(f"</{tag}>"))


def cut(page):
    """The page without what all share, the style, and the script."""
    found = Elements(page).found
    if not found.keys() >= INSTEAD.keys():
        raise NoPlayer("code/player/player.html has changed; docs/_ext/players.py cuts it up")
    inside = {name: page[found[name][1]:found[name][2]] for name in INSTEAD}
    run = packed(unescape(inside["told"]), inside["trace"])
    own, rest = "", 0
    for name in sorted(INSTEAD, key=found.get):
        begin, _, _, end = found[name]
        own += page[rest:begin] + INSTEAD[name].replace("{run}", run)
        rest = end
    return own + page[rest:], inside["style"], inside["script"]


def write(page, name, folder):
    """Writes the player's page of one run, and what it shares with the others."""
    folder.mkdir(parents=True, exist_ok=True)
    own, style, script = cut(page)
    for file, text in ((name, own), ("player.css", style), ("player.js", script)):
        if not (folder / file).exists() or (folder / file).read_text(encoding="utf-8") != text:
            fresh = folder / f"{file}.{os.getpid()}"  # pages are written by two processes
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(folder / file)
