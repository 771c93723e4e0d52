"""Calling the raft program and the compiler, and what came of a try."""

import json
import os
import re
import resource
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from exercise import ROOT
from look import folded, is_screen, show_progress

BUILD = ROOT / "build"
RAFT = Path(os.environ.get("RAFT_PROGRAM", BUILD / "bin/raft"))
SECONDS = 120              # by the clock: even on a machine with much other work
LOOP = 5                   # of a processor: no exercise takes one


@dataclass(frozen=True)
class Verdict:
    solved: bool
    says: str           # what the reader should see, several lines
    score: int = 0      # of a game: the milliseconds
    medal: str = ""     # of a game


class CannotTell(Exception):
    """The exercise could not be tried at all; the message says what to do."""


def end_after_a_loop():
    """In the program that is about to begin: the system ends it when it has worked so long."""
    resource.setrlimit(resource.RLIMIT_CPU, (LOOP, LOOP + 1))


def text_of(file):
    """What the reader has written."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise CannotTell(f"{known(file)} is no text: byte {problem.start + 1} is not UTF-8. Save "
                         "it as UTF-8.")


def run(command, limited=False, **options):
    """The exit code and what the command said. If it is limited, a loop that never stops is ended
    after LOOP seconds of a processor."""
    seconds = options.pop("timeout", SECONDS)
    try:
        done = subprocess.run([str(word) for word in command], cwd=ROOT, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, timeout=seconds,
                              preexec_fn=end_after_a_loop if limited else None,
                              env={**os.environ, **options}, errors="replace")
    except FileNotFoundError:
        raise CannotTell(f"there is no {command[0]}; ./learn builds it")
    except subprocess.TimeoutExpired:
        return 124, f"It did not end within {seconds} seconds: a loop that never stops?"
    return done.returncode, done.stdout


STEP = re.compile(r"\[(\d+)/(\d+)\] ")


def first_time(about):
    """Says that something takes longer, this time: at once, and without a screen only once."""
    said = f"{about} (about half a minute)"
    if is_screen():
        show_progress(said)
    else:
        print(said, flush=True)
    return about


def make(target, about=""):
    """Builds the target: the exit code and what the compiler said. With `about` it says so, and
    how far it is."""
    said = []
    with subprocess.Popen(["cmake", "--build", "build", "--target", target], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, errors="replace") as making:
        for line in making.stdout:
            said.append(line)
            step = STEP.match(line)
            if about and step:
                show_progress(f"{about}: {step[1]} of {step[2]}")
    return making.returncode, "".join(said)


def run_raft(*words):
    """The raft program: its exit code, and what it said as a reader of the tutor understands it."""
    code, said = run([RAFT, "run", *words, "--quiet"], limited=True, NO_COLOR="1")
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        said += f"\nStopped after {LOOP} seconds of work: too much time passes in this scenario."
    return code, said


def as_told(said):
    """The same without the headline, which the tutor has said in its own words, and in lines that
    fit. A line of the reader's own is left as it is."""
    said = re.sub(r"^FAILED  .*\n+", "", said.replace(f"{ROOT}/", ""), flags=re.MULTILINE)
    said = re.sub(r"^  raft run ", "  ./learn run ", said, flags=re.MULTILINE)
    return "\n".join(line if re.match(r" *\d* \| ", line) else folded(line, "    ")
                     for line in said.strip().splitlines())


@dataclass(frozen=True)
class Run:
    """A scenario that has been run."""

    code: int           # 0: as it says; 1: it failed; 2: it could not be read
    said: str           # the program's words, which name the file by `known_as`
    events: list        # the trace without its header

    def of_kind(self, kind):
        return [event for event in self.events if event["kind"] == kind]


def known(file):
    """The file as its reader knows it: from the top folder."""
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name


def run_scenario(text, known_as, *options):
    """Runs the scenario `text`, which the reader knows as the file `known_as`."""
    with tempfile.TemporaryDirectory() as folder:
        file, trace = Path(folder) / "task.raft", Path(folder) / "trace.jsonl"
        file.write_text(text, encoding="utf-8")
        code, said = run_raft(file, "--trace", trace, *options)
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
        said = said.replace(str(file), known_as)
        return Run(code, said.strip(), [json.loads(line) for line in lines[1:]])
