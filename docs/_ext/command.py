"""The command directive: a command and what it prints. The command is run while the book is made,
and what it prints must be what stands here.

    ```{command} raft run diagrams/02-election/first-leader.raft --quiet
    ok      diagrams/02-election/first-leader.raft  ...
    ```

A line that is only `...` stands for any number of lines, and `...` at the end of a line for the
rest of that line: that is where times and rates are. `raft` is the program that was just built, and
the command runs at the top of the project. An exit code other than 0 is said with `:exit: 1`.

    /usr/bin/python3 docs/_ext/command.py --raft build/bin/raft chapters docs

checks every such block without making the book, and with --update writes what was printed.
"""

import argparse
import difflib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
BLOCK = re.compile(r"^```\{command\} (?P<command>.+)\n(?::exit: (?P<exit>\d+)\n\n?)?"
                   r"(?P<text>(?:.*\n)*?)```$", re.MULTILINE)


class Differs(Exception):
    """The message shows how."""


def printed(command, program):
    """The exit code and what `command` prints, standard output and then standard error."""
    words = shlex.split(command)
    if words[0] != "raft":
        raise Differs(f"'{words[0]}' is not a command of the book; raft is")
    try:
        done = subprocess.run([str(program), *words[1:]], cwd=ROOT, capture_output=True,
                              encoding="utf-8", timeout=SECONDS, stdin=subprocess.DEVNULL,
                              env={**os.environ, "NO_COLOR": "1", "COLUMNS": "80"})
    except subprocess.TimeoutExpired:
        raise Differs(f"it did not end within {SECONDS} seconds")
    text = done.stdout + done.stderr
    return done.returncode, [line.rstrip() for line in text.strip("\n").splitlines()]


def fits(expected, found):
    """Whether the lines found are those expected, which may have gaps."""
    if not expected:
        return not found
    if expected[0] == "...":
        return any(fits(expected[1:], found[i:]) for i in range(len(found) + 1))
    return bool(found) and same(expected[0], found[0]) and fits(expected[1:], found[1:])


def same(expected, found):
    if expected.endswith("..."):
        return found.startswith(expected[:-3])
    return expected == found


def check(command, exit_code, expected, program):
    """Raises Differs unless the command ends and prints as expected."""
    code, found = printed(command, program)
    if code != exit_code:
        raise Differs(f"it ended with {code}, not {exit_code}:\n" + "\n".join(found[-12:]))
    if not fits([line.rstrip() for line in expected], found):
        raise Differs("\n".join(difflib.unified_diff(expected, found, "the text", "the run",
                                                      lineterm="", n=1)))


# ---- without the book

def blocks(folders):
    for folder in folders:
        for page in sorted(Path(folder).rglob("*.md")):
            for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
                yield page, block


def complaints(folders, program):
    for page, block in blocks(folders):
        try:
            check(block["command"], int(block["exit"] or 0), block["text"].splitlines(), program)
        except Differs as difference:
            yield f"{page}: {block['command']}\n{difference}"


def update(folders, program):
    for page in sorted({page for page, _ in blocks(folders)}):
        text = page.read_text(encoding="utf-8")

        def rewritten(block):
            code, found = printed(block["command"], program)
            if code == int(block["exit"] or 0) and fits(block["text"].splitlines(), found):
                return block[0]
            exits = f":exit: {code}\n\n" if code else ""
            return f"```{{command}} {block['command']}\n{exits}" + "\n".join(found) + "\n```"

        page.write_text(BLOCK.sub(rewritten, text), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Checks the commands in the book.")
    parser.add_argument("--raft", type=Path, default=ROOT / "build/bin/raft")
    parser.add_argument("--update", action="store_true", help="write what was printed")
    parser.add_argument("folders", nargs="+")
    asked = parser.parse_args()
    if asked.update:
        update(asked.folders, asked.raft.resolve())
        return 0
    found = list(complaints(asked.folders, asked.raft.resolve()))
    print("\n\n".join(found) or "Every command prints what stands in the book.")
    return 1 if found else 0


# ---- in the book

def setup(app):
    from docutils import nodes
    from docutils.parsers.rst import directives
    from sphinx.util.docutils import SphinxDirective

    class Command(SphinxDirective):
        required_arguments = 1
        final_argument_whitespace = True
        has_content = True
        option_spec = {"exit": directives.nonnegative_int}

        def run(self):
            program = Path(self.config.raft_program)
            self.env.note_dependency(str(program))
            command = self.arguments[0]
            try:
                check(command, self.options.get("exit", 0), list(self.content), program)
            except Differs as difference:
                raise self.error(f"command {command}: {difference}")
            text = "\n".join([f"$ {command}", *self.content])
            return [nodes.literal_block(text, text, language="console", classes=["command"])]

    app.add_directive("command", Command)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    sys.exit(main())
