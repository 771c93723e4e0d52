"""A page for each recorded run of the book, in which it can be played: the page that `raft run X
--trace x.html` writes, cut into what all runs share (the style and the script) and what is this
run's own (the trace and its sentences), which is packed. So a run costs some kilobytes, and the
page works from a file. docs/_static/players/open.js unpacks it.
"""

import base64
import json
import os
import re
import zlib
from html import unescape
from pathlib import Path

FOLDER = "_static/players"
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
TOLD = re.compile(r'<pre id="told">(.*?)</pre>', re.DOTALL)
TRACE = re.compile(r'<script type="application/x-ndjson" id="trace">(.*?)</script>', re.DOTALL)
SCRIPT = re.compile(r"<script>((?:(?!<script>).)*)</script>\s*</body>", re.DOTALL)


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


def cut(page):
    """The page without what all share, the style, and the script."""
    pieces = [pattern.search(page) for pattern in (STYLE, TOLD, TRACE, SCRIPT)]
    if not all(pieces):
        raise NoPlayer("code/player/player.html has changed; docs/_ext/players.py cuts it up")
    style, told, trace, script = (piece[1] for piece in pieces)
    run = packed(unescape(told), trace)
    own = SCRIPT.sub(lambda _: f'<script type="application/octet-stream" id="packed">{run}'
                     '</script>\n<script src="open.js"></script>\n</body>', page)
    own = TRACE.sub(lambda _: '<script type="application/x-ndjson" id="trace"></script>', own)
    own = TOLD.sub(lambda _: '<pre id="told">The figure in the book tells this run in words.'
                   '</pre>', own)
    own = STYLE.sub(lambda _: '<link rel="stylesheet" href="player.css">', own)
    return own, style, script


def write(page, name, folder):
    """Writes the player's page of one run, and what it shares with the others."""
    folder.mkdir(parents=True, exist_ok=True)
    own, style, script = cut(page)
    for file, text in ((name, own), ("player.css", style), ("player.js", script)):
        if not (folder / file).exists() or (folder / file).read_text(encoding="utf-8") != text:
            fresh = folder / f"{file}.{os.getpid()}"  # pages are written by two processes
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(folder / file)
