"""Whether an exercise is solved, and what to say if it is not."""

import re
import signal

import answers
import game
import task
from exercise import ROOT
from look import folded, style, wrapped
from program import (BUILD, LOOP, CannotTell, Verdict, as_told, first_time, known, make, run,
                     run_raft, run_scenario, text_of)


def verdict(exercise, file=None):
    """Tries the reader's file, or another one in its place."""
    file = file or exercise.mine
    if not file.exists():
        raise CannotTell(f"there is no {file.relative_to(ROOT)}; begin with ./learn exercise start "
                         f"{exercise.number}")
    return KINDS[exercise.kind](exercise, file)


# ---- build

def build(exercise, file):
    """Compiles the file into its test and runs that. Which file is meant, the build is told by the
    folder: the reader's, the starter's and the solution's are three targets."""
    target = exercise.target + {"starter": "-starter", "solution": "-solution"}.get(
        file.parent.name if file != exercise.mine else "", "")
    built, compiler = make(target, about_the_first_time())
    if built != 0:
        return Verdict(False, compiler_words(compiler, exercise))
    code, said = run([BUILD / "exercises" / target], limited=True)
    said = "\n\n".join(filter(None, (tests_told(said), ended_early(code, said),
                                     warnings_in(compiler))))
    return Verdict(code == 0, said)


def tests_told(said):
    """What the tests said, without the lines that say which one begins."""
    return "\n".join(folded(line, "    ") for line in said.strip().splitlines()
                     if not line.startswith("… "))


def ended_early(code, said):
    """Why the reader's program did not come to its end, and in which test; or ""."""
    if code in (0, 1):
        return ""
    begun = [line[2:] for line in said.splitlines() if line.startswith("… ")]
    where = style("✗", "red") + f" {begun[-1]}\n" if begun else ""
    if code == 124:
        why = ""           # it stands there already
    elif -code in (signal.SIGXCPU, signal.SIGKILL):
        why = f"Stopped after {LOOP} seconds of work: a loop that never ends?"
    elif -code in CRASHES:
        why = f"Here your program crashed: {CRASHES[-code]}."
    else:
        why = f"Here your program ended, with {code}."
    return where + wrapped(why, "  ", first="  ")


CRASHES = {
    signal.SIGSEGV: "it used memory that is not its own (an index or a pointer that leads nowhere, "
                    "or calls without end)",
    signal.SIGFPE: "it divided by zero",
    signal.SIGABRT: "a check stopped it, or an exception that nobody catches",
    signal.SIGILL: "it came to the end of a function that should have returned something",
    signal.SIGTRAP: "it came to the end of a function that should have returned something",
}


def about_the_first_time():
    """What to say meanwhile if it takes longer: what all exercises that are written in C++ share is
    compiled with the first of them."""
    shared = BUILD / "exercises/CMakeFiles/exercise-frame.dir/tutor"
    if all((shared / f"{name}.cpp.o").exists() for name in ("frame", "trials", "whole_node")):
        return ""
    return first_time("what all exercises share is compiled, once")


# ---- the compiler

MOST_LINES = 14
MESSAGE = re.compile(r"(\S+?):\d+(:\d+)?: (fatal error|error|warning|note): ")


def compiler_words(said, exercise):
    """The first errors: those in the reader's file, if there are any, and otherwise those of the
    test that uses it."""
    errors = [m for m in messages(said) if "error: " in m[0]]
    own = [m for m in errors if m[0].startswith("my/")]
    if not errors:
        rest = "\n".join(said.splitlines()[-MOST_LINES:]).replace(str(ROOT) + "/", "")
        return f"It cannot be built yet:\n\n{rest}"
    head = "It does not compile yet." if own else ("Your file is read without complaint, but what "
                                                   "uses it does not compile:")
    lines = [line for first, *rest in own or errors for line in (folded(first, "  "), *rest)]
    return wrapped(head) + "\n\n" + "\n".join(lines[:MOST_LINES])


def messages(said):
    """What the compiler said: of each message its lines, without the way by which it came there."""
    found = []
    for line in said.replace(str(ROOT) + "/", "").splitlines():
        line = line.removeprefix("../")      # the compiler may stand in build/
        if MESSAGE.match(line):
            found.append([line])
        elif found and re.match(r" *\d* \| ", line):
            found[-1].append(line)
    return found


