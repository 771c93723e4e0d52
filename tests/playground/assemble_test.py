#!/usr/bin/python3
"""The pieces of source that the playground shows beside an event: the right lines, and where."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "code/playground"), str(ROOT / "docs/_ext")]

import assemble  # noqa: E402

HEADER = """#pragma once

/// A part.
struct Part {
  // [state]
  int state = 0;
  bool well() const { return state == 0; }
  // [state]-end

  void on(const Tick&) {
    // [count]
    ++state;
    // [count]-end
    tell();
  }

  // [timeout]
  void on(const Timeout&) {
    if (state > 1) {
      state = 0;
    }
  }
  // [timeout]-end
};
"""


class Pieces(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "code/bugs").mkdir(parents=True)
        (self.root / "code/part.h").write_text(HEADER, encoding="utf-8")

    def piece(self, name):
        return assemble.pieces_of_source(self.root, {"event": [{"show": [name]}]})[name]

    def stands_there(self, piece):
        """Whether the first line of a piece is the line of the file that it names."""
        shown = piece["text"].splitlines()[0].strip()
        return HEADER.splitlines()[piece["line"] - 1].strip() == shown

    def test_a_function_of_a_type_with_regions_before_it_is_at_its_own_line(self):
        piece = self.piece("part.h#Part@on(const Tick&")
        self.assertEqual(piece["line"], 10)
        self.assertTrue(self.stands_there(piece))

    def test_a_region_inside_a_function_is_a_piece_of_its_own(self):
        self.assertEqual(self.piece("part.h#Part@on(const Tick&")["text"],
                         "void on(const Tick&) {\n  // \u27e8count\u27e9\n  tell();\n}")

    def test_a_function_inside_a_region_is_found_and_whole(self):
        for name in ("part.h#Part@on(const Timeout&", "part.h#timeout@on(const Timeout&"):
            piece = self.piece(name)
            self.assertEqual(piece["line"], 18)
            self.assertEqual(piece["text"], "void on(const Timeout&) {\n  if (state > 1) {\n"
                                            "    state = 0;\n  }\n}")

    def test_a_function_of_one_line_is_that_line(self):
        piece = self.piece("part.h#Part@well()")
        self.assertEqual(piece["text"], "bool well() const { return state == 0; }")
        self.assertEqual(piece["line"], 7)

    def test_each_piece_belongs_to_its_part(self):
        for name in ("part.h#Part@well()", "part.h#state", "part.h#Part"):
            self.assertEqual(self.piece(name)["part"], "Part")

    def test_what_is_there_twice_or_never_is_refused(self):
        for opening, found in (("void on", 2), ("void off", 0)):
            with self.assertRaisesRegex(SystemExit, f"{found} lines contain"):
                self.piece(f"part.h#Part@{opening}")

    def test_every_piece_that_the_playground_shows_is_where_it_says(self):
        table = assemble.json.loads((assemble.HERE / "acting.json").read_text(encoding="utf-8"))
        for name, piece in assemble.pieces_of_source(ROOT, table).items():
            lines = (ROOT / piece["file"]).read_text(encoding="utf-8").splitlines()
            first = piece["text"].splitlines()[0].strip()
            if not first.startswith("// \u27e8"):
                self.assertEqual(lines[piece["line"] - 1].strip(), first, name)


if __name__ == "__main__":
    unittest.main()
