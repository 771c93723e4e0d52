"""How the tutor looks in a terminal: colours where there is one, and text that fits."""

import os
import re
import shutil
import sys
import textwrap
from contextlib import contextmanager

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34",
          "italic": "3"}


def is_screen():
    """Whether what stands there can be wiped out again."""
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def coloured():
    return is_screen() and not os.environ.get("NO_COLOR")


def style(text, *names):
    if not coloured():
        return text
    return f"\033[{';'.join(STYLES[name] for name in names)}m{text}\033[0m"


def clear():
    if is_screen():
        print("\033[2J\033[H", end="", flush=True)


def show_progress(said):
    """Stands on its line until the next progress, or until `working` is done."""
    if is_screen():
        print("\r\033[K" + style(said[:width() - 1], "dim"), end="", flush=True)


@contextmanager
def working(said):
    """Says what is going on, for as long as it does."""
    show_progress(said)
    try:
        yield
    finally:
        show_progress("")


def width():
    return min(shutil.get_terminal_size((80, 24)).columns, 88)


def page(markdown):
    """Markdown as it reads in a terminal: paragraphs are wrapped, code is not, headings and
    emphasis are shown."""
    pieces = []
    for block in re.split(r"(```[^\n]*\n.*?```)", markdown, flags=re.DOTALL):
        if block.startswith("```"):
            code = block.split("\n", 1)[1].removesuffix("```").rstrip("\n")
            pieces.append(textwrap.indent(code, "    "))
            continue
        for paragraph in re.split(r"\n\s*\n", block.strip()):
            if paragraph:
                pieces.append(paragraph_text(paragraph))
    return "\n\n".join(pieces)


def paragraph_text(paragraph):
    if paragraph.startswith("#"):
        return style(paragraph.lstrip("# "), "bold")
    if re.match(r"(-|\d+\.) ", paragraph):
        items = re.split(r"\n(?=(?:-|\d+\.) )", paragraph)
        return "\n".join(wrapped(item, "  ") for item in items)
    return wrapped(paragraph, "")


UNBROKEN = "\N{NO-BREAK SPACE}"
COMMAND = re.compile(r"`[^`]{1,40}`|'\./learn [^']+'")


def wrapped(text, indent="", first=""):
    """In lines that fit. A command or a piece of code stays on one line."""
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", " ".join(text.split()))
    text = COMMAND.sub(lambda found: found[0].replace(" ", UNBROKEN), text)
    lines = textwrap.wrap(text, width(), initial_indent=first, subsequent_indent=indent,
                          break_long_words=False, break_on_hyphens=False)
    return inline("\n".join(lines).replace(UNBROKEN, " "))


def folded(line, indent):
    """A line that a program wrote, as it is unless it is too long."""
    if len(line) <= width():
        return line
    return "\n".join(textwrap.wrap(line, width(), subsequent_indent=indent,
                                   break_long_words=False, break_on_hyphens=False))


def inline(text):
    text = re.sub(r"\*\*([^*]+)\*\*", lambda m: style(m[1], "bold"), text)
    text = re.sub(r"(?<![*\w])\*([^*\s][^*]*)\*(?![*\w])", lambda m: style(m[1], "italic"), text)
    return re.sub(r"`([^`]+)`", lambda m: style(m[1], "blue") if coloured() else m[0], text)


def rule(title=""):
    line = "─" * max(0, width() - len(title) - (1 if title else 0))
    return style(f"{title} {line}" if title else line, "dim")
