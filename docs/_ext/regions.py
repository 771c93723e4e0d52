"""Pieces of source files, by name: a region, which stands between `// [name]` and `// [name]-end`,
or a whole type or function that is defined in column 1."""

import re
import textwrap

MARKER = re.compile(r"\s*//\s*\[([a-z0-9-]+)\](-end)?\s*")


class NoSuchRegion(Exception):
    """The message says which regions there are."""


def piece(text, name):
    """The region or the definition called `name`, and the number of its first line, from 1."""
    return definition(text, name) or region(text, name)


def definition(text, name):
    """The type or function `name` with its comment, and the number of its first line; or None."""
    lines = text.splitlines()
    opens = re.compile(rf"(struct|class|enum class) {name}\b[^;]*$|[^\s/#][^;]*\b{name}\([^;]*")
    for i, line in enumerate(lines):
        if opens.match(line):
            first = i
            while first > 0 and re.match(r"///|template <", lines[first - 1]):
                first -= 1
            ends = (j for j in range(i, len(lines)) if re.match(r"\}|[^\s].*\}$", lines[j]))
            last = next(ends, i)
            return "\n".join(lines[first : last + 1]), first + 1
    return None


def region_names(text):
    """The names of all regions that begin in `text`, in order."""
    marks = (MARKER.fullmatch(line) for line in text.splitlines())
    return [mark[1] for mark in marks if mark and not mark[2]]


def region(text, name):
    """The lines of region `name`, without its markers, those of regions inside it, and the common
    indentation; and the number of its first line, from 1."""
    lines = text.splitlines()
    marks = [MARKER.fullmatch(line) for line in lines]
    begins = [i for i, mark in enumerate(marks) if mark and mark[1] == name and not mark[2]]
    ends = [i for i, mark in enumerate(marks) if mark and mark[1] == name and mark[2]]
    if not begins:
        names = ", ".join(region_names(text)) or "none"
        raise NoSuchRegion(f"no region '{name}'; there are: {names}")
    if len(begins) > 1:
        first, second = begins[0] + 1, begins[1] + 1
        raise NoSuchRegion(f"region '{name}' begins twice, in lines {first} and {second}")
    if not ends or ends[0] < begins[0]:
        raise NoSuchRegion(f"region '{name}' begins in line {begins[0] + 1} and never ends")
    inside = range(begins[0] + 1, ends[0])
    kept = [lines[i] for i in inside if not marks[i]]
    return textwrap.dedent("\n".join(kept)).strip("\n"), begins[0] + 2


def enclosing_type(text, line):
    """The struct or class in which line number `line` stands, or None. Our formatting puts a type's
    opening line and its closing brace in column 1."""
    name = None
    for number, content in enumerate(text.splitlines(), 1):
        if number >= line:
            break
        opened = re.match(r"(struct|class)\s+(\w+)[^;]*\{$", content)
        if opened:
            name = f"{opened[1]} {opened[2]}"
        elif content.startswith("};"):
            name = None
    return name
