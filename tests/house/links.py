#!/usr/bin/python3
"""The book stands alone: every link inside it leads somewhere, and no page asks the network for
anything.

    /usr/bin/python3 tests/house/links.py build/book/html
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself, as opposed to what a reader clicks.
FETCHED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src",
           "video": "src", "audio": "src", "object": "data", "embed": "src"}
HARMLESS_LINKS = {"canonical", "prev", "next", "index", "search", "author"}

SCENARIO = re.compile(r"[tz]=[\w-]+$")  # behind the playground's address: a text, and no place


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.fetched = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        self.anchors.update(has[name] for name in ("id", "name") if has.get(name))
        if tag == "a" and has.get("href"):
            self.links.append(has["href"])
        if tag in FETCHED and has.get(FETCHED[tag]):
            if not (tag == "link" and set((has.get("rel") or "").split()) & HARMLESS_LINKS):
                self.fetched.append(has[FETCHED[tag]])


def is_remote(address):
    return urlsplit(address).scheme in ("http", "https") or address.startswith("//")


def complaints(folder):
    files = {path.resolve(): None for path in folder.rglob("*.html")}
    for path in files:
        files[path] = Page(path.read_text(encoding="utf-8"))
    for path, page in sorted(files.items()):
        here = path.relative_to(folder.resolve())
        for address in page.fetched:
            if is_remote(address):
                yield f"{here}: fetches {address}"
        for address in page.links + page.fetched:
            parts = urlsplit(address)
            if parts.scheme or address.startswith("//"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.exists():
                yield f"{here}: {address} leads nowhere"
            elif parts.fragment and files.get(target) and not SCENARIO.match(parts.fragment):
                if unquote(parts.fragment) not in files[target].anchors:
                    yield f"{here}: {address}: there is no such place on that page"


def main():
    folder = Path(sys.argv[1])
    found = sorted(set(complaints(folder)))
    for complaint in found[:40]:
        print(complaint)
    if len(found) > 40:
        print(f"and {len(found) - 40} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
