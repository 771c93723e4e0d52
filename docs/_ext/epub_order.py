"""The order of the pages of an e-book. Sphinx forgets that ours begins in a folder, docs/epub: it
lists the pages as seen from there in one place, and writes docs/../chapters in another."""

import posixpath


def from_the_top(address):
    page, mark, place = address.partition("#")
    return posixpath.normpath(page) + mark + place


def on_builder(app):
    if app.builder.name != "epub":
        return
    collect = app.builder.get_toc

    def get_toc():
        collect()
        for entry in app.builder.refnodes:
            entry["refuri"] = from_the_top(entry["refuri"])

    app.builder.get_toc = get_toc


def setup(app):
    app.connect("builder-inited", on_builder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
