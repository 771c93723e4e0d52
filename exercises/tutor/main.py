#!/usr/bin/python3
"""./learn exercise: a tutor in the terminal.

  ./learn exercise               what there is, and what you have solved
  ./learn exercise start         begin the next one (or: start 2.2): what to do, and in which file
  ./learn exercise run           try it (C++: with --sanitize watched by the compiler's sanitizers)
  ./learn exercise watch         try it again each time you save; keys for hint, diff, list, next
  ./learn exercise hint          one more of three hints
  ./learn exercise next          go on to the next one, also from one that is not solved
  ./learn exercise diff 2.2      your solution beside the book's
  ./learn exercise solution      the book's solution, once you have solved it, or asked twice
  ./learn exercise reset 2.2     begin it anew; what you wrote is kept beside it
  ./learn exercise check         try all that you have begun, your own Raft as well
  ./learn exercise start own-raft   write a whole Raft, which a battery judges (run, watch, hint)

An exercise is named by its number (2.2) or a part of its name; without a name the one is meant
that you worked on last or, if that is solved, the next one. Your files are in my/, and what you
have done is in my/progress.txt.
"""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("exercise: Python 3.11 or newer is needed; this is "
             + ".".join(map(str, sys.version_info[:3])))

from pathlib import Path  # noqa: E402

import commands  # noqa: E402
import own_raft  # noqa: E402
import watch  # noqa: E402
from exercise import BadExercise, all_exercises  # noqa: E402
from look import wrapped  # noqa: E402
from program import CannotTell  # noqa: E402
from progress import Book  # noqa: E402

COMMANDS = {
    "list": commands.list_all,
    "start": commands.start,
    "next": commands.next_one,
    "run": commands.run_one,
    "watch": watch.watch,
    "hint": commands.hint,
    "solution": commands.solution,
    "diff": commands.diff,
    "reset": commands.reset,
    "check": commands.check,
}
ALONE = ("list", "check")          # take no exercise
CAREFUL = "--sanitize"             # only for run


def main(words):
    try:
        code = perform(words)
        sys.stdout.flush()
        return code
    except (commands.Refused, CannotTell, BadExercise) as problem:
        print(f"exercise: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print()
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as problem:
        file = own_raft.known(Path(problem.filename)) if problem.filename else "a file"
        print(wrapped(f"exercise: {file}: {problem.strerror}. What you write and what you have "
                      "done is kept in my/; it must be a folder in which you may write."),
              file=sys.stderr)
        return 2


def perform(words):
    """What the reader has typed. An exercise without a command is begun, or shown again."""
    if {"-h", "--help", "help"} & set(words):
        print((own_raft.__doc__ if own_raft.WHOLE.name in words else __doc__).strip())
        return 0
    exercises = all_exercises()
    if words and words[0] not in COMMANDS and names_one(words[0], exercises):
        words = ["start", *words]
    name, *rest = words or ["list"]
    if name not in COMMANDS:
        raise commands.Refused(f"there is no command '{name}'"
                               + (commands.did_you_mean(name, COMMANDS)
                                  or "; there are " + ", ".join(COMMANDS)))
    book = Book(own_raft.WHOLE.names() + [exercise.name for exercise in exercises])
    if book.strange:
        print(book.complaint(), file=sys.stderr)
    if rest[:1] == [own_raft.WHOLE.name]:
        return of_own_raft(name, book, rest[1:])
    how = {"sanitize": True} if name == "run" and CAREFUL in rest else {}
    rest = [word for word in rest if not (how and word == CAREFUL)]
    surplus = rest if name in ALONE else rest[1:]
    if surplus:
        takes = "takes nothing more" if name in ALONE else "takes one exercise"
        raise commands.Refused(f"'{name}' {takes}; what is '{' '.join(surplus)}'?")
    return COMMANDS[name](exercises, book, rest[0] if rest else "", **how)


def names_one(word, exercises):
    return word == own_raft.WHOLE.name or any(word in (e.number, e.name, e.folder.name,
                                                       e.folder.name[3:]) for e in exercises)


def of_own_raft(name, book, words):
    if name == "watch":
        return watch.watch_own_raft(book, words)
    if name not in own_raft.COMMANDS:
        raise commands.Refused(f"'{name}' makes no sense for own-raft; there are watch, "
                               + ", ".join(own_raft.COMMANDS))
    return own_raft.COMMANDS[name](book, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
