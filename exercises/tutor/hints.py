"""Hints, one more each time that one is asked for."""

from look import page, style


def give_hint(book, thing, title):
    """One more hint than last time; the last one again when there is no other."""
    hints = thing.hints()
    given = min(book.of(thing).hints + 1, len(hints))
    book.change(thing, hints=given)
    print(style(f"Hint {given} of {len(hints)}", "bold") + f"  {title}\n")
    print(page(hints[given - 1]))
    return 0
