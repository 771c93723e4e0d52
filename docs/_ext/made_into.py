"""What the book is being made into: a directive cannot ask the application, which the environment
will not know in a later Sphinx."""

_builder = None


def builder():
    """The builder at work, e.g. that for "html"."""
    return _builder


def remember(app):
    global _builder
    _builder = app.builder


def setup(app):
    app.connect("builder-inited", remember)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
