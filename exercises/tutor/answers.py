"""The answers of a reader to questions about a run, as a small text:

    # A line with # is for you to read.
    who leads term 2 = S3
    is x=1 committed = no

What stands before the last ' = ' is the question. Blanks and letters' case do not count in an
answer, nor do commas; a solution may allow several answers, with ' | ' between them.
"""


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
    return " ".join(answer.lower().replace(",", " ").split())


def judge(mine, right):
    """For each question: a sentence about what is missing or wrong, or "" if it is right."""
    verdicts = {}
    for question, answers in right.items():
        answer = mine.get(question)
        if answer is None:
            verdicts[question] = "the question is gone from your file"
        elif not answer:
            verdicts[question] = "not answered yet"
        elif plain(answer) not in [plain(allowed) for allowed in answers.split(" | ")]:
            verdicts[question] = f"'{answer}' is not what the run shows"
        else:
            verdicts[question] = ""
    return verdicts
