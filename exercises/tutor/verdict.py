"""Whether an exercise is solved, and what to say if it is not."""

import re
import signal

import answers
import game
import task
from exercise import ROOT
from look import folded, style, wrapped
from program import (BUILD, END, LIMITS, SANITIZERS, SLOWLY, CannotTell, Verdict, as_told,
                     first_time, known, make, perform, run_raft, run_scenario, text_of)


def verdict(exercise, file=None, sanitize=False):
    """Tries the reader's file, or another one in its place; what is written in C++, if that is
    asked for, with the compiler's sanitizers."""
    file = file or exercise.mine
    if not file.exists():
        raise CannotTell(f"there is no {file.relative_to(ROOT)}; begin with ./learn exercise start "
                         f"{exercise.number}")
    if sanitize and exercise.kind == "build":
        return build(exercise, file, sanitize)
    return KINDS[exercise.kind](exercise, file)


# ---- build

def build(exercise, file, sanitize=False):
    """Compiles the file into its test and runs that. Which file is meant, the build is told by the
    folder: the reader's, the starter's and the solution's are three targets."""
    target = exercise.target + {"starter": "-starter", "solution": "-solution"}.get(
        file.parent.name if file != exercise.mine else "", "-sanitized" if sanitize else "")
    built, compiler = make(target, about_the_first_time())
    if built != 0:
        return Verdict(False, compiler_words(compiler))
    program = BUILD / "exercises" / target
    done = perform([program], limits=SLOWLY if sanitize else LIMITS, **SANITIZERS)
    says = [tests_told(done.report), ended_early(done), prints_told(done.printed, known(program)),
            warnings_in(lasting(compiler, target))]
    if ended_early(done):
        says.append(to_look_closer(program, f"./learn exercise run {exercise.number}", sanitize))
    return Verdict(done.code == 0 and END in done.report, "\n\n".join(filter(None, says)),
                   failed=failed_test(done.report))


def failed_test(report):
    """The title of the test that failed, or in which the program has ended; or ""."""
    begun = [line[2:] for line in report.splitlines() if line.startswith("… ")]
    passed = [line[2:] for line in report.splitlines() if line.startswith("✓ ")]
    return begun[-1] if begun and begun[-1:] != passed[-1:] else ""


def tests_told(report):
    """What the tests said, without the lines that say which one begins, and which is the last."""
    return "\n".join(folded(line, "    ") for line in report.strip().splitlines()
                     if not line.startswith("… ") and line != END)


def ended_early(done):
    """Why the reader's program did not come to its end, and in which test; or ""."""
    if END in done.report:
        return ""
    begun = [line[2:] for line in done.report.splitlines() if line.startswith("… ")]
    where = style("✗", "red") + f" {begun[-1]}\n" if begun else ""
    return where + wrapped(why_it_ended(done.code), "  ", first="  ")


def why_it_ended(code):
    """What a program came to that was not at its end."""
    if -code == signal.SIGXCPU:
        return "Stopped, as it had worked for seconds: a loop that never ends?"
    if -code == signal.SIGKILL:
        return ("It was killed: it stood still for long, or there was no memory left. Something "
                "that waits, or that grows without end?")
    if -code in CRASHES:
        return f"Here your program crashed: {CRASHES[-code]}."
    if code < 0:
        return f"Here your program was stopped by {signal.Signals(-code).name}."
    return (f"Here your program ended by itself, with {code}, in the middle: does it call exit, or "
            "something like it?")


def to_look_closer(program, command, sanitize):
    """What shows where a program has ended."""
    lines = ["To see where:", f"  gdb -batch -ex run -ex backtrace {known(program)}"]
    if not sanitize:
        lines.append(f"  {command} --sanitize")
    return style("\n".join(lines), "dim")


def prints_told(printed, command=""):
    """What the reader's program has printed, if it has, and by which command to see all of it."""
    said = printed.shown().replace(f"{ROOT}/", "")
    if not said:
        return ""
    lines = ["Your program printed:", *(f"  │ {line}" for line in said.splitlines())]
    if printed.is_long() and command:
        lines.append(f"All of it: {command}")
    return "\n".join(lines)


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


def compiler_words(said):
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


def lasting(said, target):
    """What the compiler said when it was called last: it is not, if nothing has changed since."""
    kept = BUILD / "exercises" / f"{target}.said"
    if "Building CXX object" in said or not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(said, encoding="utf-8")
    return kept.read_text(encoding="utf-8")


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
    right = answers.read(exercise.solution.read_text(encoding="utf-8"))
    offered = answers.choices(exercise.starter.read_text(encoding="utf-8"))
    return answers.judge(answers.read(text_of(file), right), right, exercise.replies, offered)


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
