"""The kind "scenario": the reader writes a scenario, and the exercise says what must have come of
it. The tutor puts those conditions behind the reader's last line, so that nobody can weaken them.
"""

import re

from look import style, wrapped
from program import Verdict, as_told, known, run_scenario, text_of

# With these anything could be brought about, on a cluster that no longer is one.
NEVER = ("forge", "invariants")


def verdict(exercise, file):
    mine = text_of(file)
    refused = refusal(exercise, mine)
    if refused:
        return Verdict(False, wrapped(refused))
    expected = [c["expect"] for c in exercise.condition if "expect" in c]
    text = mine.rstrip("\n") + "".join(f"\nexpect {one}" for one in expected) + "\n"
    done = run_scenario(text, known(file))
    lines = len(mine.rstrip("\n").split("\n"))
    own = own_complaints(done.said, known(file), lines)
    if done.code == 2 and not own:
        return Verdict(False, wrapped("Your cluster cannot be asked what this exercise asks. Does "
                                      "it have as many servers as the goal says?"))
    expectations = done.of_kind("expectation")
    asked = [e for e in expectations if is_asked(e, expected)]
    if own or len(asked) < len(expected):
        return Verdict(False, ("Your scenario does not run to its end:\n\n" if not own else "")
                       + as_told(own or done.said))
    return weigh(exercise, done, expectations[len(expectations) - len(expected):])


def is_asked(event, expected):
    return event["text"] in expected


def statements(text):
    """The statements with their line numbers; comments are gone, and so is 'try'."""
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip() if line.strip().startswith("note") else line.split("#")[0].strip()
        if said:
            yield number, said.removeprefix("try ").strip()


def refusal(exercise, text):
    """Why this text is not tried at all, or ""."""
    node = f"node {exercise.node}" + (f" without {exercise.without}" if exercise.without else "")
    if node not in [" ".join(said.split()) for _, said in statements(text)]:
        return f"This exercise is about one node. Let '{node}' stand at the beginning."
    for number, said in statements(text):
        verb = said.split()[0]
        if verb in NEVER + exercise.forbidden:
            return f"Line {number}: '{verb}' is not allowed here. Reach the goal without it."
    return ""


def own_complaints(said, name, lines):
    """What the program says against the reader's own lines."""
    blocks = said.split("\n\n")
    kept = []
    for block in blocks:
        place = re.match(re.escape(name) + r":(\d+):", block)
        if place and int(place[1]) <= lines:
            kept.append(block)
        elif not place and "is broken" in block.split("\n")[0] and not block.startswith("ok"):
            kept.append(block)
    return "\n\n".join(kept)


def weigh(exercise, done, expectations):
    """Each condition with a mark, and what was found in its place."""
    met, lines = [], []
    answers = iter(expectations)
    for condition in exercise.condition:
        if "expect" in condition:
            event = next(answers)
            good, found = event["met"], event["found"]
        else:
            good, found = happened(condition, done.events), ""
        met.append(good)
        lines.append(f"{style('✓', 'green') if good else style('✗', 'red')} "
                     + wrapped(condition["says"], "  ", first="  ").lstrip())
        if not good and "= [" in condition.get("expect", ""):
            lines.append(wrapped(f"asked: {condition['expect']}", "    ", first="    "))
        if not good and found:
            lines.append(wrapped(f"found: {found}", "    ", first="    "))
    return Verdict(all(met), "\n".join(lines))


def happened(condition, events):
    """Whether an event with these fields came at least `times` times, or never."""
    fields = condition.get("happened") or condition["never"]
    count = sum(all(event.get(name) == value for name, value in fields.items()) for event in events)
    return count == 0 if "never" in condition else count >= condition.get("times", 1)
