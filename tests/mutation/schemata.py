"""Writes a file anew with all its mutants in it, each asleep until it is called by its number."""

import re
from dataclasses import dataclass, field


@dataclass
class Piece:
    """A piece of the text that has mutants, and the pieces inside it."""
    begin: int
    end: int
    mutants: list = field(default_factory=list)
    inside: list = field(default_factory=list)


def pieces_of(mutants):
    """The pieces of a file, one inside the other, as the mutants' places are."""
    whole = Piece(0, 1 << 60)
    around = [whole]
    for mutant in sorted(mutants, key=lambda m: (m.begin, -m.end, m.form == "expression")):
        while mutant.begin >= around[-1].end:
            around.pop()
        last = around[-1]
        if (mutant.begin, mutant.end) != (last.begin, last.end):
            if mutant.end > last.end:
                raise ValueError(f"{mutant.file}:{mutant.line}: two pieces overlap")
            last.inside.append(Piece(mutant.begin, mutant.end))
            around.append(last.inside[-1])
        around[-1].mutants.append(mutant)
    return whole.inside


class Writer:
    """Writes the text of a file and remembers where in it each mutant stands."""

    def __init__(self, source):
        self.source = source
        self.written = bytearray()
        self.places = []  # (begin, end, the mutants of the piece)

    def write(self, text):
        self.written += text.encode() if isinstance(text, str) else text

    def copy(self, begin, end, pieces):
        for piece in pieces:
            self.write(self.source[begin:piece.begin])
            self.write_piece(piece)
            begin = piece.end
        self.write(self.source[begin:end])

    def write_piece(self, piece):
        start = len(self.written)
        leaves = [m for m in piece.mutants if m.form == "statement"]
        calls = [m for m in piece.mutants if m.form == "call"]
        others = [m for m in piece.mutants if m.form == "expression"]
        for mutant in leaves:
            self.write(f"if (raft::mutation::is({mutant.number})) {{}} else ")
        for mutant in calls:
            self.write(f"(raft::mutation::is({mutant.number}) ? void() : void(")
        if others:
            self.write("(")
        for mutant in others:
            text = re.sub(r"\banother\(", "raft::mutation::another(", mutant.text)
            self.write(f"raft::mutation::is({mutant.number}) ? ({text}) : ")
        if others:
            self.write("(")
        self.copy(piece.begin, piece.end, piece.inside)
        self.write("))" * (len(calls) + bool(others)))
        self.places.append((start, len(self.written), piece.mutants))

    def mutants_at(self, line, column):
        """Those of the smallest piece that the compiler means with this place."""
        lines = bytes(self.written).split(b"\n")
        at = sum(len(text) + 1 for text in lines[:line - 1]) + column - 1
        around = [place for place in self.places if place[0] <= at < place[1]]
        return min(around, key=lambda place: place[1] - place[0])[2] if around else []


def with_all(source, mutants):
    """A Writer that has written `source` with all these mutants."""
    writer = Writer(source)
    writer.write('#include "schemata.h"\n')
    writer.copy(0, len(source), pieces_of(mutants))
    return writer
