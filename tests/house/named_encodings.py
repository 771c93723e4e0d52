#!/usr/bin/python3
"""Text is UTF-8 wherever the reader lives: whoever opens a file or a program as text says so.

Python otherwise takes the encoding of the locale, which under LC_ALL=C or ISO-8859-1 cannot write
what the book and the program print. What a call does with its file is read from its words: a mode
with a "b" is about bytes, and `text=True` about text in an encoding that nobody has named.
"""

import ast
import sys
from pathlib import Path

FOLDERS = ("code", "chapters", "docs", "exercises", "tests", ".ci")
OPENS_TEXT = {"read_text", "write_text"}
MODE_AT = {"open": 1, "fdopen": 1, "NamedTemporaryFile": 0, "TemporaryFile": 0}
BINARY_UNLESS_SAID = {"NamedTemporaryFile", "TemporaryFile"}
OTHERS = {"os", "webbrowser", "zipfile", "tarfile", "urllib"}  # whose open() opens no text


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def mode_of(call, name):
    """The mode in which a file is opened, "" if none is said."""
    of_path = name == "open" and isinstance(call.func, ast.Attribute)
    place = 0 if of_path else MODE_AT[name]
    said = [word.value for word in call.keywords
            if word.arg == "mode"] or call.args[place:place + 1]
    return said[0].value if said and isinstance(said[0], ast.Constant) else ""


def is_of_another(call):
    owner = getattr(call.func, "value", None)
    while isinstance(owner, ast.Attribute):
        owner = owner.value
    return isinstance(owner, ast.Name) and owner.id in OTHERS


def leaves_it_to_the_locale(call):
    words = {word.arg: word.value for word in call.keywords}
    if "encoding" in words:
        return False
    if any(isinstance(words.get(word), ast.Constant) and words[word].value is True
           for word in ("text", "universal_newlines")):
        return True
    name = name_of(call)
    if name in OPENS_TEXT:
        return True
    if name not in MODE_AT or (is_of_another(call) and name == "open"):
        return False
    mode = mode_of(call, name)
    return "b" not in (mode or ("b" if name in BINARY_UNLESS_SAID else ""))


def calls_in(text):
    return [node for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and leaves_it_to_the_locale(node)]


def complaints(root):
    """A sentence for each call in a Python file below `root` that leaves it to the locale."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if {"__pycache__", "node_modules"} & set(path.parts):
                continue
            for call in calls_in(path.read_text(encoding="utf-8")):
                yield (f"{path.relative_to(root)}:{call.lineno}: {name_of(call)}: "
                       'say encoding="utf-8" (instead of text=True), or open bytes')


def main(root):
    found = list(complaints(Path(root)))
    print("\n".join(found) or "All text is UTF-8.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
