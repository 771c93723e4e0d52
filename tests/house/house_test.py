#!/usr/bin/python3
"""The checks of the house are checked themselves: each on a small house that breaks one rule."""

import tempfile
import unittest
from pathlib import Path

import chapters
import include_graph
import named_encodings
import standard_headers
import style


class SmallHouse(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name, text=""):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")


class IncludeGraph(SmallHouse):
    def complaints(self):
        return include_graph.complaints(self.root / "code")

    def test_a_later_chapter_may_include_an_earlier_one(self):
        self.write("code/safety/durability.h", '#include <map>\n#include "election/election.h"\n')
        self.assertEqual(self.complaints(), [])

    def test_an_earlier_chapter_may_not_include_a_later_one(self):
        self.write("code/election/election.h", '#pragma once\n#include "safety/durability.h"\n')
        (complaint,) = self.complaints()
        self.assertTrue(complaint.startswith('code/election/election.h:2: "safety/durability.h"'))

    def test_no_part_may_include_the_stage(self):
        self.write("code/membership/membership.h", '#include "invariants/view.h"\n')
        self.assertEqual(len(self.complaints()), 1)

    def test_the_trace_may_not_include_the_stage(self):
        self.write("code/trace/event.h", '#include "invariants/view.h"\n')
        self.assertEqual(len(self.complaints()), 1)

    def test_the_core_needs_the_standard_library_only(self):
        self.write("code/node/node.h", "#include <map>\n#include <fmt/format.h>\n")
        self.write("code/trace/event.h", "#include <fmt/format.h>\n")
        (complaint,) = self.complaints()
        self.assertTrue(complaint.startswith("code/node/node.h: <fmt/format.h>"))

    def test_an_include_says_its_folder(self):
        self.write("code/node/node.h", '#include "gate.h"\n#include "../election/election.h"\n')
        self.assertEqual(len(self.complaints()), 2)

    def test_a_folder_that_is_not_in_the_list_is_noticed(self):
        self.write("code/attic/old.h")
        self.assertIn("no place in the list", self.complaints()[0])


class StandardHeaders(SmallHouse):
    def complaints(self, text):
        self.write("code/node/gate.h", text)
        return standard_headers.complaints(self.root / "code")

    def test_what_is_used_is_included(self):
        self.assertEqual(self.complaints("#include <vector>\nstd::vector<int> all;\n"), [])

    def test_what_comes_along_with_another_header_does_not_count(self):
        (complaint,) = self.complaints("#include <map>\nstd::vector<int> all;\n")
        self.assertEqual(complaint,
                         "code/node/gate.h uses names of <vector> and does not include it")

    def test_a_comment_uses_nothing(self):
        self.assertEqual(self.complaints("// as std::vector would\n"), [])

    def test_what_fmt_joins_with_is_included(self):
        (complaint,) = self.complaints("#include <fmt/format.h>\nfmt::join(all, \", \");\n")
        self.assertIn("lacks #include <fmt/ranges.h>", complaint)
        self.assertEqual(self.complaints("#include <fmt/ranges.h>\nfmt::join(all, \", \");\n"), [])


