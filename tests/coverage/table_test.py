#!/usr/bin/python3
"""The table of what the tests run, made from small exports written by hand."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import table
from table import Cover, Segment, Sum

SCRIPT = Path(__file__).with_name("table.py")


def begin(line, column, count):
    return [line, column, count, True, True, False]


def go_on(line, column, count):
    return [line, column, count, True, False, False]


def end(line, column):
    return [line, column, 0, False, False, False]


def branch(line, column, true, false):
    return [line, column, line, column + 1, true, false, 0, 0, 4]


class Lines(unittest.TestCase):
    def counts(self, *segments):
        return table.line_counts([Segment(*s) for s in segments])

    def test_each_line_of_a_function_ran_as_often_as_the_function(self):
        self.assertEqual(self.counts(begin(3, 9, 5), end(6, 2)), {3: 5, 4: 5, 5: 5, 6: 5})

    def test_what_lies_between_functions_is_no_code(self):
        self.assertEqual(self.counts(begin(1, 1, 5), end(1, 9), begin(4, 1, 0), end(4, 9)),
                         {1: 5, 4: 0})

    def test_a_branch_that_never_ran_has_lines_that_never_ran(self):
        counts = self.counts(begin(1, 1, 5), begin(2, 12, 0), go_on(4, 4, 5), end(6, 2))
        self.assertEqual(counts, {1: 5, 2: 5, 3: 0, 4: 0, 5: 5, 6: 5})

    def test_code_that_the_compiler_discards_does_not_count(self):
        discarded = [2, 1, 0, False, True, False]
        self.assertEqual(self.counts(begin(1, 1, 5), discarded, go_on(4, 4, 5), end(5, 2)),
                         {1: 5, 5: 5})

    def test_the_gap_before_a_branch_is_not_counted_for_its_line(self):
        gap = [1, 12, 7, True, True, True]
        self.assertEqual(self.counts(begin(1, 1, 5), gap, end(1, 20)), {1: 5})


class Branches(unittest.TestCase):
    def cover(self, *branches, count=9):
        source = ["if (a)"] * 8 + ["bool operator==(A, A) = default;", "switch (a) {"]
        segments = [begin(1, 1, count), end(10, 2)]
        return Cover.of_file({"segments": segments, "branches": branches}, source)

    def test_each_outcome_counts_once(self):
        cover = self.cover(branch(2, 7, true=3, false=0))
        self.assertEqual(cover.missed_branches(), [(2, 7, False)])
        self.assertEqual((Sum([cover]).branches_run, Sum([cover]).branches), (1, 2))

    def test_an_outcome_counts_if_any_instantiation_of_a_template_takes_it(self):
        cover = self.cover(branch(2, 7, true=3, false=0), branch(2, 7, true=0, false=1))
        self.assertEqual(cover.missed_branches(), [])

    def test_a_condition_that_the_compiler_decides_is_none(self):
        self.assertEqual(self.cover(branch(2, 7, true=0, false=0)).branches, {})

    def test_a_condition_that_the_compiler_writes_is_none(self):
        column = len("bool operator==(A, A) = default")
        self.assertEqual(self.cover(branch(9, column, true=3, false=0)).branches, {})

    def test_a_switch_that_names_every_case_has_no_other(self):
        self.assertEqual(self.cover(branch(10, 9, true=0, false=3)).branches, {})

    def test_a_condition_that_is_never_reached_misses_both_outcomes(self):
        cover = self.cover(branch(2, 7, true=0, false=0), count=0)
        self.assertEqual(len(cover.missed_branches()), 2)


class SmallHouse(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.export = {"data": [{"files": []}]}

    def file(self, name, lines, missed=0, branches=()):
        """A file of one function; its last `missed` lines never ran."""
        path = self.root / "code" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"  line {n};\n" for n in range(1, lines + 1)))
        segments = [begin(1, 1, 2)]
        if missed:
            segments += [end(lines - missed, 9), begin(lines - missed + 1, 1, 0)]
        segments.append(end(lines, 9))
        self.export["data"][0]["files"].append(
            {"filename": str(path), "segments": segments, "branches": list(branches)})

    def report(self, most=40):
        return list(table.report(table.read(self.export, self.root), self.root, most, False))

    def complaints(self):
        return list(table.complaints(table.read(self.export, self.root)))


class Goals(SmallHouse):
    def test_a_part_must_run_to_its_last_line(self):
        self.file("election/election.h", lines=100, missed=1)
        self.assertEqual(self.complaints(),
                         ["code/election/election.h: the tests must run 100 % of its lines"])

    def test_the_rest_must_run_to_nine_tenths(self):
        self.file("cli/screen.cpp", lines=10, missed=1)
        self.assertEqual(self.complaints(), [])
        self.file("cli/run.cpp", lines=10, missed=2)
        self.assertEqual(self.complaints(),
                         ["code/cli/run.cpp: the tests must run 90 % of its lines"])

    def test_a_good_file_does_not_make_up_for_a_bad_one(self):
        self.file("cli/good.cpp", lines=900)
        self.file("cli/bad.cpp", lines=10, missed=9)
        self.assertEqual(len(self.complaints()), 1)

    def test_a_part_must_take_nearly_all_of_its_branches(self):
        taken = [branch(1, column, 1, 1) for column in range(1, 20)]
        self.file("safety/durability.h", 9, branches=[*taken, branch(1, 20, 1, 1)])
        self.assertEqual(self.complaints(), [])
        self.file("replication/progress.h", 9, branches=[branch(1, 1, 0, 1)])
        self.assertEqual(self.complaints(),
                         ["code/replication: the tests must take 95 % of its branches"])

    def test_a_file_that_is_in_no_program_was_not_run(self):
        (self.root / "code/cli").mkdir(parents=True)
        (self.root / "code/cli/attic.cpp").write_text("int a();\nint b();\n")
        self.assertEqual(self.complaints(),
                         ["code/cli/attic.cpp: the tests must run 90 % of its lines"])

    def test_a_header_without_code_is_fine(self):
        (self.root / "code/cli").mkdir(parents=True)
        (self.root / "code/cli/screen.h").write_text("int width();\n")
        self.assertEqual(self.complaints(), [])


class Report(SmallHouse):
    def test_the_table_names_folders_and_the_files_below_their_goal(self):
        self.file("node/gate.cpp", lines=4, branches=[branch(2, 3, 1, 1)])
        self.file("node/node.h", lines=1000, missed=1)
        rows = self.report()[:4]
        self.assertEqual([row.split() for row in rows[1:]],
                         [["node", "1003/1004", "99.9", "%", "2/2", "100.0", "%"],
                          ["node.h", "999/1000", "99.9", "%", "none"],
                          ["all", "1003/1004", "99.9", "%", "2/2", "100.0", "%"]])

    def test_the_columns_stand_under_each_other(self):
        self.file("background/log.h", lines=4, branches=[branch(2, 3, 1, 1)])
        self.file("node/node.h", lines=1000, missed=1)
        ends = {row.rstrip().index(" %") for row in self.report()[1:5]}
        self.assertEqual(len(ends), 1)

    def test_every_gap_is_a_place_with_its_source(self):
        self.file("node/node.h", lines=30, missed=1, branches=[branch(2, 3, 0, 1)])
        self.assertIn("code/node/node.h:30: line 30;", self.report())
        self.assertIn("code/node/node.h:2:3: never true: line 2;", self.report())

    def test_the_list_of_gaps_is_bounded(self):
        self.file("node/node.h", lines=30, missed=10)
        report = self.report(most=4)
        self.assertEqual(len([line for line in report if ": line" in line]), 4)
        self.assertIn("and 6 more places", report)

    def test_where_nothing_is_missing_only_the_table_is_shown(self):
        self.file("node/node.h", lines=30)
        self.assertEqual(len(self.report()), 3)


class Program(unittest.TestCase):
    def run_on(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as export:
            export.write(text)
            export.flush()
            return subprocess.run([sys.executable, SCRIPT, export.name], capture_output=True,
                                  text=True, timeout=20)

    def test_below_a_goal_it_exits_with_1_and_without_colour_in_a_pipe(self):
        done = self.run_on(json.dumps({"data": [{"files": []}]}))
        self.assertEqual(done.returncode, 1)
        self.assertIn("code/node/gate.cpp:", done.stdout)
        self.assertNotIn("\x1b", done.stdout)

    def test_what_is_no_export_is_refused_in_one_line(self):
        done = self.run_on("{}")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
