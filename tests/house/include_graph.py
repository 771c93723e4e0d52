#!/usr/bin/python3
"""The include graph: which folder of code/ may include which.

The chapters build on each other, and on nothing else. A folder may include itself and the folders
that stand above it in this list, and no other. What stands above `text` is the libraries raft::core
and raft::server (code/CMakeLists.txt), which need the standard library and nothing else. One file
of them touches the system: the one that performs disk operations.
"""

import re
import sys
from pathlib import Path

ORDER = [
    "core",         # what every server links: the words, the log, majorities, chance
    "background",   # chapter 1's toys: replication without consensus, clocks, generals
    "node",         # the frame
    "election",     # chapter 2
    "replication",  # chapter 3
    "safety",       # chapter 4
    "membership",   # chapter 5
    "storage",      # chapter 7: the write-ahead log, and the seam to the disk
    "server",       # one server whole: node, log on disk, state machine, clients
    "text",         # bytes as text that fits a screen
    "clients",      # what clients ask, and what they saw
    "trace",        # the events of a run, as JSON too: knows every part; no part knows it
    "rendering",    # what a trace looks like
    "invariants",   # the named promises, and who checks them
    "linearizability",  # could it have been one server?
    "simulation",   # the stage: time, network, disks, faults
    "scenario",     # the language in which the stage is led
    "bugs",         # real bugs, each as a part that replaces the right one
    "explorer",     # exhaustive search over any node
    "campaign",     # thousands of drawn runs
    "drawing",      # JavaScript: what the pages draw, from a trace
    "player",       # JavaScript: the page that plays a trace
    "playground",   # the page's face of the stage
    "cli",          # the program: on top of all
]

STANDARD_ONLY = ORDER[: ORDER.index("text")]
TOUCHES_THE_SYSTEM = "code/storage/file_disk.cpp"
SYSTEM = re.compile(r'^\s*#\s*include\s*<([^>]+)>', re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def complaints(code):
    """A sentence for each include that goes the wrong way below the folder `code`."""
    found = []
    for folder in sorted(p for p in code.iterdir() if p.is_dir() and any(p.iterdir())):
        if folder.name not in ORDER:
            found.append(f"code/{folder.name} has no place in the list of {__file__}")
            continue
        allowed = ORDER[: ORDER.index(folder.name) + 1]
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".h", ".cpp"):
                name = f"code/{file.relative_to(code)}"
                found += wrong_includes(file, name, allowed)
                if folder.name in STANDARD_ONLY and name != TOUCHES_THE_SYSTEM:
                    found += foreign_includes(file, name)
    return found


def wrong_includes(file, name, allowed):
    text = file.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start(1)) + 1
        target = match[1].split("/")[0]
        if "/" not in match[1] or target == "..":
            yield f'{name}:{line}: "{match[1]}" does not say its folder; write "folder/file.h"'
        elif target not in allowed:
            yield (f'{name}:{line}: "{match[1]}" goes the wrong way: {allowed[-1]} may include '
                   f'only {", ".join(allowed)}')


def foreign_includes(file, name):
    for header in SYSTEM.findall(file.read_text(encoding="utf-8")):
        if not re.fullmatch("[a-z_]+", header):
            yield (f"{name}: <{header}> is not of the standard library, which is all that "
                   f"raft::core and raft::server use")


def main(root):
    found = complaints(Path(root) / "code")
    print("\n".join(found) or "Every folder includes only earlier ones.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
