#!/usr/bin/python3
"""Which tests of the coverage build run again."""

import os
import tempfile
import unittest
from pathlib import Path

import run


def at(path, moment):
    """The file, last written at that moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (moment, moment))
    return path


class UpToDate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.build = self.root / "build"
        self.program = at(self.build / "bin/node-tests", 100)

    def is_up_to_date(self):
        return run.is_up_to_date(self.build, "node", [self.program], self.root)

    def test_tests_that_never_passed_run(self):
        self.assertFalse(self.is_up_to_date())

    def test_tests_that_passed_rest(self):
        at(run.passed(self.build, "node"), 200)
        self.assertTrue(self.is_up_to_date())

    def test_tests_whose_program_was_built_since_run_again(self):
        at(run.passed(self.build, "node"), 200)
        at(self.program, 300)
        self.assertFalse(self.is_up_to_date())

    def test_a_scenario_that_was_changed_makes_them_run_again(self):
        at(run.passed(self.build, "node"), 200)
        at(self.root / "diagrams/02-election/split-vote.raft", 300)
        self.assertFalse(self.is_up_to_date())

    def test_so_does_a_script_of_the_same_folder_and_of_no_other(self):
        at(run.passed(self.build, "node"), 200)
        at(self.root / "tests/cli/program_test.py", 300)
        self.assertTrue(self.is_up_to_date())
        at(self.root / "tests/node/gate_test.py", 300)
        self.assertFalse(self.is_up_to_date())

    def test_what_a_folder_counted_that_has_no_tests_any_more_is_forgotten(self):
        at(run.passed(self.build, "node"), 200)
        at(run.passed(self.build, "attic"), 200)
        run.forget(self.build, {"node": []})
        self.assertTrue(run.passed(self.build, "node").exists())
        self.assertFalse(run.passed(self.build, "attic").parent.exists())


class Folders(unittest.TestCase):
    def test_a_test_belongs_to_the_folder_that_its_name_begins_with(self):
        tests = [{"name": "node.Gate.Opens", "command": ["/b/bin/node-tests", "--gtest_filter=x"]},
                 {"name": "golden.repair", "command": ["python3", "g.py", "--raft", "/b/bin/raft"]},
                 {"name": "coverage.table", "command": ["python3", "table_test.py"]}]
        self.assertEqual(run.tests_of({"tests": tests}, Path("/b")),
                         {"node": {Path("/b/bin/node-tests")}, "golden": {Path("/b/bin/raft")},
                          "coverage": set()})


if __name__ == "__main__":
    unittest.main()
