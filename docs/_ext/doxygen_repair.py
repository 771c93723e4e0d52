"""Doxygen 1.9.4's XML, made into what Breathe 4.34 shows well.

Breathe would declare a namespace anew for each header that opens it, so headers do not say that
they do; the functions, aliases and enumerations of a namespace then stand where they are declared,
in the XML of their header. Digits in groups (100'000) reach Breathe torn apart. And the reference
leaves out what is private, what every value type has and no reader looks up (its fields() and its
==), deduction guides, and who derives from a part: those are the bugs, which have their own page.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

GROUPED = re.compile(r"(?<=\d) ?'(?=\d)")
SECTION = {"function": "func", "typedef": "typedef", "enum": "enum", "variable": "var"}


def is_left_out(member):
    name, arguments = member.findtext("name"), member.findtext("argsstring") or ""
    is_function = member.get("kind") == "function"
    is_guide = is_function and "->" in arguments and not member.findtext("type")
    return (member.get("prot") == "private" or is_guide or name == "fields"
            or name == "operator==" and re.search(r"= *default$", arguments))


def leave_out(definition):
    for section in list(definition.findall("sectiondef")):
        for member in section.findall("memberdef"):
            if is_left_out(member):
                section.remove(member)
        if section.find("memberdef") is None:
            definition.remove(section)
    for kind in ("innernamespace", "derivedcompoundref"):
        for element in definition.findall(kind):
            definition.remove(element)


def join_digits(definition):
    for kind in ("defval", "initializer", "argsstring", "definition"):
        for place in definition.iter(kind):
            for element in place.iter():
                element.text = GROUPED.sub("", element.text or "")
                element.tail = GROUPED.sub("", element.tail or "")


def give_to_headers(namespace, headers):
    """Moves the members of a namespace to the headers that declare them; `headers` has the
    definition of each by its path."""
    for section in list(namespace.findall("sectiondef")):
        for member in section.findall("memberdef"):
            header = headers[member.find("location").get("file")]
            member.find("name").text = member.findtext("qualifiedname")
            kind = SECTION.get(member.get("kind"), "func")
            there = next((s for s in header.findall("sectiondef") if s.get("kind") == kind), None)
            if there is None:
                there = ElementTree.SubElement(header, "sectiondef", kind=kind)
            there.append(member)
        namespace.remove(section)


def repair(trees):
    """Repairs these trees, all that Doxygen has written."""
    definitions = [found for tree in trees for found in tree.getroot().findall("compounddef")]
    headers = {definition.find("location").get("file"): definition
               for definition in definitions if definition.get("kind") == "file"}
    for definition in definitions:
        if definition.get("kind") == "namespace":
            give_to_headers(definition, headers)
    for definition in definitions:
        leave_out(definition)
        join_digits(definition)


def on_builder_inited(app):
    """Once: Doxygen writes its XML anew when a header has changed."""
    folder = Path(app.config.breathe_projects["raft"])
    done = folder / "repaired"
    if done.exists():
        return
    files = {page: ElementTree.parse(page) for page in sorted(folder.glob("*.xml"))
             if page.name not in ("index.xml", "Doxyfile.xml")}
    repair(files.values())
    for page, tree in files.items():
        tree.write(page, encoding="utf-8", xml_declaration=True)
    done.touch()


def setup(app):
    app.connect("builder-inited", on_builder_inited)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
