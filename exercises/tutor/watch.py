"""`./learn exercise watch`: tries the exercise again each time its file is saved. One key gives a
hint, another the list, another the next exercise."""

import os
import select
import sys
import time
from contextlib import contextmanager

import commands
import own_raft
from exercise import ROOT
from look import clear, rule, style
from program import CannotTell

KEYS = "h hint   d diff   l list   n next   r run again   g goal   q quit"
POLL = 0.1
SETTLING = 0.05


@contextmanager
def single_keys():
    """Keys arrive without Enter, and the terminal is as it was afterwards."""
    if not sys.stdin.isatty():
        yield
        return
    import termios
    import tty
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def saved_at(file):
    """When the reader saved last: this file, or another like it beside it. What an editor keeps
    there for itself does not count."""
    times = [0]
    for one in file.parent.glob(f"[!.#]*{file.suffix}"):
        try:
            times.append(one.stat().st_mtime_ns)
        except FileNotFoundError:  # an editor that saves by renaming
            pass
    return max(times)


def settled(file):
    """The same, once nothing is being written any more."""
    before, now = -1, saved_at(file)
    while before != now:
        time.sleep(SETTLING)
        before, now = now, saved_at(file)
    return now


def key(seconds):
    """A key that was pressed within this time, "" if none was, "q" at the end of input."""
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    if not ready:
        return ""
    return os.read(sys.stdin.fileno(), 1).decode(errors="replace") or "q"


class Watch:
    keys = KEYS

    def __init__(self, exercises, book, exercise):
        self.exercises, self.book, self.exercise = exercises, book, exercise

    def run(self):
        with single_keys():
            self.turn_to(self.exercise)
            while True:
                pressed = key(POLL)
                if pressed == "q":
                    return 0
                if pressed:
                    self.press(pressed)
                elif saved_at(self.exercise.mine) != self.saved:
                    self.attempt()

    def turn_to(self, exercise):
        self.exercise = exercise
        self.copy_starter()
        self.book.turn_to(exercise)
        if self.book.of(exercise).started:
            self.attempt()
        else:
            self.book.change(exercise)
            self.saved = saved_at(exercise.mine)
            self.goal()

    def copy_starter(self):
        commands.copy_starter(self.exercise)

    def goal(self):
        clear()
        self.show()
        self.foot()

    def show(self):
        commands.show(self.exercise, keys=True)

    def attempt(self):
        self.saved = settled(self.exercise.mine)
        clear()
        file = self.exercise.mine
        print(rule(str(file.relative_to(ROOT))))
        try:
            self.try_it() if file.exists() else print("It is gone. r gives you a new one.")
        except CannotTell as problem:
            print(problem)
        self.foot()

    def try_it(self):
        commands.attempt(self.exercise, self.book, self.exercises, keys=True)

    def hint(self):
        commands.hint(self.exercises, self.book, self.exercise.number)

    def foot(self):
        print("\n" + rule() + "\n" + style(self.keys, "dim"), flush=True)

    def press(self, pressed):
        if pressed == "h":
            print()
            self.hint()
            self.foot()
        elif pressed == "g":
            self.goal()
        elif pressed == "d" and self.exercises:
            self.diff()
        elif pressed == "r":
            self.copy_starter()
            self.attempt()
        elif pressed == "l" and self.exercises:
            self.list_all()
        elif pressed == "n" and self.exercises:
            self.next()

    def diff(self):
        print()
        try:
            commands.diff(self.exercises, self.book, self.exercise.number)
        except commands.Refused as problem:
            print(problem)
        self.foot()

    def list_all(self):
        clear()
        commands.list_all(self.exercises, self.book, "")
        self.foot()

    def next(self):
        after = commands.following(self.exercises, self.book, self.exercise)
        if after is None:
            print("All exercises are solved.")
        else:
            self.turn_to(after)


def watch(exercises, book, word):
    exercise = commands.find(exercises, book, word)
    return Watch(exercises, book, exercise).run()


class Interrupted(Exception):
    """A try is not finished: the reader has saved, or pressed this key."""

    def __init__(self, key=""):
        super().__init__(key)
        self.key = key


class OwnRaftWatch(Watch):
    """The same for the reader's own Raft, which has levels and no next one. Its last level takes a
    minute, and nobody has to wait for it."""

    keys = "h hint   r run again   g goal   q quit"

    def __init__(self, book, level):
        super().__init__([], book, own_raft.WHOLE)
        self.level = level

    def copy_starter(self):
        own_raft.copy_starter()

    def turn_to(self, exercise):
        self.copy_starter()
        begun = self.book.of(exercise).started
        self.book.change(exercise)
        self.saved = saved_at(exercise.mine)
        self.press("r" if begun else "g")

    def run(self):
        try:
            return super().run()
        except Interrupted:  # by q
            return 0

    def show(self):
        own_raft.show(self.book, keys=True)

    def attempt(self):
        """Tries what was saved last; what is saved or pressed meanwhile ends a try that goes on."""
        again = True
        while again:
            try:
                super().attempt()
                again = False
            except Interrupted as by:
                if by.key == "q":
                    raise
                again = by.key in ("", "r")
                if not again:
                    self.press(by.key)

    def try_it(self):
        how = {"keys": True, "meanwhile": self.look_up}
        if self.level:
            own_raft.run_one(self.book, self.level, **how)
        else:
            own_raft.run_all(self.book, **how)

    def look_up(self):
        """In the middle of a try: does the reader want something else?"""
        pressed = key(0)
        if pressed == "h":
            self.press(pressed)
        elif pressed and pressed in "grq":
            raise Interrupted(pressed)
        if saved_at(self.exercise.mine) != self.saved:
            raise Interrupted()

    def hint(self):
        own_raft.hint(self.book, ["--level", str(self.level.number)] if self.level else [])


def watch_own_raft(book, words):
    return OwnRaftWatch(book, own_raft.level_named(words)).run()