def warnings_in(said):
    """How often the compiler warned about the reader's file, and the first time; or ""."""
    found = [m[0] for m in messages(said) if m[0].startswith("my/") and " warning: " in m[0]]
    if not found:
        return ""
    count = f"The compiler warns {len(found)} times; first" if found[1:] else "The compiler warns"
    return style(f"{count}:\n" + folded("  " + found[0], "  "), "dim")


# ---- hunt

# The verdict where all that went wrong is that something could not be performed.
NOT_TOLD = re.compile(r"^FAILED  \S+  \d+ statements? could not be performed$", re.MULTILINE)


def hunt(exercise, file):
    """The scenario must pass on the right node, and must not on the one with the bug."""
    node = ["--node", exercise.node] if exercise.node != "raft" else []
    text_of(file)
    code, said = run_raft(file, *node)
    if code == 2:
        return Verdict(False, "The scenario cannot be read:\n\n" + as_told(said))
    if code != 0:
        return Verdict(False, wrapped("The right node fails your scenario, and it should pass:")
                       + "\n\n" + as_told(said))
    code, said = run_raft(file, "--bug", exercise.bug)
    if code == 0:
        return Verdict(False, wrapped("The right node passes. The node with the bug passes as "
                                      "well: it gets away. Make its mistake matter, and say with "
                                      "'expect' what must hold."))
    if code != 1:
        raise CannotTell("The scenario could not be run on the node with the bug:\n\n"
                         + as_told(said))
    if NOT_TOLD.search(said):
        return Verdict(False, wrapped("The right node passes. The node with the bug takes another "
                                      "course, so that your story cannot be told on it, but "
                                      "nothing that you demand is missed. Say with 'expect' what "
                                      "must hold, and 'try' where a statement may fail:")
                       + "\n\n" + as_told(said))
    return Verdict(True, "The right node passes, and the bug is caught:\n\n" + as_told(said))


# ---- read and break

def read(exercise, file):
    """The reader's answers beside the right ones."""
    verdicts = judged(exercise, file)
    return Verdict(all_right(verdicts), told(verdicts))


def break_(exercise, file):
    """Nothing is run before everything is predicted; then the run is shown with what was right."""
    verdicts = judged(exercise, file)
    open_ones = [question for question, wrong in verdicts.items() if wrong == answers.OPEN]
    if open_ones:
        return Verdict(False, wrapped("Predict first. The run waits until all your answers are in; "
                                      "still open:") + "\n\n"
                       + "\n".join(wrapped(one, "    ", first="  - ") for one in open_ones))
    return Verdict(all_right(verdicts), broken_run(exercise) + "\n\n" + told(verdicts))


def broken_run(exercise):
    """The end of the run without the rule, as the program tells it."""
    scenario = known(exercise.run)
    done = run_scenario(exercise.run.read_text(encoding="utf-8"), scenario,
                        "--without", exercise.without)
    violated = done.of_kind("violated")
    if [event["invariant"] for event in violated] != [exercise.breaks]:
        raise CannotTell(f"{scenario} without {exercise.without} should break {exercise.breaks}, "
                         f"and does not. This exercise is out of date:\n{done.said}")
    last = violated[0]
    lines = [f"Without {exercise.without}, {last['invariant']} is broken, by a step of "
             f"{last['server']}:"]
    lines += [wrapped(fact, "    ", first="  - ") for fact in last["facts"]]
    return "\n".join(lines)


def judged(exercise, file):
    mine = answers.read(text_of(file))
    right = answers.read(exercise.solution.read_text(encoding="utf-8"))
    return answers.judge(mine, right, exercise.replies)


def all_right(verdicts):
    return not any(verdicts.values())


def told(verdicts):
    """A line for each question, and under it what is wrong with the answer."""
    lines = []
    for question, wrong in verdicts.items():
        mark = style("✗", "red") if wrong else style("✓", "green")
        lines.append(f"{mark} " + wrapped(question, "  ", first="  ").lstrip())
        if wrong:
            lines.append(wrapped(wrong, "    ", first="    "))
    return "\n".join(lines)


KINDS = {"build": build, "hunt": hunt, "read": read, "break": break_, "scenario": task.verdict,
         "score": game.verdict}
