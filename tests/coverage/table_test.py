#!/usr/bin/python3
"""The table of what the tests run, made from small exports written by hand."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import table
from cover_test import begin, branch, end

SCRIPT = Path(__file__).with_name("table.py")


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
        path.write_text("".join(f"  line {n};\n" for n in range(1, lines + 1)), encoding="utf-8")
        segments = [begin(1, 1, 2)]
        if missed:
            segments += [end(lines - missed, 9), begin(lines - missed + 1, 1, 0)]
        segments.append(end(lines, 9))
        self.export["data"][0]["files"].append(
            {"filename": str(path), "segments": segments, "branches": list(branches)})

    def folders(self):
        return table.read(self.export, self.root)

    def table(self):
        return list(table.table(self.folders(), False))

    def complaints(self):
        return list(table.complaints(self.folders(), self.root))

    def below(self):
        """What is below its goal."""
        folders = self.folders()
        return [f"{folder}/{name}" for folder, name, _ in table.few_lines(folders)] + \
            [folder for folder, _ in table.few_branches(folders)]


class Goals(SmallHouse):
    def test_a_part_must_run_to_its_last_line(self):
        self.file("election/election.h", lines=100, missed=1)
        self.assertEqual(self.below(), ["election/election.h"])

    def test_the_rest_must_run_to_nine_tenths(self):
        self.file("cli/screen.cpp", lines=10, missed=1)
        self.assertEqual(self.below(), [])
        self.file("cli/run.cpp", lines=10, missed=2)
        self.assertEqual(self.below(), ["cli/run.cpp"])

    def test_the_rest_must_take_nine_tenths_of_its_branches(self):
        taken = [branch(1, column, 1, 1) for column in range(1, 5)]
        self.file("cli/screen.cpp", lines=10, branches=[*taken, branch(1, 5, 0, 1)])
        self.assertEqual(self.below(), [])
        self.file("cli/run.cpp", lines=10, branches=[branch(1, 1, 0, 1)])
        self.assertEqual(self.below(), ["cli"])

    def test_a_good_file_does_not_make_up_for_a_bad_one(self):
        self.file("cli/good.cpp", lines=900)
        self.file("cli/bad.cpp", lines=10, missed=9)
        self.assertEqual(self.below(), ["cli/bad.cpp"])

    def test_a_part_must_take_nearly_all_of_its_branches(self):
        taken = [branch(1, column, 1, 1) for column in range(1, 20)]
        self.file("safety/durability.h", 9, branches=[*taken, branch(1, 20, 1, 1)])
        self.assertEqual(self.below(), [])
        self.file("replication/progress.h", 9, branches=[branch(1, 1, 0, 1)])
        self.assertEqual(self.below(), ["replication"])

    def test_a_file_that_is_in_no_program_was_not_run(self):
        (self.root / "code/cli").mkdir(parents=True)
        (self.root / "code/cli/attic.cpp").write_text("int a();\nint b();\n", encoding="utf-8")
        self.assertEqual(self.below(), ["cli/attic.cpp"])

    def test_a_header_without_code_is_fine(self):
        (self.root / "code/cli").mkdir(parents=True)
        (self.root / "code/cli/screen.h").write_text("int width();\n", encoding="utf-8")
        self.assertEqual(self.below(), [])


class Report(SmallHouse):
    def test_the_table_names_folders_and_the_files_below_their_goal(self):
        self.file("cli/run.cpp", lines=9)
        self.file("node/gate.cpp", lines=4, branches=[branch(2, 3, 1, 1)])
        self.file("node/node.h", lines=1000, missed=1)
        self.assertEqual([row.split() for row in self.table()[1:]],
                         [["cli", "9/9", "100.0", "%", "90", "%", "none"],
                          ["node", "1003/1004", "99.9", "%", "100", "%",
                           "2/2", "100.0", "%", "95", "%"],
                          ["node.h", "999/1000", "99.9", "%", "100", "%", "none"],
                          ["all", "1012/1013", "99.9", "%", "2/2", "100.0", "%"]])

    def test_the_columns_stand_under_each_other(self):
        self.file("core/log.h", lines=4, branches=[branch(2, 3, 1, 1)])
        self.file("node/node.h", lines=1000, missed=1)
        ends = {row.index(" %") for row in self.table()[1:]}
        self.assertEqual(len(ends), 1)

    def test_a_file_below_its_goal_is_listed_with_the_lines_that_did_not_run(self):
        self.file("node/node.h", lines=30, missed=3)
        self.assertEqual(self.complaints()[1:],
                         ["code/node/node.h: 90.0 % of its lines run, the goal is 100 %. "
                          "These do not:",
                          "    28-30"])

    def test_a_folder_below_its_goal_is_listed_with_the_outcomes_that_no_test_sees(self):
        self.file("node/node.h", lines=30, branches=[branch(2, 3, 0, 1)])
        self.assertEqual(self.complaints()[1:],
                         ["code/node: 50.0 % of its branches are taken, the goal is 95 %. "
                          "These are not:",
                          "    code/node/node.h:2:3: never true: line 2;"])

    def test_where_no_goal_is_missed_the_gaps_are_shown_only_if_asked_for(self):
        self.file("cli/run.cpp", lines=10, missed=1)
        self.assertEqual(self.complaints(), [])
        self.assertEqual(list(table.all_gaps(self.folders(), self.root)),
                         ["", "code/cli/run.cpp", "    10"])


class Program(unittest.TestCase):
    def run_on(self, text, *arguments):
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as export:
            export.write(text)
            export.flush()
            return subprocess.run([sys.executable, SCRIPT, export.name, *arguments],
                                  encoding="utf-8", capture_output=True, timeout=20)

    def test_below_a_goal_it_exits_with_1_and_without_colour_in_a_pipe(self):
        done = self.run_on(json.dumps({"data": [{"files": []}]}))
        self.assertEqual(done.returncode, 1)
        self.assertIn("code/node/gate.cpp:", done.stdout)
        self.assertNotIn("\x1b", done.stdout)

    def test_of_the_folders_that_are_named_it_shows_no_others(self):
        done = self.run_on(json.dumps({"data": [{"files": []}]}), "--all", "node")
        self.assertEqual([row.split()[0] for row in done.stdout.splitlines()[1:4]],
                         ["node", "gate.cpp", "all"])

    def test_what_is_no_export_is_refused_in_one_line(self):
        done = self.run_on("{}")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
