#!/usr/bin/python3
"""What Sphinx leaves undone in an e-book: a page with a picture or a formula in it must say so in
the list of contents (EPUB 3.3, section 5.6.2.1: properties "svg", "mathml" and "scripted").

    /usr/bin/python3 docs/_ext/epub_finish.py build/book/epub/Abookthatruns.epub book.epub
"""

import re
import sys
import zipfile
from pathlib import Path

PROPERTIES = {"svg": "<svg", "mathml": "<math", "scripted": "<script"}
ITEM = re.compile(r'<item ([^>]*?)href="([^"]+\.xhtml)"([^>]*?) ?/>')


def with_properties(opf, pages):
    """The list of contents, in which each page says what is in it."""
    def item(found):
        before, name, rest = found.groups()
        has = [word for word, sign in PROPERTIES.items() if sign in pages.get(name, "")]
        if not has or "properties=" in before + rest:
            return found[0]
        return f'<item {before}href="{name}"{rest} properties="{" ".join(has)}"/>'

    return ITEM.sub(item, opf)


def finish(made, finished):
    """Writes the finished book; a half-written one never bears its name."""
    with zipfile.ZipFile(made) as book:
        names = book.namelist()
        opf = next(name for name in names if name.endswith(".opf"))
        folder = opf.rpartition("/")[0]
        pages = {name.removeprefix(folder + "/"): book.read(name).decode()
                 for name in names if name.endswith(".xhtml")}
        fresh = finished.with_suffix(".new")
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            for name in names:
                if name == "mimetype":
                    continue
                data = book.read(name)
                if name == opf:
                    data = with_properties(data.decode(), pages).encode()
                out.writestr(name, data)
    fresh.replace(finished)


if __name__ == "__main__":
    finish(Path(sys.argv[1]), Path(sys.argv[2]))
