"""The answers of a reader to questions about a run, as a small text:

    # A line with # is for you to read.
    who leads term 2 = S3

    # a: yes
    # b: only if S2 votes
    can S3 win = b

What stands before ' = ' is the question. Comments right above it may offer choices: lettered ones,
'yes or no', or 'One of: ...'. In an answer the order of words does not count, nor do the letters'
case, commas and braces; "two" is 2, "#2" as well, and "nobody" is 0. A choice may be given by its
letter or copied whole. A solution may allow several answers, with ' | ' between them; the first is
the one that the book gives.
"""

import re
from dataclasses import dataclass, field

OPEN = "not answered yet"
NUMBERS = {"nobody": "0", "none": "0", "zero": "0", "one": "1", "two": "2", "three": "3",
           "four": "4", "five": "5"}
LETTER = re.compile(r"([a-z])[:)] *(.*)")
SERVER = re.compile(r"s\d+")
WRITE = re.compile(r"\w=\w")
OF_A_TERM = re.compile(r"\b\d+:\w")


def read(text, questions=()):
    """The questions with their answers, in order. What is no line of the known `questions` is split
    at its last ' ='."""
    found = {}
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        known = next((one for one in questions if line.startswith(f"{one} =")), None)
        question, equals, answer = ((known, "=", line[len(known) + 2:]) if known else
                                    line.rpartition(" ="))
        if equals:
            found[question.strip()] = answer.strip()
    return found


@dataclass(frozen=True)
class Choices:
    """What a question offers: letters with their texts, or words that are given as they are."""

    lettered: dict = field(default_factory=dict)
    words: tuple = ()

    def chosen(self, answer):
        """The letter or the word that this answer means, or the answer itself."""
        said = LETTER.fullmatch(answer.lower())
        if said and said[1] in self.lettered and plain(said[2]) in ("", plain(
                self.lettered[said[1]])):
            return said[1]
        for letter, text in self.lettered.items():
            if plain(answer) == plain(text):
                return letter
        return answer

    def offers(self, answer):
        return plain(self.chosen(answer)) in map(plain, self.all())

    def all(self):
        return tuple(self.lettered) or self.words


def choices(text):
    """For each question that offers some: its choices. `text` is the file as the reader gets it."""
    offered, comment = {}, []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("#"):
            comment.append(line.lstrip("# "))
            continue
        if line.endswith(" ="):
            found = offer(comment)
            if found.all():
                offered[line.removesuffix(" =")] = found
        comment = []
    return offered


def offer(comment):
    """What the lines of a comment offer."""
    lettered = {}
    for line in comment:
        said = LETTER.fullmatch(line)
        if said:
            lettered[said[1]] = said[2]
        elif lettered:          # goes on in a second line
            lettered[max(lettered)] += f" {line}"
    whole = " ".join(comment)
    if whole == "yes or no":
        return Choices(words=("yes", "no"))
    one_of = re.search(r"One of: (.*)", whole)
    return Choices(lettered, tuple(re.split(r", ", one_of[1])) if one_of else ())


def plain(answer):
    """The answer without what does not count in it."""
    said = re.sub(r"\s*=\s*", "=", answer.lower().replace("no one", "nobody"))
    words = re.sub(r"[,;&+/{}\"()]|\band\b|\.$", " ", said).split()
    words = [re.sub(r"#(\d+)", r"\1", word) for word in words]
    return " ".join(sorted(NUMBERS.get(word, word) for word in words))


def means(answer, right):
    """Whether it is this answer, in the form of it or, where a number is right, among words: "two
    servers"."""
    said = plain(answer)
    numbers = [word for word in said.split() if word.isdigit()]
    return said == plain(right) or (plain(right).isdigit() and numbers == [plain(right)]
                                    and not SERVER.search(said))


def judge(mine, right, replies=None, offered=None):
    """For each question: a sentence about what is missing or wrong, or "" if it is right. `replies`
    has, for a question, sentences for certain wrong answers, and under "else" for the others;
    `offered` its choices."""
    verdicts = {}
    for question, answers in right.items():
        answer = mine.get(question)
        choice = (offered or {}).get(question, Choices())
        allowed = answers.split(" | ")
        if answer is None:
            verdicts[question] = "the question is gone from your file; 'reset' brings it back"
        elif not answer:
            verdicts[question] = OPEN
        elif any(means(choice.chosen(answer.split(" | ")[0]), one) for one in allowed):
            verdicts[question] = ""
        else:
            verdicts[question] = (form(answer, allowed[0], choice)
                                  or reply(answer, choice.chosen(answer),
                                           (replies or {}).get(question, {})))
    return verdicts


def form(answer, right, choice):
    """What is wrong with the form of an answer, or ""."""
    if choice.all():
        offered = f"'{answer}' is not offered: {listed(choice.all())}."
        return "" if choice.offers(answer) else offered
    if plain(right) in ("yes", "no") and plain(answer) not in ("yes", "no"):
        return f"'{answer}': is it yes or no?"
    said = plain(answer).split()
    if SERVER.match(plain(right)) and not any(SERVER.fullmatch(word) or word == "0"
                                              for word in said):
        return f"'{answer}' names no server. They are named like this: S1 S2."
    nobody = plain(right) == "0" and all(SERVER.fullmatch(word) for word in said)
    if plain(right).isdigit() and not nobody and not any(word.isdigit() for word in said):
        return f"'{answer}' is not a number."
    if WRITE.search(plain(right)) and not WRITE.search(plain(answer)) and said != ["0"]:
        return f"'{answer}' names no command. They are named like this: x=1."
    if WRITE.search(plain(right)) and OF_A_TERM.search(answer):
        return f"'{answer}': name a command without the term of its entry, like this: x=1."
    return ""


def listed(words):
    return f"answer {', '.join(words[:-1])} or {words[-1]}"


def reply(answer, meant, sentences):
    """What to say to a wrong answer."""
    known = {plain(wrong): sentence for wrong, sentence in sentences.items()}
    sentence = known.get(plain(meant), sentences.get("else", "Look at the run again."))
    return f"'{answer}' is not what the run shows. {sentence}"
