"""What surrounds a reader's file: where the types that it uses live, and what an editor must know
to read it."""

import re

from exercise import MY, ROOT

CODE = ROOT / "code"
# For clangd and its like, which look for this file above the one that is open.
FLAGS = ("-xc++-header", "-std=c++2b", "-Wall", "-Wextra", "-D_GLIBCXX_ASSERTIONS", "-I../code",
         "-I../exercises/tutor", "-I../exercises/own-raft/battery", "-include",
         "../exercises/tutor/clangd.h")


def give_compile_flags():
    """Tells the reader's editor how a file in my/ is compiled."""
    file = MY / "compile_flags.txt"
    text = "\n".join(FLAGS) + "\n"
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        MY.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def homes_of_types(file):
    """Of the names of the house that a file uses, those in each header: {header: names}."""
    names = set(re.findall(r"\braft::(\w+)", file.read_text(encoding="utf-8")))
    homes = {}
    for header in sorted(CODE.rglob("*.h")):
        text = header.read_text(encoding="utf-8")
        here = sorted(name for name in names if defines(text, name))
        if here:
            homes[str(header.relative_to(ROOT))] = here
            names -= set(here)
    return homes


def defines(text, name):
    """Whether a header defines this type or function, and not a member of one."""
    kinds = rf"(?:class|struct|enum class|concept|using) {name}\b(?!;)"
    function = rf"(?:inline |constexpr |std::|const )*[\w:<>]+[ &*]+{name}\("
    return bool(re.search(rf"^(?:{kinds}|{function})", text, re.MULTILINE))
