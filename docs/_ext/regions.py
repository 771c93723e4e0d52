"""Pieces of source files, by name: a region, which stands between `// [name]` and `// [name]-end`,
or a whole type or function that is defined in column 1.

A region inside a piece is a piece of its own. In the outer piece one line stands for it, its name
in angle quotes, so that every line of a file can be shown once and in the order of thought."""

import re
import textwrap

MARKER = re.compile(r"\s*//\s*\[([a-z0-9-]+)\](-end)?\s*")


class NoSuchRegion(Exception):
    """The message says which regions there are."""


def piece(text, name):
    """The region or the definition called `name`: its text and the number of its first line, from
    1."""
    lines = text.splitlines()
    first, last = span(text, name)
    return shown(lines, first, last), first


def span(text, name):
    """The numbers of the first and the last line of the region or definition called `name`."""
    found = None if name in region_names(text) else definition(text, name)
    return found or region(text, name)


def shown(lines, first, last):
    """These lines without common indentation, with one line for each region inside."""
    kept = []
    inside = None
    for line in lines[first - 1 : last]:
        mark = MARKER.fullmatch(line)
        if mark and inside is None and not mark[2]:
            inside = mark[1]
            kept.append(f"{line[: len(line) - len(line.lstrip())]}// \u27e8{inside}\u27e9")
        elif mark and mark[2] and mark[1] == inside:
            inside = None
        elif inside is None and not mark:
            kept.append(line)
    return textwrap.dedent("\n".join(kept)).strip("\n")


def shown_numbers(lines, first, last):
    """The numbers of the lines that `shown` shows: those of regions inside are left out."""
    numbers = []
    inside = None
    for number in range(first, last + 1):
        mark = MARKER.fullmatch(lines[number - 1])
        if mark and inside is None and not mark[2]:
            inside = mark[1]
        elif mark and mark[2] and mark[1] == inside:
            inside = None
        elif inside is None and not mark:
            numbers.append(number)
    return numbers


def definition(text, name):
    """The first and last line number of the type or function `name` with its comment; or None."""
    lines = text.splitlines()
    opens = re.compile(rf"(struct|class|enum class) {name}\b[^;]*$|[^\s/#][^;]*\b{name}\([^;]*")
    for i, line in enumerate(lines):
        if opens.match(line):
            first = i
            while first > 0 and re.match(r"///|template <", lines[first - 1]):
                first -= 1
            ends = (j for j in range(i, len(lines)) if re.match(r"\}|[^\s].*\}$", lines[j]))
            last = next(ends, i)
            return first + 1, last + 1
    return None


def region_names(text):
    """The names of all regions that begin in `text`, in order."""
    marks = (MARKER.fullmatch(line) for line in text.splitlines())
    return [mark[1] for mark in marks if mark and not mark[2]]


def region(text, name):
    """The numbers of the first and last line inside region `name`."""
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
    return begins[0] + 2, ends[0]


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