class Style(unittest.TestCase):
    GOOD = "#pragma once\n/// @file\n/// What it is about.\n"

    def complaints(self, name, text):
        return list(style.of_file(name, text))

    def test_a_header_with_an_opening_comment_is_fine(self):
        self.assertEqual(self.complaints("code/node/gate.h", self.GOOD), [])

    def test_a_header_without_an_opening_comment_is_not(self):
        for text in ("#pragma once\n#include <map>\n", "#pragma once\n/// @file\n"):
            self.assertEqual(len(self.complaints("code/node/gate.h", text)), 1)

    def test_100_columns_are_allowed_and_101_are_not(self):
        self.assertEqual(self.complaints("code/a.cpp", "x" * 100), [])
        self.assertEqual(len(self.complaints("code/a.cpp", "x" * 101)), 1)

    def test_columns_are_characters_not_bytes(self):
        self.assertEqual(self.complaints("code/a.cpp", "ä" * 100), [])

    def test_prose_may_have_long_lines(self):
        self.assertEqual(self.complaints("docs/a.md", "x" * 200), [])

    def test_450_lines_are_allowed_and_451_are_not(self):
        self.assertEqual(self.complaints("code/a.cpp", "\n" * 450), [])
        self.assertEqual(len(self.complaints("code/a.cpp", "\n" * 451)), 1)

    def test_unfinished_work_is_found(self):
        self.assertEqual(len(self.complaints("code/a.cpp", "// TO" "DO: later\n")), 1)

    def test_a_path_of_one_machine_is_found(self):
        self.assertEqual(len(self.complaints("learn", "cd /ho" "me/me\n")), 1)
        inside = "see docs/wo" "rk/x and https://a.org/home/\n"
        self.assertEqual(self.complaints("learn", inside), [])

    def test_a_name_that_says_nothing_is_found(self):
        self.assertEqual(len(self.complaints("code/node/string_utils.cpp", "")), 1)


class NamedEncodings(SmallHouse):
    def complaints(self, text):
        self.write("tests/house/some_test.py", text)
        return [c.split(": say")[0] for c in named_encodings.complaints(self.root)]

    def test_text_in_the_encoding_of_the_locale_is_noticed(self):
        for call in ('path.read_text()', 'path.write_text("x")', 'open("f")', 'open("f", "w")',
                     'path.open()', 'path.open("a")', 'os.fdopen(3)',
                     'subprocess.run(["ls"], text=True)', 'start("x", universal_newlines=True)',
                     'tempfile.NamedTemporaryFile("w")'):
            self.assertEqual(len(self.complaints(f"import os\n{call}\n")), 1, call)

    def test_the_complaint_names_the_place(self):
        self.assertEqual(self.complaints("x = 1\nopen('f')\n"),
                         ["tests/house/some_test.py:2: open"])

    def test_text_in_utf_8_and_bytes_are_fine(self):
        for call in ('path.read_text(encoding="utf-8")', 'open("f", "w", encoding="utf-8")',
                     'open("f", "rb")', 'path.open("rb")', 'open("f", mode="wb")',
                     'subprocess.run(["ls"], encoding="utf-8")', 'subprocess.run(["ls"])',
                     'os.open("f", os.O_RDONLY)', 'tempfile.NamedTemporaryFile()',
                     'text.encode()', 'webbrowser.open(page)'):
            self.assertEqual(self.complaints(f"import os\n{call}\n"), [], call)


class Chapters(SmallHouse):
    def build(self):
        for name in ("chapters/01-background/chapter.md", "chapters/01-background/demo.cpp",
                     "code/background/clock.h", "tests/background/clock_test.cpp",
                     "diagrams/01-background/diverge.raft"):
            self.write(name)
        self.write("docs/index.md", "/chapters/01-background/chapter\n")

    def test_a_whole_chapter_is_fine(self):
        self.build()
        self.assertEqual(chapters.complaints(self.root), [])

    def test_a_chapter_without_its_code_is_noticed(self):
        self.build()
        (self.root / "code/background/clock.h").unlink()
        self.assertEqual(chapters.complaints(self.root),
                         ["chapters/01-background has no code/background"])

    def test_chapters_are_numbered_without_gaps(self):
        self.build()
        self.write("chapters/03-replication/chapter.md")
        self.assertIn("chapter 2 is called 02-name", chapters.complaints(self.root)[0])

    def test_a_chapter_that_is_not_in_the_book_is_noticed(self):
        self.build()
        self.write("docs/index.md")
        self.assertIn("not in the contents", chapters.complaints(self.root)[0])

    def test_diagrams_without_a_chapter_are_noticed(self):
        self.build()
        self.write("diagrams/09-clients/x.raft")
        self.assertEqual(chapters.complaints(self.root),
                         ["diagrams/09-clients belongs to no chapter"])


if __name__ == "__main__":
    unittest.main()
