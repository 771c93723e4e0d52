"""Hints, one more each time that one is asked for."""

from look import page, style, wrapped


def help_with(failed, helps):
    """What helps in the test or scenario of this name, the last to fail, if that is known."""
    if failed in helps:
        print(style(failed, "bold") + "\n\n" + page(helps[failed]) + "\n")


def give_hint(book, thing, title, after_the_last=""):
    """One more hint than last time; the last one again when there is no other, with what else may
    help."""
    hints = thing.hints()
    before = book.of(thing).hints
    given = min(before + 1, len(hints))
    book.change(thing, hints=given)
    print(style(f"Hint {given} of {len(hints)}", "bold") + f"  {title}\n")
    print(page(hints[given - 1]))
    if before == given and after_the_last:
        print("\n" + wrapped(f"There is no other hint. {after_the_last}"))
    return 0
