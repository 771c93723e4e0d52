"""Calling the raft program and the compiler, and what came of a try."""

import contextlib
import fcntl
import functools
import json
import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from exercise import ROOT
from heard import Heard, hear
from look import folded, is_screen, show_progress

BUILD = ROOT / "build"
RAFT = Path(os.environ.get("RAFT_PROGRAM", BUILD / "bin/raft"))
SECONDS = 120                    # by the clock: even on a machine with much other work
SAID_AS = "RAFT_PROGRAM_NAME"    # how the raft program calls itself: as the reader does
END = "= the end"                # the last line of a report: the program has not ended before


@dataclass(frozen=True)
class Limits:
    """What a program may take, so that a loop that never stops does."""

    seconds: int               # of a processor
    memory: int                # bytes of addresses


LIMITS = Limits(5, 2 << 30)                    # no exercise takes as much
OURS = Limits(5, resource.RLIM_INFINITY)       # of the raft program
SLOWLY = Limits(60, resource.RLIM_INFINITY)    # with the compiler's sanitizers
SANITIZERS = {"ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1",
              "UBSAN_OPTIONS": "print_stacktrace=1:abort_on_error=1"}


@dataclass(frozen=True)
class Verdict:
    solved: bool
    says: str           # what the reader should see, several lines
    score: int = 0      # of a game: the milliseconds
    medal: str = ""     # of a game
    failed: str = ""    # of what is built: the title of the test


class CannotTell(Exception):
    """The exercise could not be tried at all; the message says what to do."""


def limit(limits):
    """In the program that is about to begin: what the system lets it have."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def text_of(file):
    """What the reader has written."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise CannotTell(f"{known(file)} is no text: byte {problem.start + 1} is not UTF-8. Save "
                         "it as UTF-8.")


@dataclass(frozen=True)
class Done:
    """What came of a program."""

    code: int
    printed: Heard
    report: str = ""    # what it has written for the tutor

    @property
    def looped(self):
        """Whether it was ended because it had worked for so long."""
        return -self.code in (signal.SIGXCPU, signal.SIGKILL)


class Running:
    """The programs that run now, so that all of them can be ended."""

    def __init__(self):
        self.all, self.lock = set(), threading.Lock()

    def add(self, process):
        with self.lock:
            self.all.add(process)

    def remove(self, process):
        with self.lock:
            self.all.discard(process)

    def end(self):
        with self.lock:
            for process in self.all:
                end(process)


def end(process):
    """Ends it, and whatever it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


running = Running()


def perform(command, limits=None, seconds=SECONDS, cwd=ROOT, **environment):
    """Runs the command to its end, or up to its limits. What it prints is one thing; what it
    reports to the tutor, through a file of its own (exercises/tutor/report.h), is another."""
    with tempfile.TemporaryFile() as report:
        environment = {**os.environ, SAID_AS: "./learn", "EXERCISE_REPORT": str(report.fileno()),
                       **environment}
        try:
            process = subprocess.Popen([str(word) for word in command], cwd=cwd, env=environment,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, pass_fds=[report.fileno()],
                                       start_new_session=True,
                                       preexec_fn=limits and functools.partial(limit, limits))
        except FileNotFoundError:
            raise CannotTell(f"there is no {command[0]}; ./learn builds it")
        running.add(process)
        too_long = threading.Timer(seconds, end, [process])
        too_long.start()
        with process:
            try:
                printed = hear(process.stdout)
            except BaseException:
                end(process)
                raise
            finally:
                too_long.cancel()
                running.remove(process)
        report.seek(0)
        return Done(process.returncode, printed, report.read().decode(errors="replace"))


STEP = re.compile(r"\[(\d+)/(\d+)\] ")


def first_time(about):
    """Says that something takes longer, this time: at once, and without a screen only once."""
    said = f"{about} (about half a minute)"
    if is_screen():
        show_progress(said)
    else:
        print(said, flush=True)
    return about


@contextlib.contextmanager
def turn():
    """One build at a time: the lock of this folder, which `learn` takes as well. Whatever inherits
    it holds it, too, until it ends."""
    lock = os.open(ROOT, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):    # where a file system has no locks
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Another ./learn is building here; this one waits for it.", flush=True)
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)


def make(target, about=""):
    """Builds the target: the exit code and what the compiler said. With `about` it says so, and
    how far it is."""
    said = []
    with turn() as lock, \
         subprocess.Popen(["cmake", "--build", "build", "--target", target], cwd=ROOT,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=[lock],
                          stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace") as making:
        for line in making.stdout:
            said.append(line)
            step = STEP.match(line)
            if about and step:
                show_progress(f"{about}: {step[1]} of {step[2]}")
    return making.returncode, "".join(said)


def run_raft(*words):
    """The raft program: its exit code, and what it said as a reader of the tutor understands it."""
    done = perform([RAFT, "run", *words, "--quiet"], OURS, NO_COLOR="1")
    said = done.printed.text
    if done.looped:
        said += (f"\nStopped after {OURS.seconds} seconds of work: too much time passes in this "
                 "scenario.")
    return done.code, said


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
