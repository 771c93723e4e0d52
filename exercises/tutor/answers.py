"""The answers of a reader to questions about a run, as a small text:

    # A line with # is for you to read.
    who leads term 2 = S3
    is x=1 committed = no

What stands before the last ' = ' is the question. In an answer the order of words does not count,
nor do the letters' case, commas and braces; "two" is 2, and "nobody" is 0. A solution may allow
several answers, with ' | ' between them; the first is the one that the book gives.
"""

import re

OPEN = "not answered yet"
NUMBERS = {"nobody": "0", "none": "0", "zero": "0", "one": "1", "two": "2", "three": "3",
           "four": "4", "five": "5"}


def read(text):
    """The questions with their answers, in order."""
    found = {}
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        question, equals, answer = line.rpartition(" =")
        if equals:
            found[question.strip()] = answer.strip()
    return found


def plain(answer):
    """The answer without what does not count in it."""
    said = answer.lower().replace("no one", "nobody")
    words = re.sub(r"[,{}\"()]|\band\b|\.$", " ", said).split()
    return " ".join(sorted(NUMBERS.get(word, word) for word in words))


def judge(mine, right, replies=None):
    """For each question: a sentence about what is missing or wrong, or "" if it is right. `replies`
    has, for a question, sentences for certain wrong answers, and under "else" for the others."""
    verdicts = {}
    for question, answers in right.items():
        answer = mine.get(question)
        if answer is None:
            verdicts[question] = "the question is gone from your file; 'reset' brings it back"
        elif not answer:
            verdicts[question] = OPEN
        elif plain(answer.split(" | ")[0]) not in [plain(one) for one in answers.split(" | ")]:
            verdicts[question] = reply(answer, (replies or {}).get(question, {}))
        else:
            verdicts[question] = ""
    return verdicts


def reply(answer, sentences):
    """What to say to a wrong answer."""
    known = {plain(wrong): sentence for wrong, sentence in sentences.items()}
    sentence = known.get(plain(answer), sentences.get("else", "Look at the run again."))
    return f"'{answer}' is not what the run shows. {sentence}"
