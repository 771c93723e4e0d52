#!/usr/bin/python3
"""The mutation run is tested itself: which mutants there are, that each does what it says when it
is called, and that the right text is what runs while all are asleep."""

import contextlib
import io
import shutil
import subprocess
import tempfile
import types
import unittest
from pathlib import Path

import mutants
import run
import schemata

HERE = Path(__file__).resolve().parent

HEADER = """#pragma once
namespace raft {
struct ServerId { unsigned char value; };
struct Index {
  int value = 0;
  Index next() const { return {value + 1}; }
};
template <class Node>
bool ready(const Node& node, int limit) {
  static_assert(sizeof(limit) >= 2);
  if (node.busy || node.waiting > limit) return false;
  return true;
}
inline int count(int first) {
  int sum = 0;
  ++sum;
  sum += first;
  return sum;
}
inline Index after(Index index) { return index.next(); }
inline int receiver(ServerId to) { return to.value; }
}  // namespace raft
"""

PROGRAM = """#include <cstdio>
#include "small.h"
struct Node { bool busy; int waiting; };
int main() {
  std::printf("%d%d%d %d %d %d", raft::ready(Node{false, 5}, 5), raft::ready(Node{true, 1}, 5),
              raft::ready(Node{false, 6}, 5), raft::count(40), raft::after({}).value,
              raft::receiver({2}));
}
"""
RIGHT = "100 41 1 2"


@unittest.skipUnless(shutil.which(mutants.CLANG), "clang 19 is not installed")
class SmallHeader(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "code").mkdir()
        (self.root / "code/small.h").write_text(HEADER, encoding="utf-8")
        self.mutants = mutants.found_in(self.root, "code/small.h")
        for number, mutant in enumerate(self.mutants, 1):
            mutant.number = number

    def lines(self, line):
        return {m.words() for m in self.mutants if m.line == line}

    def test_a_rule_in_a_template_is_changed_in_every_way(self):
        self.assertEqual(self.lines(11), {
            "`node.busy || node.waiting > limit` -> `node.busy && node.waiting > limit`",
            "`node.busy` -> `!(node.busy)`",
            "`node.waiting > limit` -> `node.waiting >= limit`",
            "`node.waiting > limit` -> `node.waiting <= limit`",
            "`return false` is left out", "`false` -> `true`"})

    def test_steps_calls_and_servers_are_changed(self):
        self.assertEqual(self.lines(16), {"`++sum` is left out", "`++sum` -> `--sum`"})
        self.assertEqual(self.lines(17), {"`sum += first` is left out"})
        self.assertEqual(self.lines(20), {"`index.next()` -> `index`"})
        self.assertEqual(self.lines(21), {"`to` -> `another(to)`"})

    def test_what_only_the_compiler_sees_is_left_alone(self):
        self.assertEqual(self.lines(10), set())

    def test_each_mutant_stands_where_it_says(self):
        for mutant in self.mutants:
            self.assertEqual(HEADER[mutant.begin:mutant.end], mutant.original)

    def test_asleep_they_change_nothing_and_awake_each_changes_the_program(self):
        writer = schemata.with_all(HEADER.encode(), self.mutants)
        (self.root / "small.h").write_bytes(bytes(writer.written))
        (self.root / "main.cpp").write_text(PROGRAM, encoding="utf-8")
        subprocess.run([mutants.CLANG, *mutants.FLAGS, f"-I{HERE}", "main.cpp", "-o", "small"],
                       cwd=self.root, check=True)

        def printed(number):
            return subprocess.run([self.root / "small"], env={"RAFT_MUTANT": str(number)},
                                  check=True, capture_output=True, encoding="utf-8").stdout

        self.assertEqual(printed(0), RIGHT)
        self.assertEqual(printed(len(self.mutants) + 1), RIGHT)
        for mutant in self.mutants:
            self.assertNotEqual(printed(mutant.number), RIGHT, mutant.words())

    def test_a_place_in_what_is_written_leads_back_to_its_mutants(self):
        writer = schemata.with_all(HEADER.encode(), self.mutants)
        lines = bytes(writer.written).decode().splitlines()
        number, line = next((n, text) for n, text in enumerate(lines, 1) if "sum += first" in text)
        found = writer.mutants_at(number, line.index("sum += first") + 1)
        self.assertEqual([m.words() for m in found], ["`sum += first` is left out"])


class Loop(unittest.TestCase):
    class Programs:
        """Two programs, one of which kills by failing, and one by never ending."""

        def measure(self, order):
            self.measured = order

        def limit(self, folder):
            return 0

        def run(self, folder, number, limit):
            kills = {("core", 2): "failed", ("node", 3): "hung"}
            return kills.get((folder, number), "passed"), 0

    def test_each_mutant_is_put_to_one_program_after_the_other_until_one_notices(self):
        mutants_in_file = []
        for number in (1, 2, 3):
            mutant = mutants.Mutant("code/core/log.h", 0, 5, "", "expression")
            mutant.number, mutant.line, mutant.original = number, 1, "first"
            mutant.for_the_compiler, mutant.whole_line = False, ""
            mutants_in_file.append(mutant)
        result = run.Result(Path("nowhere"))
        chosen = types.SimpleNamespace(jobs=2)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            survivors = run.try_by(self.Programs(), ["node", "core"], mutants_in_file, chosen,
                                   result)
        self.assertEqual([m.number for m in survivors], [1])
        self.assertEqual({(row["number"], row["program"], row["ending"]) for row in result.rows},
                         {(2, "core", "failed"), (3, "node", "hung")})
        self.assertEqual(said.getvalue(), "The tests of node, core: 3 mutants, 1 survived\n")


class Pieces(unittest.TestCase):
    def test_pieces_that_overlap_are_refused(self):
        one = mutants.Mutant("f", 0, 5, "", "expression")
        other = mutants.Mutant("f", 3, 8, "", "expression")
        with self.assertRaises(ValueError):
            schemata.pieces_of([one, other])


if __name__ == "__main__":
    unittest.main()
