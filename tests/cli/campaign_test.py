#!/usr/bin/python3
"""`raft campaign` from outside: what it prints, what it returns, what it leaves behind.

    campaign_test.py RAFT
"""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

RAFT = os.path.abspath(sys.argv[1])


class Campaign(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def raft(self, *arguments):
        return subprocess.run([RAFT, *arguments], capture_output=True, encoding="utf-8",
                              cwd=self.folder, timeout=100)

    def json(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return json.load(file)

    def test_the_whole_node_passes_and_the_table_says_what_happened(self):
        done = self.raft("campaign", "--seeds", "40", "--jobs", "2")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for words in ("40 of 40 seeds", "raft, seeds 1 to 40", "crash of the leader", "unavailable",
                      "No seed has failed."):
            self.assertIn(words, done.stdout)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 80)
        self.assertEqual(os.listdir(self.folder), [])

    def test_the_numbers_do_not_depend_on_the_threads(self):
        self.raft("campaign", "--seeds", "30", "--jobs", "1", "--json", "one.json")
        self.raft("campaign", "--seeds", "30", "--jobs", "3", "--json", "three.json")
        self.assertEqual(self.json("one.json"), self.json("three.json"))
        self.assertEqual(self.json("one.json")["counts"]["runs"], 30)

    def test_a_failure_is_left_as_a_scenario_that_fails_again(self):
        missing = ("--without", "ElectionRestriction")
        done = self.raft("campaign", *missing, "--json", "r.json", "--keep", "kept")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Leader Completeness is broken", done.stdout)
        failure = self.json("r.json")["failures"][0]
        file = os.path.join("kept", f"campaign-{failure['seed']}.raft")
        self.assertEqual(failure["file"], file)
        self.assertIn(f"raft run {file} --node raft --without ElectionRestriction", done.stdout)
        again = self.raft("run", file, *missing, "--quiet")
        self.assertEqual(again.returncode, 1)
        self.assertIn("Leader Completeness is broken", again.stdout)
        self.assertEqual(self.raft("run", file, "--quiet").returncode, 0)

    def test_a_known_bug_is_found(self):
        done = self.raft("campaign", "--bug", "vote-not-saved")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--bug vote-not-saved", done.stdout)

    def test_a_failure_without_a_broken_invariant_is_told_as_what_it_is(self):
        done = self.raft("campaign", "--bug", "refuses-equal-logs", "--seeds", "1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Seed 1 has failed.\n\n  expected: leader; found: ", done.stdout)
        self.assertIn("\nTo see it again:\n  raft run campaign-1.raft --bug refuses-equal-logs\n",
                      done.stdout)
        self.assertNotIn("What the paper says", done.stdout)
        again = self.raft("run", "campaign-1.raft", "--bug", "refuses-equal-logs", "--quiet")
        self.assertEqual(again.returncode, 1)

    def test_a_folder_that_cannot_be_made_is_refused_before_the_first_seed(self):
        with open(os.path.join(self.folder, "file"), "w", encoding="utf-8"):
            pass
        for keep in ("file", "file/kept"):
            done = self.raft("campaign", "--seeds", "1", "--keep", keep)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f"raft: cannot make the folder '{keep}': ", done.stderr)
        self.assertEqual(os.listdir(self.folder), ["file"])

    def test_what_cannot_be_written_is_told_under_the_table(self):
        done = self.raft("campaign", "--seeds", "1", "--json", "no/report.json")
        self.assertEqual(done.returncode, 2)
        self.assertIn("No seed has failed.", done.stdout)
        self.assertEqual(done.stderr,
                         "raft: cannot write 'no/report.json': No such file or directory\n")
        os.makedirs(os.path.join(self.folder, "kept", "campaign-2.raft"))
        done = self.raft("campaign", "--bug", "commits-alone", "--first", "2", "--seeds", "1",
                         "--keep", "kept")
        self.assertEqual(done.returncode, 2)
        self.assertIn("raft with the bug commits-alone, seeds 2 to 2\n", done.stdout)
        self.assertEqual(done.stderr,
                         "raft: cannot write 'kept/campaign-2.raft': Is a directory\n")

    def test_bad_input_is_refused_in_a_sentence(self):
        for arguments, because in ((["--node", "election"], "commits nothing"),
                                   (["--node", "raf"], "there is no node 'raf'"),
                                   (["--without", "Elections"], "ElectionRestriction"),
                                   (["--seeds", "0"], "--seeds"),
                                   (["--jobs", "many"], "whole number")):
            done = self.raft("campaign", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertIn(because, done.stderr)

    def test_an_interrupt_ends_it_with_the_table_so_far(self):
        process = subprocess.Popen([RAFT, "campaign", "--seeds", "1000000"], cwd=self.folder,
                                   stdout=subprocess.PIPE, encoding="utf-8")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertIn("What happened", out)
        self.assertRegex(out, r"Interrupted: \d+ of 1000000 seeds")

    def test_an_interrupt_that_is_ignored_ends_nothing(self):
        ignored = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", RAFT, "campaign", "--seeds", "5"]
        process = subprocess.Popen(ignored, cwd=self.folder, stdout=subprocess.PIPE,
                                   encoding="utf-8")
        begun = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertIn(" of 5 seeds, ", begun)
        self.assertIn("No seed has failed.", out)

    def test_a_person_sees_a_bar(self):
        master, slave = pty.openpty()
        process = subprocess.Popen([RAFT, "campaign", "--seeds", "40"], cwd=self.folder,
                                   stdout=slave, env={**os.environ, "TERM": "xterm"})
        os.close(slave)
        seen = b""
        try:
            while piece := os.read(master, 4096):
                seen += piece
        except OSError:
            pass
        os.close(master)
        self.assertEqual(process.wait(), 0)
        self.assertIn(b"\r\x1b[K[", seen)
        self.assertNotIn(b"40 of 40 seeds", seen.splitlines()[-1])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
