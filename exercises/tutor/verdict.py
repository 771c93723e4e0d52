"""Whether an exercise is solved, and what to say if it is not."""

import re
import signal

import answers
import game
import task
from exercise import ROOT
from look import style, wrapped
from program import (BUILD, LOOP, RAFT, CannotTell, Verdict, known, run, run_scenario, text_of)


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
    prepare()
    built, compiler = run(["cmake", "--build", "build", "--target", target], timeout=900)
    if built != 0:
        return Verdict(False, compiler_words(compiler, exercise))
    code, said = run([BUILD / "exercises" / target], limited=True)
    said = "\n\n".join(filter(None, (said.strip(), ended_early(code), warnings_in(compiler))))
    return Verdict(code == 0, said)


def ended_early(code):
    """Why the reader's program did not come to its end, or ""."""
    if code in (0, 1, 124):
        return ""
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        return (f"Stopped after {LOOP} seconds of work, in the test after the last one above: a "
                "loop that never ends?")
    if -code in WORDS:
        return f"Your program crashed in the test after the last one above: {WORDS[-code]}."
    return f"Your program ended in the middle, with {code}."


WORDS = {
    signal.SIGSEGV: "it used memory that is not its own (an index or a pointer that leads nowhere, "
                    "or a call without end)",
    signal.SIGFPE: "it divided by zero",
    signal.SIGABRT: "a check stopped it, or an exception that nobody catches",
    signal.SIGILL: "it came to the end of a function that should have returned something",
    signal.SIGTRAP: "it came to the end of a function that should have returned something",
}


def prepare():
    """What all exercises that are written in C++ share is compiled once, and that takes a while:
    it is said, and done, before the first of them is tried."""
    if not (BUILD / "exercises/exercise-frame.dir/tutor/frame.cpp.o").exists():
        print(style("For the first exercise in C++, what all of them share is compiled. That takes "
                    "a minute, once.", "dim"), flush=True)


def compiler_words(said, exercise):
    """The first errors, with the reader's file named as the reader knows it."""
    lines = of_the_compiler(said)
    first = next((i for i, line in enumerate(lines) if "error" in line), 0)
    kept = lines[first : first + 14]
    return "It does not compile yet. The compiler's first words:\n\n" + "\n".join(kept)


def of_the_compiler(said):
    """Its words without those of the build around it."""
    lines = [line for line in said.splitlines()
             if not re.match(r"(\[\d+/\d+\]|FAILED:|ninja:|/\S*(g\+\+|clang|ccache))", line)]
    return [line.replace(str(ROOT) + "/", "") for line in lines]


def warnings_in(said):
    """How often the compiler warned about the reader's file, and the first time; or ""."""
    found = [line for line in of_the_compiler(said) if re.match(r"my/\S+: warning: ", line)]
    if not found:
        return ""
    count = "" if len(found) == 1 else f" {len(found)} times; first"
    return style(f"The compiler warns{count}:\n" + wrapped(found[0], "  ", first="  "), "dim")


# ---- hunt

def hunt(exercise, file):
    """The scenario must pass on the right node, and must not on the one with the bug."""
    node = ["--node", exercise.node] if exercise.node != "raft" else []
    text_of(file)
    code, said = run([RAFT, "run", file, "--quiet", *node], limited=True, NO_COLOR="1")
    said = said.replace(str(ROOT) + "/", "")
    if code == 2:
        return Verdict(False, "The scenario cannot be read:\n\n" + said)
    if code != 0:
        return Verdict(False, "The right node fails your scenario, and it should pass:\n\n" + said)
    code, said = run([RAFT, "run", file, "--quiet", "--bug", exercise.bug], limited=True,
                     NO_COLOR="1")
    said = said.replace(str(ROOT) + "/", "")
    if code == 0:
        return Verdict(False, wrapped("The right node passes. The node with the bug passes as "
                                      "well: it gets away. Make its mistake matter, and say with "
                                      "'expect' what must hold."))
    if code != 1:
        raise CannotTell(f"The scenario could not be run on the node with the bug:\n\n{said}")
    return Verdict(True, "The right node passes, and the bug is caught:\n\n" + said)


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
