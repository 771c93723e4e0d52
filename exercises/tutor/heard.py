"""What a program has printed, as far as a person wants to see it. A reader's program may print in a
loop that never stops, or bytes that would confuse a terminal."""

import os
import re
from dataclasses import dataclass

KEPT = 1 << 15             # bytes, of the beginning and of the end
FEW = 20                   # lines: shown as they are
SOME = 8                   # lines of the beginning and of the end, if there are more
LONGEST = 200              # characters of a line
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def readable(text):
    """The same with each control character, but for tabs and line ends, as the text \\x1b."""
    return CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text.replace("\r\n", "\n"))


@dataclass(frozen=True)
class Heard:
    """The beginning and the end of what was printed, and how many lines stand between."""

    begin: str = ""
    left_out: int = 0
    end: str = ""

    @property
    def text(self):
        """All of it, or what is kept of it."""
        return self.begin + (f"\n... {self.left_out} lines ...\n" if self.end else "") + self.end

    def is_long(self):
        return bool(self.end) or self.begin.count("\n") > FEW

    def shown(self):
        """A page at most: its first and its last lines."""
        first, last = self.begin.splitlines(), self.end.splitlines()
        if not self.is_long():
            return "\n".join(map(cut, first))
        left_out = self.left_out + max(0, len(first) + len(last) - 2 * SOME)
        last = (first[SOME:] + last)[-SOME:]
        return "\n".join([*map(cut, first[:SOME]), f"... {left_out} lines ...", *map(cut, last)])


def cut(line):
    return line if len(line) <= LONGEST else line[:LONGEST] + " ..."


def hear(stream):
    """Reads the stream to its end, in little memory."""
    begin, end, left_out = bytearray(), bytearray(), 0
    while chunk := os.read(stream.fileno(), 1 << 16):
        room = KEPT - len(begin)
        begin += chunk[:room]
        end += chunk[room:]
        if len(end) > 2 * KEPT:
            left_out += end[:-KEPT].count(b"\n")
            del end[:-KEPT]
    return Heard(decoded(begin), left_out, decoded(end))


def decoded(some):
    return readable(some.decode("utf-8", errors="replace"))
