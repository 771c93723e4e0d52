"""Under the title of each chapter: how long it takes to read, and what is in it."""

from docutils import nodes

WORDS_A_MINUTE = 200
SECONDS_A_LISTING = 20  # the code has been met in the text around it
SKIPPED = (nodes.literal_block, nodes.raw, nodes.comment)


def words(doctree):
    """The words of the prose: not those of code and of recorded runs."""
    count = 0
    for text in doctree.findall(nodes.Text):
        ancestor = text.parent
        while ancestor is not None and not isinstance(ancestor, SKIPPED):
            ancestor = ancestor.parent
        if ancestor is None:
            count += len(text.astext().split())
    return count


def boxes(doctree, name):
    return sum(name in box.get("classes", []) for box in doctree.findall(nodes.container))


def playgrounds(doctree):
    count = boxes(doctree, "playground")
    return f" · {counted(count, 'playground')}" if count else ""


def counted(number, noun):
    return f"{number} {noun}" + ("" if number == 1 else "s")


def line(doctree):
    listings = boxes(doctree, "listing")
    minutes = words(doctree) / WORDS_A_MINUTE + listings * SECONDS_A_LISTING / 60
    return (f"About {counted(max(5, round(minutes / 5) * 5), 'minute')} · "
            f"{counted(boxes(doctree, 'scenario') + boxes(doctree, 'film'), 'figure')}"
            f"{playgrounds(doctree)} · "
            f"{counted(listings, 'listing')} · "
            f"{counted(boxes(doctree, 'prediction'), 'prediction')}"
            f" · {counted(boxes(doctree, 'exercise-card'), 'exercise')}")


def on_doctree_read(app, doctree):
    if not app.env.docname.startswith("chapters/"):
        return
    title = next(doctree.findall(nodes.title), None)
    if title is not None:
        text = line(doctree)
        title.parent.insert(1, nodes.paragraph(text, text, classes=["reading-time"]))


def setup(app):
    app.connect("doctree-read", on_doctree_read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
