#!/usr/bin/python3
"""Tests of alone.py: a header that relies on another's includes is found."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import alone  # noqa: E402


class Alone(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.code = Path(folder.name)
        self.header("core/one.h", "struct One {};")
        self.header("core/two.h", '#include "core/one.h"\nstruct Two : One {};')
        self.header("node/three.h", '#include "core/two.h"\nstruct Three : Two {};')

    def header(self, path, text):
        (self.code / path).parent.mkdir(exist_ok=True)
        (self.code / path).write_text(f"#pragma once\n{text}\n", encoding="utf-8")

    def strung(self):
        return alone.chains(alone.closures(self.code))

    def test_headers_that_build_on_each_other_are_one_chain(self):
        self.assertEqual(self.strung(), [["core/one.h", "core/two.h", "node/three.h"]])

    def test_a_header_never_stands_behind_one_that_it_does_not_bring(self):
        self.header("node/other.h", '#include "core/one.h"\nstruct Other : One {};')
        brings = alone.closures(self.code)
        for chain in alone.chains(brings):
            for before, after in zip(chain, chain[1:]):
                self.assertIn(before, brings[after])
        self.assertEqual(sorted(h for chain in self.strung() for h in chain), sorted(brings))

    def test_one_that_relies_on_others_includes_is_found(self):
        self.header("node/lazy.h", "struct Lazy : Two {};")
        errors = [alone.compile_error(self.code, "g++", chain) for chain in self.strung()]
        self.assertEqual([("node/lazy.h" in e) for e in errors if e], [True])

    def test_what_is_no_library_is_left_out(self):
        self.header("cli/screen.h", "struct Screen {};")
        self.assertNotIn("cli/screen.h", alone.closures(self.code))


if __name__ == "__main__":
    unittest.main()
