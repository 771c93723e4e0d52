#!/usr/bin/python3
"""Each header of the libraries compiles alone: who includes one needs to know of no other.

    alone.py CODE COMPILER

A compiler that reads a file for each header would read the same headers again and again. But if
all that B includes A includes as well, then A after B sees nothing that it does not bring itself,
and the two can be tested in one file. So the headers are strung into as few such chains as there
can be: the smallest number is found by a matching (Dilworth 1950, Fulkerson 1956).
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)
# Not part of a library: the program's and the page's own.
PRIVATE = ("cli", "playground")


def closures(code):
    """All headers that each header brings, itself too."""
    paths = [p.relative_to(code).as_posix() for p in sorted(code.glob("*/*.h"))]
    direct = {path: [i for i in INCLUDE.findall((code / path).read_text(encoding="utf-8"))
                     if i in paths]
              for path in paths if path.split("/")[0] not in PRIVATE}
    found = {}

    def closure(path):
        if path not in found:
            found[path] = {path}.union(*(closure(i) for i in direct[path]))
        return found[path]

    return {path: closure(path) for path in direct}


def chains(brings):
    """The headers in as few lists as there can be, in each of which one brings all before it."""
    after = {a: [b for b in brings if a != b and brings[a] < brings[b]] for a in brings}
    before = {}  # the header that stands before each in its chain

    def place(header, tried):
        for other in after[header]:
            if other in tried:
                continue
            tried.add(other)
            if other not in before or place(before[other], tried):
                before[other] = header
                return True
        return False

    for header in brings:
        place(header, set())
    following = {a: b for b, a in before.items()}
    found = []
    for first in (h for h in brings if h not in before):
        chain = [first]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        found.append(chain)
    return found


def compile_error(code, compiler, chain):
    """What the compiler says of the headers of `chain`, one after the other; "" if nothing."""
    text = "".join(f'#include "{header}"\n' for header in chain)
    done = subprocess.run([*compiler.split(), "-std=c++2b", "-fsyntax-only", "-I", str(code),
                           "-x", "c++", "-"], input=text, capture_output=True, text=True,
                          encoding="utf-8", check=False)
    return "" if done.returncode == 0 else done.stderr


def main(code, compiler):
    brings = closures(Path(code))
    strung = chains(brings)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        errors = [e for e in pool.map(lambda c: compile_error(code, compiler, c), strung) if e]
    print("\n".join(errors)
          or f"{len(brings)} headers compile alone, tested in {len(strung)} files.")
    return 1 if errors or not brings else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
