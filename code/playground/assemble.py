#!/usr/bin/python3
"""Puts the playground together: one page that needs nothing else, and the files that pages of the
book share when they embed it.

    playground.html      everything inside, the module packed as text: it works from a file
    embed/raft-playground.js, .css    the script and the style, for any page
    embed/raft-module.js              the module, packed as text, and what goes with it
    embed/embeds.html                 a page that embeds two
"""

import argparse
import base64
import gzip
import json
import re
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent


def pieces_of_source(root, table):
    """Every piece of source that the table names: where it stands, whose it is, and its lines."""
    sys.path.insert(0, str(root / "docs/_ext"))
    import regions  # the book shows the same pieces

    names = {name for rules in table.values() for rule in rules for name in rule["show"]}
    pieces = {}
    for name in sorted(names):
        file, region = name.split("#")
        text = (root / "code" / file).read_text(encoding="utf-8")
        region, _, function = region.partition("@")
        lines = text.splitlines()
        first, last = regions.span(text, region) if region else (1, len(lines))
        owner = regions.enclosing_type(text, first) or ""
        part = owner.split(" ")[-1] or (region if region[:1].isupper() else part_of(file))
        if function:
            first, last = member(lines, first, last, function, name)
        pieces[name] = {"part": part, "file": f"code/{file}", "line": first,
                        "text": regions.shown(lines, first, last)}
    return pieces | pieces_of_bugs(root, regions)


def pieces_of_bugs(root, regions):
    """The mutant part of every bug, as bug#NAME."""
    pieces = {}
    for file in sorted((root / "code/bugs").glob("*.h")):
        text = file.read_text(encoding="utf-8")
        for name in re.findall(r"^struct (\w+) : ", text, re.MULTILINE):
            lines, first = regions.piece(text, name)
            pieces[f"bug#{name}"] = {"part": name, "file": f"code/bugs/{file.name}", "line": first,
                                     "text": lines}
    return pieces


def member(lines, first, last, opening, name):
    """The numbers of the first and the last line of the member function that, between those of a
    type, begins with the one line that contains `opening`."""
    begins = [n for n in range(first, last + 1) if opening in lines[n - 1]]
    if len(begins) != 1:
        sys.exit(f"acting.json: {name}: {len(begins)} lines contain '{opening}'; one should")
    begin = lines[begins[0] - 1]
    indent = begin[: len(begin) - len(begin.lstrip())]
    end = begins[0]
    while not lines[end - 1].endswith("}") or not lines[end - 1].startswith((indent + "}", begin)):
        end += 1
    return begins[0], end


def part_of(file):
    """The part whose functions are in a file that defines no type of that name."""
    return {"background/naive_replication.cpp": "NaiveReplica"}.get(file, "")


def presets_of(root):
    presets = json.loads((HERE / "presets.json").read_text(encoding="utf-8"))
    for preset in presets:
        preset["text"] = (root / "diagrams" / preset["file"]).read_text(encoding="utf-8")
    return presets


def bugs_of(root):
    """The scenario that shows each known bug."""
    return {file.stem: file.read_text(encoding="utf-8")
            for file in sorted((root / "tests/bugs").glob("*.raft"))}


def recorded(raft, root, file):
    """The run of a scenario as the program draws and tells it."""
    with tempfile.TemporaryDirectory() as folder:
        forms = []
        for name in ("run.svg", "run.txt"):
            out = Path(folder) / name
            subprocess.run([raft, "run", f"diagrams/{file}", "--quiet", "--trace", str(out)],
                           cwd=root, check=True, capture_output=True)
            forms.append(out.read_text(encoding="utf-8"))
    return forms


def packed(module):
    """The module as text that a page can hold: gzip, the same bytes at any time, in base64."""
    return base64.b64encode(gzip.compress(module, 9, mtime=0)).decode()


def in_script(value):
    """JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("root", "module", "bundle", "raft", "output"):
        parser.add_argument(f"--{name}", required=True)
    args = parser.parse_args()
    root, output = Path(args.root), Path(args.output)
    table = json.loads((HERE / "acting.json").read_text(encoding="utf-8"))
    presets = presets_of(root)
    props = {"acting": table, "pieces": pieces_of_source(root, table), "presets": presets,
             "bugs": bugs_of(root)}
    module = packed(Path(args.module).read_bytes())
    script = (Path(args.bundle) / "page.js").read_text(encoding="utf-8")
    style = (Path(args.bundle) / "page.css").read_text(encoding="utf-8")
    svg, transcript = recorded(args.raft, root, presets[0]["file"])

    page = (HERE / "page.html").read_text(encoding="utf-8")
    for name, content in {"style": style, "svg": svg, "transcript": escape(transcript),
                          "props": in_script(props), "module": module,
                          "script": script.replace("</script", "<\\/script")}.items():
        page = page.replace("{{" + name + "}}", content)
    (output / "embed").mkdir(parents=True, exist_ok=True)
    (output / "playground.html").write_text(page, encoding="utf-8")
    (output / "embed/raft-playground.js").write_text(script, encoding="utf-8")
    (output / "embed/raft-playground.css").write_text(style, encoding="utf-8")
    (output / "embed/raft-module.js").write_text(
        f"globalThis.raftModule={{module:\"{module}\",props:{in_script(props)}}};\n",
        encoding="utf-8")
    embeds = (HERE / "embeds.html").read_text(encoding="utf-8")
    (output / "embed/embeds.html").write_text(embeds, encoding="utf-8")


if __name__ == "__main__":
    main()
