"""Whether an exercise is solved, and what to say if it is not."""

import os
import re
import subprocess
from dataclasses import dataclass

import answers
from exercise import ROOT

BUILD = ROOT / "build"
RAFT = BUILD / "bin/raft"
SECONDS = 60


@dataclass(frozen=True)
class Verdict:
    solved: bool
    says: str       # what the reader should see, several lines
    seconds: float = 0


class CannotTell(Exception):
    """The exercise could not be tried at all; the message says what to do."""


def verdict(exercise, file=None):
    """Tries the reader's file, or another one in its place."""
    file = file or exercise.mine
    if not file.exists():
        raise CannotTell(f"there is no {file.relative_to(ROOT)}; begin with ./learn exercise start "
                         f"{exercise.number}")
    return {"build": build, "hunt": hunt, "read": read, "break": read}[exercise.kind](exercise, file)


def run(command, **options):
    """The exit code and what the command said."""
    try:
        done = subprocess.run([str(word) for word in command], cwd=ROOT, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, timeout=options.pop("timeout", SECONDS),
                              env={**os.environ, **options})
    except FileNotFoundError:
        raise CannotTell(f"there is no {command[0]}; ./learn builds it")
    except subprocess.TimeoutExpired:
        return 124, f"It did not end within {SECONDS} seconds: a loop that never stops?"
    return done.returncode, done.stdout


# ---- build

def build(exercise, file):
    """Compiles the file into its test and runs that. Which file is meant, the build is told by the
    folder: the reader's, the starter's and the solution's are three targets."""
    target = exercise.target + {"starter": "-starter", "solution": "-solution"}.get(
        file.parent.name if file != exercise.mine else "", "")
    code, said = run(["cmake", "--build", "build", "--target", target], timeout=900)
    if code != 0:
        return Verdict(False, compiler_words(said, exercise))
    code, said = run([BUILD / "exercises" / target])
    return Verdict(code == 0, said.strip())


def compiler_words(said, exercise):
    """The first errors, with the reader's file named as the reader knows it."""
    lines = [line for line in said.splitlines()
             if not re.match(r"(\[\d+/\d+\]|FAILED:|ninja:|/\S*(g\+\+|clang|ccache))", line)]
    lines = [line.replace(str(ROOT) + "/", "") for line in lines]
    first = next((i for i, line in enumerate(lines) if "error" in line), 0)
    kept = lines[first : first + 14]
    return "It does not compile yet. The compiler's first words:\n\n" + "\n".join(kept)


# ---- hunt

def hunt(exercise, file):
    """The scenario must pass on the right node, and must not on the one with the bug."""
    node = ["--node", exercise.node] if exercise.node != "raft" else []
    code, said = run([RAFT, "run", file, "--quiet", *node], NO_COLOR="1")
    if code == 2:
        return Verdict(False, "The scenario cannot be read:\n\n" + said)
    if code != 0:
        return Verdict(False, "The right node fails your scenario, and it should pass:\n\n" + said)
    code, said = run([RAFT, "run", file, "--quiet", "--bug", exercise.bug], NO_COLOR="1")
    if code == 0:
        return Verdict(False, "The right node passes. The node with the bug passes as well: it gets "
                              "away. Make its mistake matter, and say with 'expect' what must hold.")
    return Verdict(True, "The right node passes, and the bug is caught:\n\n" + said)


# ---- read and break

def read(exercise, file):
    mine = answers.read(file.read_text(encoding="utf-8"))
    right = answers.read(exercise.solution.read_text(encoding="utf-8"))
    verdicts = answers.judge(mine, right)
    lines = [f"{'ok ' if not wrong else '-- '} {question}" + (f": {wrong}" if wrong else "")
             for question, wrong in verdicts.items()]
    return Verdict(not any(verdicts.values()), "\n".join(lines))
