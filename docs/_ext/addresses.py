"""Where in the book's output the playground is, and the address that opens a scenario in it."""

import base64
import zlib

PLAYGROUND = "_static/playground/playground.html"


def in_playground(scenario):
    """The address, from the top of the book, that opens this text (code/playground/share.js)."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeezed.compress(scenario.encode()) + squeezed.flush()
    return f"{PLAYGROUND}#z=" + base64.urlsafe_b64encode(data).decode().rstrip("=")
