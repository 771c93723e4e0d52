"""The prediction directive: a question that the reader answers before the run does.

    ```{prediction} S2 has voted for S1. S3 asks it for its vote in the same term. What does it say?
    - Yes, if S3's log is longer.
    - No. +
    - Nothing.

    ---
    One vote a term: S2 has given its vote away.
    ```

The right choice ends with a plus sign; there is exactly one, among two to five. Below the line is
why. In a browser the reader chooses, and then sees which choice was right and why; without scripts
the answer is folded.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


class BadPrediction(Exception):
    """The message says what is wrong."""


def parts(lines):
    """The choices (text and whether it is right) and the lines of the explanation."""
    lines = list(lines)
    if "---" not in lines:
        raise BadPrediction("a line '---' must stand between the choices and the explanation")
    middle = lines.index("---")
    choices = []
    for line in lines[:middle]:
        if line.startswith("- "):
            choices.append(line[2:])
        elif line.strip():
            if not choices:
                raise BadPrediction(f"'{line}' is no choice: each begins with '- '")
            choices[-1] += " " + line.strip()
    marked = [(choice.removesuffix("+").rstrip(), choice.endswith("+")) for choice in choices]
    if not 2 <= len(marked) <= 5:
        raise BadPrediction(f"there are {len(marked)} choices; two to five make a question")
    if sum(right for _, right in marked) != 1:
        raise BadPrediction("exactly one choice ends with '+': the right one")
    if not any(line.strip() for line in lines[middle + 1 :]):
        raise BadPrediction("the explanation below '---' is missing")
    return marked, middle + 1


class Prediction(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        try:
            choices, below = parts(self.content)
        except BadPrediction as problem:
            raise self.error(f"prediction: {problem}")
        box = nodes.container(classes=["prediction"])
        question = nodes.paragraph(classes=["prediction-question"])
        question += self.inline(self.arguments[0])
        box += question
        answers = nodes.bullet_list(classes=["prediction-choices"])
        for text, right in choices:
            item = nodes.list_item(classes=["right" if right else "wrong"])
            item += nodes.paragraph("", "", *self.inline(text))
            answers += item
        box += answers
        right = next(text for text, is_right in choices if is_right)
        box += raw("<details class=\"prediction-answer\"><summary>The answer</summary>")
        verdict = nodes.paragraph(classes=["prediction-right"])
        verdict += self.inline(right)
        box += verdict
        self.state.nested_parse(self.content[below:], self.content_offset + below, box)
        box += raw("</details>")
        return [box]

    def inline(self, text):
        found, _ = self.state.inline_text(text, self.lineno)
        return found


def raw(text):
    return nodes.raw("", text, format="html")


def setup(app):
    app.add_directive("prediction", Prediction)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
