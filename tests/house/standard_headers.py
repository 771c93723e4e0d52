#!/usr/bin/python3
"""A header names the standard header of each name that it uses. What comes along with another one
today need not come with the next compiler's library. Nor need what fmt's headers bring along today
come with its next version, in any file.
"""

import re
import sys
from pathlib import Path

NAMES = {
    "algorithm": "equal sort min max clamp find find_if any_of all_of none_of count_if copy fill "
                 "lower_bound upper_bound remove_if reverse max_element min_element transform",
    "array": "array",
    "chrono": r"chrono::\w+",
    "cstdint": r"u?int(?:8|16|32|64)_t",
    "deque": "deque",
    "expected": "expected unexpected",
    "functional": "function",
    "limits": "numeric_limits",
    "map": "map",
    "memory": "unique_ptr shared_ptr make_unique make_shared",
    "numeric": "accumulate iota",
    "optional": "optional nullopt",
    "set": "set",
    "span": "span",
    "string": "string to_string",
    "string_view": "string_view",
    "tuple": "tuple tie make_tuple",
    "variant": "variant visit get_if holds_alternative monostate",
    "vector": "vector",
}
USES = {header: re.compile(rf"\bstd::(?:{'|'.join(names.split())})\b")
        for header, names in NAMES.items()}
RANGES = "#include <fmt/ranges.h>"  # of fmt::join, from fmt 11 on
INCLUDE = re.compile(r"^#include <([a-z_]+)>", re.MULTILINE)
COMMENT = re.compile(r"//.*")


def missing(text):
    """The standard headers whose names `text` uses, and does not include."""
    included = INCLUDE.findall(text)
    code = COMMENT.sub("", text)
    return [h for h, uses in USES.items() if h not in included and uses.search(code)]


def complaints(code):
    return [f"{header.relative_to(code.parent)} uses names of <{name}> and does not include it"
            for header in sorted(code.rglob("*.h"))
            for name in missing(header.read_text(encoding="utf-8"))] + [
                f"{path.relative_to(code.parent)} uses fmt::join and lacks {RANGES}"
                for path in sorted((*code.rglob("*.h"), *code.rglob("*.cpp")))
                if "fmt::join" in (text := path.read_text(encoding="utf-8")) and RANGES not in text]


def main(root):
    found = complaints(Path(root) / "code")
    print("\n".join(found) or "Every header includes what it uses of the standard library.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
