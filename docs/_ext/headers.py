"""Expands `%headers election` in a page of the reference into one section for each header of
code/election, so that a new header is in the reference without anyone remembering to add it."""

import re
from pathlib import Path

LINE = re.compile(r"^%headers (\w+)$", re.MULTILINE)

MEMBER = re.compile(r"^ *<memberdef .*?</memberdef>\n", re.MULTILINE | re.DOTALL)
EVERY_VALUE_HAS = re.compile(r"<name>fields</name>|= *default</argsstring>\s*<name>operator==<")
EMPTY_SECTION = re.compile(r"^ *<sectiondef [^>]*>\s*</sectiondef>\n", re.MULTILINE)


def sections(folder, names):
    """The Markdown for these headers of `folder`."""
    return "\n\n".join(f"## {folder}/{name}\n\n```{{doxygenfile}} {folder}/{name}\n```"
                       for name in names)


def expand(text, code):
    """`text` with every `%headers` line expanded; `code` is where the folders are."""
    def headers(line):
        return sections(line[1], sorted(path.name for path in (code / line[1]).glob("*.h")))

    return LINE.sub(headers, text)


def on_source_read(app, docname, source):
    code = Path(app.confdir).parent / "code"
    for folder in LINE.findall(source[0]):
        app.env.note_dependency(str(code / folder))
    source[0] = expand(source[0], code)


def readable(xml):
    """Doxygen 1.9.4's XML, without what Breathe 4.34 stumbles over: it would declare a namespace
    anew for each header that opens it, and digits in groups (100'000) reach it torn apart. Also
    without what every value type has and no reader looks up: its fields() and its ==."""
    xml = re.sub(r"^\s*<innernamespace.*\n", "", xml, flags=re.MULTILINE)
    xml = MEMBER.sub(lambda m: "" if EVERY_VALUE_HAS.search(m[0]) else m[0], xml)
    xml = EMPTY_SECTION.sub("", xml)
    return re.sub(r"<(defval|initializer|argsstring|definition)>.*?</\1>",
                  lambda m: re.sub(r"(?<=\d) ?(?:'|&apos;)(?=\d)", "", m[0]), xml)


def on_builder_inited(app):
    for page in Path(app.config.breathe_projects["raft"]).glob("*.xml"):
        xml = page.read_text(encoding="utf-8")
        if (cleaned := readable(xml)) != xml:
            page.write_text(cleaned, encoding="utf-8")


def page_of_a_header(_app, _env, node, text):
    """Breathe 4.34 refers to the page of a header for a concept in it; there is none, so the text
    stays without a link."""
    return text if node.get("reftarget", "").endswith("_8h") else None


def setup(app):
    app.connect("builder-inited", on_builder_inited)
    app.connect("source-read", on_source_read)
    app.connect("missing-reference", page_of_a_header)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
