"""The house directive: a picture of the folders of code/, made from their includes when the book is
built.

    ```{house}
    ```

The folders stand below each other in the order in which they may include each other. An arc leads
from a folder up to one that it includes. What it also includes by way of another has no arc of its
own, or nobody could see anything.
"""

import re
import sys
from collections import Counter
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/house"))

import include_graph  # noqa: E402

ROW, TOP, NAME, REACH = 26, 8, 150, 17


def includes(code):
    """How often each folder of C++ includes another: {(from, to): number}, and each one's lines."""
    found, lines = Counter(), Counter()
    for file in sorted(code.rglob("*")):
        if file.suffix not in (".h", ".cpp", ".js"):
            continue
        folder = file.relative_to(code).parts[0]
        text = file.read_text(encoding="utf-8")
        lines[folder] += text.count("\n")
        for target in include_graph.INCLUDE.findall(text) + imports(text):
            if target.split("/")[0] != folder:
                found[folder, target.split("/")[0]] += 1
    return found, lines


def imports(text):
    """What a JavaScript module takes from other folders, as "folder/file"."""
    return re.findall(r"""from ['"]\.\./([a-z]+/[^'"]+)['"]""", text)


def direct(found):
    """Those that are not also a way of several steps."""
    above = {}
    for a, b in found:
        above.setdefault(a, set()).add(b)

    def reaches(a, b):
        return any(c == b or reaches(c, b) for c in above.get(a, ()))

    return {(a, b): n for (a, b), n in found.items()
            if not any(c != b and reaches(c, b) for c in above[a])}


def picture(order, found, lines):
    """The picture as SVG, in the colours of the page."""
    order = [folder for folder in order if lines[folder]]
    y = {folder: TOP + ROW * i + ROW // 2 for i, folder in enumerate(order)}
    arcs, widest = [], 0
    for (a, b), number in sorted(direct(found).items()):
        reach = REACH * (order.index(a) - order.index(b)) ** 0.75
        widest = max(widest, reach)
        arcs.append(f'<path d="M{NAME} {y[a]} C{NAME + 1.33 * reach:.0f} {y[a]} '
                    f'{NAME + 1.33 * reach:.0f} {y[b]} {NAME} {y[b]}" '
                    f'stroke-width="{1 + min(number, 30) / 12:.1f}">'
                    f"<title>{escape(a)} includes {escape(b)} in {number} "
                    f"place{'s' * (number != 1)}</title></path>")
    rooms = [f'<g><rect x="1" y="{y[f] - 10}" width="{NAME - 2}" height="20" rx="4"/>'
             f'<text x="10" y="{y[f] + 4}">{escape(f)}</text>'
             f'<text class="lines" x="{NAME - 10}" y="{y[f] + 4}">{lines[f]:,}</text></g>'
             for f in order]
    width, height = int(NAME + widest + 8), TOP * 2 + ROW * len(order)
    return (f'<figure class="house"><svg viewBox="0 0 {width} {height}" width="{width}" '
            f'role="img" aria-label="The folders of code/ and what each includes">'
            f"{''.join(arcs)}{''.join(rooms)}</svg></figure>")


class House(SphinxDirective):
    def run(self):
        code = ROOT / "code"
        for file in code.rglob("*.*"):
            self.env.note_dependency(str(file))
        return [nodes.raw("", picture(include_graph.ORDER, *includes(code)), format="html")]


def setup(app):
    app.add_directive("house", House)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
