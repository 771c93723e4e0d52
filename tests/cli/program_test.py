#!/usr/bin/python3
"""The program `raft` from outside: what it prints, what it returns, what it leaves behind.

    program_test.py RAFT SOURCE_FOLDER
"""

import fcntl
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

RAFT = os.path.abspath(sys.argv[1])
SOURCE = os.path.abspath(sys.argv[2])

GOOD = """servers 3
node raft
timeout S1
deliver all
expect leader S1
"""
UNMET = GOOD + "expect leader S2\n"
KILL = """title "A candidate with an old log"
node safety
timeout S1
deliver all
hold ->S3
propose S1 x=1
deliver all
crash S1
release
timeout S3
deliver
deliver
expect safe
"""
BROKEN_VOTE = """servers 3
node safety without Durability
timeout S1
deliver S1->S2
crash S2
restart S2
timeout S2
"""


class Program(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def raft(self, *arguments, typed="", env=None):
        environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
        environment.update(env or {})
        return subprocess.run([RAFT, *arguments], input=typed, capture_output=True,
                              encoding="utf-8", cwd=self.folder, env=environment, timeout=180)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)
        return name

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def files(self):
        return sorted(os.listdir(self.folder))

    def refused(self, *arguments, because, typed=""):
        done = self.raft(*arguments, typed=typed)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(because, done.stderr)
        self.assertEqual(done.stdout, "")

    # ---- exit codes and verdicts

    def test_a_good_run_returns_0(self):
        done = self.raft("run", self.write("good.raft", GOOD))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("ok      good.raft  1 expectation met", done.stdout)

    def test_an_unmet_expectation_returns_1_and_says_where(self):
        done = self.raft("run", self.write("unmet.raft", UNMET), "--quiet")
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAILED  unmet.raft", done.stdout)
        self.assertIn("unmet.raft:6:1", done.stdout)

    def test_a_broken_invariant_returns_1_and_teaches(self):
        self.write("kill.raft", KILL)
        self.assertEqual(self.raft("run", "kill.raft").returncode, 0)
        done = self.raft("run", "kill.raft", "-q", "--without", "ElectionRestriction")
        self.assertEqual(done.returncode, 1)
        for part in ("Leader Completeness is broken", "What the paper says", "The shortest way",
                     "raft run kill.raft --node safety --without ElectionRestriction"):
            self.assertIn(part, done.stdout)

    def test_the_command_in_the_report_shows_it_again(self):
        self.write("kill.raft", KILL)
        first = self.raft("run", "kill.raft", "-q", "--without", "ElectionRestriction")
        command = re.search(r"To see it again:\n  raft (.*)\n", first.stdout).group(1)
        self.assertEqual(self.raft(*command.split(), "-q").stdout, first.stdout)

    def test_the_shortest_schedule_breaks_it_too(self):
        self.write("kill.raft", KILL)
        done = self.raft("run", "kill.raft", "-q", "--without", "ElectionRestriction")
        lines = re.findall(r"^ +\d+  (.*)$", done.stdout, re.M)
        self.write("short.raft", "\n".join(lines) + '\nexpect violation "Leader Completeness"\n')
        self.assertEqual(self.raft("run", "short.raft", "-q").returncode, 0)

    def test_several_scenarios_get_a_verdict_each_and_a_summary(self):
        done = self.raft("run", self.write("a.raft", GOOD), self.write("b.raft", UNMET))
        self.assertEqual(done.returncode, 1)
        self.assertIn("ok      a.raft", done.stdout)
        self.assertIn("2 scenarios: 1 ok, 1 failed", done.stdout)

    # A coin decides: seed 1 passes and some other does not.
    CRUEL = "servers 3\ntimeout S1\ndeliver all\nsometimes 30% crash S1\nexpect leader S1\n"

    def first_failing_seed(self, name):
        return next(seed for seed in range(1, 60)
                    if self.raft("run", name, "-q", "--seed", str(seed)).returncode == 1)

    def test_a_scenario_can_be_run_with_many_seeds(self):
        name = self.write("cruel.raft", self.CRUEL)
        seed = self.first_failing_seed(name)
        done = self.raft("run", "--seeds", "40", name)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, rf"^FAILED  cruel.raft  \d+ of 40 seeds passed; "
                                      rf"the first that fails is {seed}\n")
        self.assertIn(f"\nTo see it: raft run cruel.raft --seed {seed}\n", done.stdout)
        self.assertIn("expected: leader S1", done.stdout)
        later = self.raft("run", "--seeds", "40", "--seed", str(seed + 1), name)
        self.assertNotIn(f"--seed {seed}\n", later.stdout)

    def test_seeds_that_all_pass_are_told_in_a_line(self):
        done = self.raft("run", "--seeds", "5", self.write("good.raft", GOOD))
        self.assertEqual((done.returncode, done.stdout), (0, "ok      good.raft  5 seeds passed\n"))
        done = self.raft("run", "--seeds", "3", "good.raft", self.write("bad.raft", UNMET))
        self.assertEqual(done.returncode, 1)
        self.assertIn("0 of 3 seeds passed; the first that fails is 1", done.stdout)
        self.assertIn("2 scenarios: 1 ok, 1 failed", done.stdout)

    def test_seeds_with_which_an_invariant_breaks_are_explained(self):
        done = self.raft("run", "--seeds", "4", self.write("vote.raft", BROKEN_VOTE))
        self.assertEqual(done.returncode, 1)
        self.assertIn("raft run vote.raft --seed 1", done.stdout)
        self.assertIn("Vote Stability", done.stdout)

    def test_of_many_seeds_only_verdicts_are_told(self):
        name = self.write("good.raft", GOOD)
        for words in (["--table"], ["--trace", "x.svg"]):
            done = self.raft("run", "--seeds", "2", *words, name)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn("with --seeds only verdicts are told", done.stderr)
        self.assertEqual(self.raft("run", "--seeds", "0", name).returncode, 2)

    def test_an_interrupt_ends_the_seeds_with_what_was_found(self):
        self.write("long.raft", "servers 5\nclients 9\nrun 2s\nexpect safe\n")
        leader, follower = pty.openpty()
        running = subprocess.Popen([RAFT, "run", "--seeds", "1000000", "long.raft"],
                                   cwd=self.folder, stdin=follower, stdout=follower,
                                   stderr=follower, env={**os.environ, "NO_COLOR": "1"})
        os.close(follower)
        said = self.until_quiet(leader, 20, b" seeds, 0 failed")
        running.send_signal(signal.SIGINT)
        said += self.until_quiet(leader, 20, b"none has failed.")
        self.assertEqual(running.wait(timeout=20), 130)
        os.close(leader)
        self.assertRegex(said, r"\r\x1b\[KInterrupted: \d+ of 1000000 seeds of long.raft, and none "
                               r"has failed\.")

    def test_where_all_are_well_the_summary_says_so(self):
        done = self.raft("run", self.write("a.raft", GOOD), self.write("b.raft", GOOD))
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.endswith("\n2 scenarios: 2 ok, 0 failed\n"), done.stdout)

    def test_an_invariant_that_breaks_in_the_place_of_another_is_one_failure(self):
        self.write("other.raft", BROKEN_VOTE + 'expect violation "Election Safety"\n')
        done = self.raft("run", "other.raft", "-q")
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAILED  other.raft  1 failure\n", done.stdout)
        self.assertIn('expected: violation "Election Safety"; found: Vote Stability is broken',
                      done.stdout)
        self.assertNotIn("What the paper says", done.stdout)

    def test_the_command_in_the_report_is_as_short_as_it_can_be(self):
        done = self.raft("run", self.write("own.raft", BROKEN_VOTE), "-q")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.endswith("\n  raft run own.raft\n"), done.stdout)

    def test_the_command_in_the_report_can_be_pasted_into_a_shell(self):
        name = self.write("an old log's kill.raft", KILL)
        done = self.raft("run", name, "-q", "--without", "ElectionRestriction", "--seed", "9")
        command = done.stdout.splitlines()[-1].strip()
        self.assertTrue(command.endswith(" --without ElectionRestriction --seed 9"), command)
        self.assertEqual(shlex.split(command)[:3], ["raft", "run", name])

    def test_a_scenario_comes_from_a_pipe_too(self):
        self.assertEqual(self.raft("run", "-", typed=GOOD).returncode, 0)

    # ---- bad input

    def test_bad_arguments_are_refused(self):
        self.write("good.raft", GOOD)
        self.refused("rnu", because="did you mean 'run'?")
        self.refused("frobnicate", because="choose from demo, run, shell, matrix, campaign, bugs,")
        self.refused("--frobnicate", because="'raft --help' says what there is")
        self.refused("run", because="FILE is required")
        self.refused("run", "good.raft", "--sed", "1", because="--sed")
        self.refused("run", "good.raft", "--seed", "-1", because="no whole number")
        self.refused("run", "good.raft", "--seed", "12x", because="'12x' is no whole number")
        self.refused("run", "good.raft", "--seed", "99999999999999999999", because="whole number")
        self.refused("run", "good.raft", "--node", "paxos", because="choose from")
        self.refused("run", "good.raft", "--without", "Luck", because="choose from")
        self.refused("run", "good.raft", "--without", "ElectionRestricton",
                     because="did you mean 'ElectionRestriction'?")
        self.refused("run", "good.raft", "--node", "elction", because="did you mean 'election'?")
        self.refused("run", "good.raft", "--trace", "x.png", because=".html, .svg, .jsonl or .txt")
        self.refused("run", "good.raft", "--table", "--quiet", because="one of the ways")
        self.refused("run", "good.raft", "good.raft", "--trace", "x.svg", because="one file")
        self.refused("trace", "good.raft", "--to", "html5", because="choose from terminal")
        self.refused("demo", "7", because="choose from")
        self.refused("demo", "elction", because="did you mean 'election'?")
        self.refused("shell", "--servers", "65", because="--servers")
        self.refused("--colour", "red", "nodes", because="auto, always, never")
        self.refused(because="raft demo 2")

    def test_missing_files_are_named(self):
        self.refused("run", "none.raft", because="'none.raft': No such file")
        self.refused("trace", "none.jsonl", "--to", "svg", because="'none.jsonl': No such file")
        self.refused("matrix", because="raft matrix FOLDER")
        self.refused("run", ".", because="no scenarios")

    def test_a_file_of_nearly_that_name_is_pointed_out(self):
        os.mkdir(os.path.join(self.folder, "sub"))
        self.write("sub/good.raft", GOOD)
        self.write("history.jsonl", "")
        self.refused("run", "sub/god.raft", because="did you mean 'sub/good.raft'?")
        self.refused("check", "hsitory.jsonl", because="did you mean 'history.jsonl'?")

    def test_commands_to_type_are_said_as_they_were_typed(self):
        learn = {"RAFT_PROGRAM_NAME": "./learn"}
        said = self.raft("--help", env=learn).stdout
        names = re.findall(r"^  ([a-z]+) {2,}", said.partition("Subcommands:")[2], re.M)
        self.assertIn("explore", names)
        said += "".join(self.raft(name, "--help", env=learn).stdout for name in names)
        said += self.raft("nodes", env=learn).stdout + self.raft("bugs", env=learn).stdout
        said += self.raft("bugs", "compares-both", env=learn).stdout
        said += self.raft("bugs", "compares-bot", env=learn).stderr + self.raft(env=learn).stderr
        said += self.raft("shell", typed="help\nsave x.raft\n", env=learn).stdout
        self.write("kill.raft", KILL)
        said += self.raft("run", "kill.raft", "--without", "ElectionRestriction", env=learn).stdout
        self.assertNotRegex(said, r"\braft (%s)\b" % "|".join(names + ["COMMAND"]))
        self.assertIn("\n  ./learn run kill.raft --node safety --without", said)
        self.assertIn("saved: ./learn run x.raft", said)

    def test_a_bad_scenario_is_refused_with_its_place(self):
        self.write("bad.raft", "servers 3\ntimeout S1\ndelivr S1->S2\ncrash Q\n")
        done = self.raft("run", "bad.raft")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        for part in ("bad.raft:3:1", "did you mean 'deliver'?", "bad.raft:4:7", "^"):
            self.assertIn(part, done.stderr)
        self.assertTrue(done.stderr.startswith("bad.raft:3:1: "), "an editor finds the place")

    def test_all_bad_scenarios_are_told_at_once(self):
        self.write("one.raft", "delivr\n")
        self.write("two.raft", "timeout S1\ncrsh S1\n")
        done = self.raft("run", "one.raft", "two.raft")
        self.assertEqual(done.returncode, 2)
        self.assertIn("one.raft:1:1: ", done.stderr)
        self.assertIn("\ntwo.raft:2:1: ", done.stderr)
        self.assertEqual(done.stdout,
                         "\n2 scenarios: 0 ok, 0 failed, 2 could not be run\n")

    def test_a_bad_scenario_does_not_stop_the_others(self):
        for command in ("run", "matrix"):
            self.write("a.raft", "delivr\n")
            done = self.raft(command, "a.raft", self.write("b.raft", GOOD))
            self.assertEqual(done.returncode, 2)
            self.assertIn("a.raft:1:1: ", done.stderr)
            self.assertIn("b.raft" if command == "run" else "  1  b", done.stdout)

    def test_what_another_node_cannot_do_is_told_and_is_not_ok(self):
        self.write("other.raft", "servers 3\ntimeout S1\ndeliver all\npropose S2 x=1\n"
                                 "crash S2\ncrash S2\nrun 10ms\n")
        done = self.raft("run", "other.raft", "-q", "--node", "raft")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "FAILED  other.raft  2 statements could not be performed\n\n"
                                      "2 statements could not be performed:\n"
                                      "  line 4: propose S2 x=1: S2 refused: not leader\n"
                                      "  line 6: crash S2: S2 is stopped already\n")

    def test_what_another_node_does_not_bring_about_is_a_failure(self):
        self.write("late.raft", "servers 3\nrun until leader S1 within 10ms\nrun 10ms\n")
        done = self.raft("run", "late.raft", "-q", "--node", "raft")
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAILED  late.raft  1 failure\n", done.stdout)
        self.assertIn("did not come about within 10ms", done.stdout)

    def test_of_a_long_run_the_milestones_are_shown_unless_more_is_asked_for(self):
        self.write("long.raft", "servers 5\nclients 3\nrun 2s\n")
        short = self.raft("run", "long.raft").stdout
        whole = self.raft("run", "long.raft", "--table").stdout
        self.assertLess(short.count("\n"), 100)
        self.assertIn(f"--table all {whole.count(chr(10)) - 1} lines", short)

    def test_the_same_style_may_be_asked_for_twice(self):
        done = self.raft("run", self.write("good.raft", GOOD), "-q", "--quiet")
        self.assertEqual((done.returncode, done.stdout.count("\n")), (0, 1), done.stderr)

    def test_a_bad_trace_is_refused_with_its_place(self):
        self.raft("run", self.write("good.raft", GOOD), "--trace", "t.jsonl")
        lines = self.read("t.jsonl").decode().splitlines()
        lines[3] = lines[3].replace('"', "'", 1)
        self.write("bad.jsonl", "\n".join(lines))
        self.refused("trace", "bad.jsonl", "--to", "svg", because="bad.jsonl:4:")
        done = self.raft("trace", "bad.jsonl", "--to", "svg")
        self.assertTrue(done.stderr.startswith("bad.jsonl:4:"), "an editor finds the place")

    def test_random_bytes_are_refused_and_nothing_crashes(self):
        noise = bytes((i * i * 37 + i // 7) % 256 for i in range(5000))
        with open(os.path.join(self.folder, "noise"), "wb") as file:
            file.write(noise)
        for arguments in (["run", "noise"], ["trace", "noise", "--to", "svg"]):
            done = subprocess.run([RAFT, *arguments], capture_output=True, cwd=self.folder)
            self.assertEqual(done.returncode, 2)
        with open(os.path.join(self.folder, "noise"), "rb") as file:
            done = subprocess.run([RAFT, "shell"], stdin=file, capture_output=True)
        self.assertEqual(done.returncode, 2)

    # ---- traces

    def test_a_trace_is_written_in_each_form(self):
        self.write("good.raft", GOOD)
        for name in ("t.jsonl", "t.svg", "t.txt", "t.html"):
            done = self.raft("run", "good.raft", "-q", "--trace", name)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(self.read("t.svg").startswith(b"<svg"))
        self.assertEqual(self.files(), ["good.raft", "t.html", "t.jsonl", "t.svg", "t.txt"])
        for form in ("terminal", "transcript", "html", "svg", "shiviz", "perfetto"):
            done = self.raft("trace", "t.jsonl", "--to", form, "-o", form + ".out")
            self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
            self.assertGreater(len(self.read(form + ".out")), 100)
        self.assertEqual(self.read("svg.out"), self.read("t.svg"))
        self.assertEqual(self.read("html.out"), self.read("t.html"))
        self.assertEqual(self.read("transcript.out"), self.read("t.txt"))

    def test_the_player_is_one_file_that_needs_nothing_else(self):
        self.raft("run", self.write("good.raft", GOOD), "-q", "--trace", "t.html")
        page = self.read("t.html").decode()
        self.assertTrue(page.startswith("<!DOCTYPE html>"))
        self.assertNotRegex(page, r"(src|href)\s*=|@import|url\(|\{\{\w+\}\}")
        self.assertIn("S1 stands for election in term 1\n", page)
        trace = page.split('id="trace">')[1].split("</script>")[0]
        self.assertLess(len(page) - len(trace), 120_000)

    def test_no_title_and_no_command_can_break_the_page(self):
        title = 'R&D "at" <b> </script>'
        self.raft("run", self.write("good.raft", GOOD), "-q", "--trace", "t.jsonl")
        header, *events = self.read("t.jsonl").decode().splitlines()
        hostile = json.dumps({**json.loads(header), "title": title}, separators=(",", ":"))
        self.write("hostile.jsonl", "\n".join([hostile, *events]))
        done = self.raft("trace", "hostile.jsonl", "--to", "html", "-o", "t.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        page = self.read("t.html").decode()
        self.assertIn("<title>R&amp;D &quot;at&quot; &lt;b&gt; &lt;/script&gt;", page)
        self.assertNotIn("<b>", page)
        data = page.split('id="trace">')[1].split("</script>")[0]
        self.assertNotIn("<", data)
        self.assertEqual(json.loads(data.splitlines()[0])["title"], title)

    def test_a_page_says_what_it_shows(self):
        self.write("one.raft", "servers 1\ntimeout S1\n")
        self.write("less.raft", "node safety without Durability\nseed 4\ntimeout S1\n")
        for name, words in (("one", "1 server, node raft, seed 1"),
                            ("less", "3 servers, node safety without Durability, seed 4")):
            self.raft("run", name + ".raft", "-q", "--trace", name + ".html")
            page = self.read(name + ".html").decode()
            self.assertIn("<title>A run of Raft", page)
            self.assertIn(words, page)

    def test_of_a_long_run_the_milestones_are_drawn_and_that_is_said(self):
        self.write("long.raft", "run 20s\n")
        done = self.raft("run", "long.raft", "-q", "--trace", "long.svg")
        self.assertRegex(done.stdout, r"^long\.svg \(the milestones of \d{4} events; a \.html file "
                                      r"has them all\)\n")
        self.raft("run", "long.raft", "-q", "--trace", "long.jsonl")
        self.raft("trace", "long.jsonl", "--to", "svg", "-o", "whole.svg")
        self.assertLess(len(self.read("long.svg")), len(self.read("whole.svg")))

    def test_a_demo_says_in_captions_what_it_says(self):
        self.raft("demo", "6", "--trace", "six.txt")
        story = self.read("six.txt").decode()
        self.assertIn("The leader is cut off. A partition leaves", story)
        self.assertIn("nothing that a client was told is lost", story)

    def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(self):
        scenario = os.path.join(SOURCE, "diagrams/06-cluster/bad-network.raft")
        for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
            self.raft("run", scenario, "-q", "--seed", seed, "--trace", name + ".jsonl")
        self.assertEqual(self.read("a.jsonl"), self.read("b.jsonl"))
        self.assertNotEqual(self.read("a.jsonl"), self.read("c.jsonl"))

    def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(self):
        self.write("good.raft", GOOD)
        done = self.raft("run", "good.raft", "--trace", "no/folder/t.svg")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no/folder/t.svg", done.stderr)
        self.assertEqual(self.files(), ["good.raft"])

    def test_a_trace_that_cannot_be_written_is_refused_by_every_command(self):
        self.raft("run", self.write("good.raft", GOOD), "-q", "--trace", "t.jsonl")
        for arguments in (["run", "good.raft", "--trace"], ["demo", "2", "--trace"],
                          ["trace", "t.jsonl", "--to", "svg", "-o"], [*self.FORGETFUL, "-o"],
                          [*self.FORGETFUL, "--trace"]):
            done = self.raft(*arguments, "no/folder/t.svg")
            self.assertEqual(done.returncode, 2, arguments)
            self.assertEqual(done.stderr,
                             "raft: cannot write 'no/folder/t.svg': No such file or directory\n")
        self.assertEqual(self.files(), ["good.raft", "t.jsonl"])

    def test_a_file_is_whole_or_as_it_was(self):
        self.write("good.raft", GOOD)
        self.write("old.svg", "old")
        limit = ["sh", "-c", 'ulimit -f 1; trap "" XFSZ; exec "$@"', "sh"]
        done = subprocess.run(limit + [RAFT, "run", "good.raft", "-q", "--trace", "old.svg"],
                              capture_output=True, cwd=self.folder)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(self.read("old.svg"), b"old")
        self.assertEqual(self.files(), ["good.raft", "old.svg"])

    # ---- the screen

    def test_a_pipe_gets_no_colours_unless_asked_for(self):
        self.write("good.raft", GOOD)
        self.assertNotIn("\x1b", self.raft("run", "good.raft").stdout)
        self.assertIn("\x1b", self.raft("run", "good.raft", "--colour", "always").stdout)

    def test_a_terminal_gets_colours_unless_no_color_is_set(self):
        self.write("good.raft", GOOD)
        self.assertIn("\x1b[", self.on_terminal(["run", "good.raft"], {}))
        self.assertNotIn("\x1b[", self.on_terminal(["run", "good.raft"], {"NO_COLOR": "1"}))
        self.assertNotIn("\x1b[", self.on_terminal(["run", "good.raft"], {"TERM": "dumb"}))

    def test_colours_can_be_refused_on_a_terminal(self):
        self.write("good.raft", GOOD)
        self.assertNotIn("\x1b[", self.on_terminal(["run", "good.raft", "--colour", "never"], {}))
        self.assertNotIn("\x1b[", self.on_terminal(["run", "good.raft"], {"TERM": ""}))

    def test_lines_fit_the_width_of_the_terminal(self):
        scenario = os.path.join(SOURCE, "diagrams/02-election/first-leader.raft")
        shown = self.on_terminal(["run", scenario, "--table"], {"NO_COLOR": "1"}, width=64)
        table = shown.split("ok  ")[0].splitlines()
        self.assertLessEqual(max(map(len, table)), 64)
        self.assertGreater(max(map(len, table)), 50)

    def test_lines_fit_the_width_that_is_asked_for(self):
        scenario = os.path.join(SOURCE, "diagrams/02-election/first-leader.raft")
        done = self.raft("run", scenario, "--table", env={"COLUMNS": "64"})
        table = done.stdout.split("ok  ")[0]
        self.assertLessEqual(max(len(line) for line in table.splitlines()), 64)

    def test_a_reader_that_goes_away_is_no_trouble(self):
        scenario = os.path.join(SOURCE, "diagrams/06-cluster/whole-cluster.raft")
        running = subprocess.Popen([RAFT, "run", scenario], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        running.stdout.readline()
        running.stdout.close()
        self.assertEqual(running.stderr.read(), b"")
        self.assertIn(running.wait(timeout=20), (-signal.SIGPIPE, 0, 1))
        running.stderr.close()

    def test_a_reader_that_goes_away_is_no_trouble_where_that_signal_is_ignored(self):
        source, drain = os.pipe()
        os.close(source)
        ignored = ["sh", "-c", 'trap "" PIPE; exec "$@"', "sh", RAFT, "nodes"]
        done = subprocess.run(ignored, stdout=drain, stderr=subprocess.PIPE)
        os.close(drain)
        self.assertEqual((done.returncode, done.stderr), (1, b""))

    def test_a_full_disk_is_told(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full here")
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([RAFT, "nodes"], stdout=full, stderr=subprocess.PIPE,
                                  encoding="utf-8")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write standard output: No space left", done.stderr)

    # ---- histories

    GET = '{"client":2,"op":"get","key":"x","output":"%s","call":20,"return":30}\n'
    PUT = '{"client":1,"op":"put","key":"x","value":"%s","call":%d,"return":%d}\n'

    def test_a_history_is_linearizable_or_not(self):
        good = self.PUT % ("1", 0, 5) + self.PUT % ("2", 10, 25) + self.GET % "1"
        done = self.raft("check", self.write("good.jsonl", good))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("linearizable: 3 operations of 2 clients on 1 key", done.stdout)
        bad = self.PUT % ("1", 0, 5) + self.PUT % ("2", 10, 15) + self.GET % "1"
        done = self.raft("check", "-", "--svg", "why.svg", typed=bad)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn("NOT LINEARIZABLE", done.stdout)
        self.assertIn("├───3───┤ ✗", done.stdout)
        self.assertIn("client 2 read x=1 at 20..30, but x was 2 already", done.stdout)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 80)
        self.assertTrue(self.read("why.svg").startswith(b"<svg"))

    def test_a_register_has_no_keys_to_speak_of(self):
        put = '{"client":1,"op":"put","value":"%d","call":%d,"return":%d}\n'
        get = '{"client":2,"op":"get","output":"%s","call":20,"return":30}\n'
        good = put % (1, 0, 5) + put % (2, 10, 15) + get % "2"
        done = self.raft("check", "-", "--model", "register", typed=good)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("linearizable: 3 operations of 2 clients\n", done.stdout)
        done = self.raft("check", "-", "--model", "register",
                         typed=put % (1, 0, 5) + put % (2, 10, 15) + get % "1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("The fewest operations that cannot be explained:\n", done.stdout)
        self.assertIn("After those the value is 2. What would have to come next:\n", done.stdout)
        self.assertIn("put 2 -> ok", done.stdout)
        self.assertIn("client 2 read 1 at 20..30, but the value was 2 already: client 1 put 2 at "
                      "10..15.", " ".join(done.stdout.split()))

    def test_a_first_read_of_what_nobody_wrote_has_nothing_before_it(self):
        done = self.raft("check", "-", typed=self.GET % "1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("What would have to come first:\n  1: client 2 read x=1", done.stdout)

    def test_a_picture_that_cannot_be_written_is_refused(self):
        done = self.raft("check", "-", "--svg", "no/folder/why.svg", typed=self.GET % "1")
        self.assertEqual(done.returncode, 2)
        self.assertIn("raft: cannot write 'no/folder/why.svg': No such file", done.stderr)

    def test_at_its_limit_a_history_is_unknown_and_no_pass(self):
        history = self.write("h.jsonl", self.PUT % ("1", 0, 5) + self.PUT % ("2", 10, 15))
        done = self.raft("check", history, "--limit", "1")
        self.assertEqual(done.returncode, 3)
        self.assertIn("UNKNOWN", done.stdout)
        self.assertIn("  key x: 2 operations, up to 1 at once, 0 of unknown outcome\n", done.stdout)
        self.assertIn("What helps: --limit 10, which takes more time and memory;", done.stdout)

    def test_a_client_that_calls_twice_at_once_is_named_and_judged_all_the_same(self):
        history = self.write("h.jsonl", self.PUT % ("1", 0, 15) + "\n" + self.PUT % ("2", 10, 20))
        done = self.raft("check", history)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.startswith("linearizable"))
        self.assertEqual(done.stderr, f"raft: warning: {history}: client 1 calls on line 3 before "
                         "its operation on line 1 has returned; one client does one thing at a "
                         "time, so the recorder may be wrong\n")

    UNDECIDED = ("servers 3\nclients 2 think 20..40ms\nrun until leader within 1s\nrun 400ms\n"
                 "expect linearizable within 1 steps\n")

    def test_a_run_that_is_only_undecided_returns_3(self):
        undecided = self.write("undecided.raft", self.UNDECIDED)
        failing = self.write("failing.raft", self.UNDECIDED + "expect term S1 = 99\n")
        done = self.raft("run", undecided, "-q")
        self.assertEqual(done.returncode, 3)
        self.assertIn("UNKNOWN  " + undecided + "  1 undecided expectation\n", done.stdout)
        self.assertIn("'linearizable within 10 steps'", done.stdout)
        self.assertEqual(self.raft("run", failing, "-q").returncode, 1)
        done = self.raft("run", undecided, failing)
        self.assertEqual(done.returncode, 1)
        self.assertIn("2 scenarios: 0 ok, 1 failed, 1 unknown", done.stdout)
        longer = self.write("longer.raft", self.UNDECIDED.replace("1 steps", "1000 steps"))
        self.assertEqual(self.raft("run", longer, "-q").returncode, 0)
        self.assertEqual(self.raft("shell", typed=self.UNDECIDED).returncode, 3)

    def test_a_bad_history_is_refused_with_its_line(self):
        self.refused("check", "-", typed=self.PUT % ("1", 0, 5) + "?\n",
                     because="(standard input):2: this is no JSON object")
        self.refused("check", self.write("bad.jsonl", self.PUT % ("1", 0, 5) + "?\n"),
                     because="bad.jsonl:2: this is no JSON object")
        self.refused("check", "-", "--model", "register", typed='{"client":1,"op":"add"}',
                     because="a register has no 'add'")
        self.refused("check", "missing.jsonl", because="missing.jsonl")
        self.refused("check", "-", "--model", "queue", because="choose from register, kv")

    def test_what_the_clients_of_a_run_saw_is_judged_later(self):
        scenario = os.path.join(SOURCE, "diagrams", "06-cluster", "lost-write.raft")
        self.raft("run", scenario, "-q", "--trace", "run.jsonl")
        self.raft("trace", "run.jsonl", "--to", "history", "-o", "history.jsonl")
        done = self.raft("check", "history.jsonl")
        self.assertEqual(done.returncode, 1)
        self.assertIn("of unknown outcome", done.stdout)

    # ---- the shell

    def test_a_script_returns_0_1_or_2(self):
        good = "timeout S1\ndeliver all\nexpect leader S1\n"
        self.assertEqual(self.raft("shell", typed=good).returncode, 0)
        self.assertEqual(self.raft("shell", typed=good + "expect leader S2\n").returncode, 1)
        done = self.raft("shell", typed=good + "delivr\nexpect leader S2\n")
        self.assertEqual(done.returncode, 2)
        self.assertIn("(standard input):4:1", done.stderr)
        self.assertNotIn("raft>", done.stdout)

    def test_a_saved_session_runs_again(self):
        typed = "timeout S2\ndeliver all\npropose S2 x=1\nundo\npropose S2 x=2\nrun 100ms\n"
        typed += "expect value x = 2\nsave mine.raft\ntrace mine.jsonl\n"
        self.assertEqual(self.raft("shell", typed=typed).returncode, 0)
        self.assertEqual(self.raft("run", "mine.raft", "--trace", "again.jsonl").returncode, 0)
        self.assertEqual(self.read("again.jsonl"), self.read("mine.jsonl"))

    def test_a_script_may_come_from_another_system(self):
        done = self.raft("shell", typed="timeout S1\r\n\r\ndeliver all\r\nexpect leader S1\r\n")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertNotIn("\r", done.stdout)

    def test_a_person_gets_a_prompt_completion_and_history(self):
        said = self.converse([b"timeo\tS1\r", b"deliv\t\r", b"\x1b[A\r", b"\x04"])
        self.assertIn("raft> ", said)
        self.assertIn("stands for election", said)
        self.assertIn("leads term 1", said)

    def test_an_interrupt_throws_away_the_line_only(self):
        said = self.converse([b"nonsense", b"\x03", b"timeout S2\r", b"quit\r"])
        self.assertRegex(said, r"(?s)nonsense.{0,30}raft> ")
        self.assertIn("stands for election", said)
        self.assertNotIn("no verb", said)

    def test_an_empty_line_is_not_called_back(self):
        said = self.converse([b"timeout S2\r", b"\r", b"\x1b[A\r", b"quit\r"])
        self.assertEqual(said.count("stands for election"), 2)

    def test_a_person_whose_output_goes_to_a_file_still_sees_the_prompt(self):
        leader, follower = pty.openpty()
        with open(os.path.join(self.folder, "out"), "w", encoding="utf-8") as out:
            running = subprocess.Popen([RAFT, "shell"], stdin=follower, stdout=out,
                                       stderr=follower, env={**os.environ, "TERM": "xterm"})
        os.close(follower)
        said = self.until_quiet(leader, 10, b"raft> ")
        os.write(leader, b"timeout S2\rquit\r")
        said += self.until_quiet(leader, 3)
        running.wait(timeout=20)
        os.close(leader)
        self.assertIn("raft> ", said)
        self.assertNotIn("stands for election", said)
        self.assertIn(b"stands for election", self.read("out"))

    # ---- how a run is shown

    def test_each_style_shows_less_than_the_one_before(self):
        scenario = os.path.join(SOURCE, "diagrams/03-replication/replicate.raft")
        shown = [self.raft("run", scenario, style).stdout.count("\n")
                 for style in ("--table", "--highlights", "--milestones", "--quiet")]
        self.assertEqual(shown, sorted(set(shown), reverse=True))

    def test_a_transcript_is_made_of_sentences(self):
        scenario = os.path.join(SOURCE, "diagrams/02-election/first-leader.raft")
        self.assertIn("S1  stands for election in term 1\n",
                      self.raft("run", scenario, "--transcript").stdout)

    def test_a_recorded_run_is_shown_like_the_run(self):
        scenario = os.path.join(SOURCE, "diagrams/02-election/first-leader.raft")
        self.raft("run", scenario, "--trace", "t.jsonl")
        shown = self.raft("trace", "t.jsonl", "--to", "terminal").stdout
        self.assertIn(shown, self.raft("run", scenario, "--table").stdout)

    # ---- the others

    def test_each_level_has_help_with_examples(self):
        for command in ([], ["run"], ["trace"], ["check"], ["demo"], ["shell"], ["matrix"],
                        ["campaign"]):
            done = self.raft(*command, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("raft " + (command[0] if command else "demo"), done.stdout)
            self.assertLessEqual(max(map(len, done.stdout.splitlines())), 100)
        self.assertRegex(self.raft("--version").stdout, r"^raft \d+\.\d+")

    def test_bugs_lists_the_known_bugs_and_tells_all_of_one(self):
        listed = self.raft("bugs", env={"COLUMNS": "80"})
        self.assertEqual(listed.returncode, 0)
        self.assertIn("vote-not-saved", listed.stdout)
        self.assertLessEqual(max(map(len, listed.stdout.splitlines())), 80)
        card = self.raft("bugs", "vote-not-saved").stdout
        for word in ("Durability", "VoteNotSaved in code/bugs/durability.h", "Vote Stability"):
            self.assertIn(word, card)

    def test_a_bug_that_nobody_knows_is_refused(self):
        self.refused("bugs", "no-such-bug", because="'raft bugs' lists them")
        self.refused("bugs", "vote-not-svd", because="did you mean 'vote-not-saved'?")

    def test_a_card_counts_the_seeds_that_a_campaign_needs(self):
        self.assertIn("within 1 seed\n", self.raft("bugs", "refuses-equal-logs").stdout)
        self.assertRegex(self.raft("bugs", "commits-alone").stdout, r"within \d+ seeds\n")

    def test_a_bug_breaks_what_the_right_node_keeps_and_the_report_names_it(self):
        scenario = os.path.join(SOURCE, "tests/bugs/vote-not-saved.raft")
        self.assertEqual(self.raft("run", scenario, "-q").returncode, 0)
        bad = self.raft("run", scenario, "-q", "--bug", "vote-not-saved")
        self.assertEqual(bad.returncode, 1)
        self.assertIn("Vote Stability is broken", bad.stdout)
        self.assertIn("node raft  # with the bug vote-not-saved", bad.stdout)
        command = [line for line in bad.stdout.splitlines() if line.startswith("  raft run")][0]
        self.assertTrue(command.endswith("--bug vote-not-saved"), command)

    def test_a_bug_is_told_in_the_trace_and_the_transcript(self):
        self.write("good.raft", GOOD)
        text = self.raft("run", "good.raft", "--bug", "commits-alone", "--transcript").stdout
        self.assertIn("node raft with the bug commits-alone", text)
        self.raft("run", "good.raft", "--bug", "commits-alone", "--trace", "t.jsonl")
        again = self.raft("trace", "t.jsonl", "--to", "transcript").stdout
        self.assertIn("node raft with the bug commits-alone", again)
        self.raft("run", "good.raft", "--bug", "commits-alone", "--trace", "t.html")
        with open(os.path.join(self.folder, "t.html"), encoding="utf-8") as page:
            self.assertIn("node raft with the bug commits-alone, seed", page.read())

    def test_a_bug_goes_with_the_whole_node_only(self):
        self.write("good.raft", GOOD)
        for others, words in (
                (["--bug", "comits-alone"], "did you mean 'commits-alone'?"),
                (["--bug", "commits-alone", "--without", "Durability"], "do not go together"),
                (["--bug", "commits-alone", "--node", "safety"], "do not go together")):
            for command in (["run", "good.raft"], ["shell"]):
                wrong = self.raft(*command, *others)
                self.assertEqual(wrong.returncode, 2)
                self.assertIn(words, wrong.stderr)
        for whole in ("raft", "membership"):
            done = self.raft("run", "good.raft", "--bug", "commits-alone", "--node", whole)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_nodes_are_listed_with_their_rules(self):
        done = self.raft("nodes")
        self.assertEqual(done.returncode, 0)
        self.assertIn("CommitCurrentTermOnly", done.stdout)
        for columns in (40, 80, 200):
            shown = self.raft("nodes", env={"COLUMNS": str(columns)}).stdout
            self.assertLessEqual(max(map(len, shown.splitlines())), columns)

    def test_help_explains_every_sign_of_the_table(self):
        told = self.raft("run", "--help").stdout
        scenario = os.path.join(SOURCE, "diagrams/06-cluster/whole-cluster.raft")
        for columns in ("40", "200"):
            shown = self.raft("run", scenario, "--table", env={"COLUMNS": columns}).stdout
            signs = set(re.findall(r"[^\x00-\x7f]", shown)) - set("–…")  # which are of the notes
            self.assertGreaterEqual(len(signs), 4)
            self.assertEqual([sign for sign in signs if sign not in told], [])

    def test_the_matrix_has_a_kill_for_every_rule(self):
        done = self.raft("matrix", os.path.join(SOURCE, "diagrams"), env={"COLUMNS": "100"})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("no rule can be left out", done.stdout)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 100)

    def test_the_matrix_fails_if_a_rule_has_no_kill(self):
        done = self.raft("matrix", self.write("kill.raft", KILL))
        self.assertEqual(done.returncode, 1)
        self.assertIn("No scenario fails without", done.stdout)

    def test_the_matrix_refuses_scenarios_that_it_cannot_read(self):
        self.refused("matrix", "nowhere", because="raft: cannot read 'nowhere': No such file")
        self.assertNotIn("say where", self.raft("matrix", "nowhere").stderr)
        self.refused("matrix", self.write("bad.raft", "delivr\n"), because="bad.raft:1:1: ")

    def test_a_rule_that_a_node_does_not_have_is_neither_kept_nor_broken(self):
        scenario = self.write("small.raft", "node safety\ntimeout S1\ndeliver all\n"
                                            "expect log S1 = []\nexpect leader S1\n")
        rows = self.raft("matrix", scenario).stdout.splitlines()
        cells = {row.split()[0]: row.split()[1:] for row in rows if row}
        self.assertEqual(cells["Durability"], ["x"])
        self.assertEqual(cells["JointConsensus"], [])

    # ---- explore

    def test_what_the_explorer_finds_runs_and_is_drawn(self):
        done = self.raft("explore", "--node", "safety", "--without", "Durability", "--terms", "1",
                         "--entries", "0", "--crashes", "1", "-o", "found.raft",
                         "--trace", "found.svg")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Vote Stability is broken", done.stdout)
        self.assertIn("Broken after 4 moves; no way is shorter.", done.stdout)
        self.assertIn("raft run found.raft", done.stdout)
        self.assertEqual(self.raft("run", "found.raft").returncode, 0)
        self.assertTrue(os.path.exists(os.path.join(self.folder, "found.svg")))

    FORGETFUL = ("explore", "--node", "safety", "--without", "Durability", "--terms", "1",
                 "--crashes", "1")

    def test_every_command_that_is_told_can_be_pasted_into_a_shell(self):
        os.makedirs(os.path.join(self.folder, "my runs"))
        found = "my runs/it's.raft"
        explored = self.raft(*self.FORGETFUL, "-o", found).stdout
        campaign = self.raft("campaign", "--bug", "votes-twice", "--keep", "my runs").stdout
        saved = self.raft("shell", typed="timeout S1\nsave my runs/a.raft\n").stdout
        for told in (explored, campaign, saved):
            for command in re.findall(r"raft (run .*)\n", told):
                read = shlex.split(command)[1]
                self.assertTrue(os.path.exists(os.path.join(self.folder, read)), command)
        self.assertIn("'my runs/it'\\''s.raft'", explored)
        self.assertIn("--trace 'my runs/campaign-", campaign)

    def test_what_is_not_written_is_shown_with_the_way_to_write_it(self):
        done = self.raft(*self.FORGETFUL)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn("\n-o found.raft writes it as a scenario, --trace found.svg draws it.\n",
                      done.stdout)
        self.assertNotIn("raft run", done.stdout)
        self.assertEqual(self.files(), [])

    def test_the_explorer_goes_on_until_the_invariant_that_was_asked_for(self):
        done = self.raft(*self.FORGETFUL, "--until", "Election Safety")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Election Safety is broken", done.stdout)
        self.assertIn("Broken after 7 moves; no way is shorter.", done.stdout)

    def test_a_bug_that_the_explorer_finds_is_named_in_the_scenario_and_the_command(self):
        done = self.raft("explore", "--bug", "vote-not-saved", "--terms", "1", "--crashes", "1",
                         "-o", "found.raft")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"node raft  # with the bug vote-not-saved\n",
                      self.read("found.raft"))
        command = re.search(r"To see it again:\n  raft (.*)\n", done.stdout).group(1)
        self.assertEqual(command, "run found.raft --bug vote-not-saved")
        self.assertEqual(self.raft(*command.split(), "-q").returncode, 0)
        self.assertEqual(self.raft("run", "found.raft", "-q").returncode, 1)

    def test_the_explorer_says_what_it_explores(self):
        done = self.raft("explore", "--servers", "1", "--changes", "1", "--newcomers", "0",
                         "--any-voters", "--terms", "1")
        self.assertEqual(done.returncode, 0)
        self.assertIn("raft: 1 server; at most 1 term, 0 entries, 1 change to any voters.",
                      " ".join(done.stdout.split()))
        done = self.raft("explore", "--from", self.write("kill.raft", KILL + "restart S1\n"),
                         "--node", "raft", "--without", "Durability", "--terms", "0")
        self.assertIn("Exploring raft without Durability: 3 servers;", done.stdout)

    def test_on_a_terminal_the_progress_of_the_explorer_is_one_line_that_goes(self):
        leader, follower = pty.openpty()
        running = subprocess.Popen([RAFT, "explore", "--entries", "2"], stdin=follower,
                                   stdout=follower, stderr=follower,
                                   env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"})
        os.close(follower)
        said = self.until_quiet(leader, 20, b" entries.\r\n")
        said += self.until_quiet(leader, 20, b" MB, ")
        running.send_signal(signal.SIGINT)
        said += self.until_quiet(leader, 20)
        self.assertEqual(running.wait(timeout=20), 3)
        os.close(leader)
        self.assertRegex(said, r"\r\x1b\[K[\d,]+ states, [\d,]+ waiting, depth \d+, .* MB, \d+ s")
        self.assertRegex(said, r"\r\x1b\[KNot exhausted: interrupted")

    def test_the_explorer_exhausts_or_says_that_it_could_not(self):
        done = self.raft("explore", "--node", "safety", "--terms", "1", "--entries", "0")
        self.assertEqual(done.returncode, 0)
        self.assertIn("Exhausted: no invariant is broken", done.stdout)
        done = self.raft("explore", "--node", "safety", "--memory", "1")
        self.assertEqual(done.returncode, 3)
        self.assertRegex(" ".join(done.stdout.split()),
                         r"Not exhausted: the memory bound of 1 MB was reached at depth \d+\.")

    def test_an_interrupt_ends_the_exploration_with_its_numbers(self):
        running = subprocess.Popen([RAFT, "explore", "--entries", "2"], encoding="utf-8",
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        running.stderr.readline()  # the first progress
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=60)
        self.assertEqual(running.returncode, 3)
        self.assertIn("Not exhausted: interrupted at depth", out)

    def test_the_explorer_refuses_what_it_cannot_explore(self):
        for arguments, complaint in [
                (["--until", "Safety"], "there is no invariant 'Safety'"),
                (["--from", "missing.raft"], "cannot read 'missing.raft'"),
                (["--from", self.write("bad.raft", UNMET)], "expected: leader S2"),
                (["--from", self.write("down.raft", "crash S1\n")], "let 'restart S1' follow"),
                (["--from", self.write("broken.raft", BROKEN_VOTE)],
                 "Vote Stability is broken already at the end of broken.raft"),
                (["--without", "Luck"], "choose from"),
                (["--servers", "8", "--changes", "1"], "8 is the most"),
                (["--trace", "found.png"], "found.png"),
                (["--terms", "many"], "--terms")]:
            done = self.raft("explore", *arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(complaint, done.stderr)

    def test_the_matrix_fails_if_the_complete_node_does(self):
        done = self.raft("matrix", self.write("wrong.raft", "servers 3\nexpect leader S1\n"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("The complete node fails: raft run wrong.raft", done.stdout)
        self.assertIn("a demand is not met", done.stdout)

    def test_the_matrix_is_about_complete_nodes(self):
        naive = self.write("naive.raft", "node naive-copy\npropose S1 x=1\ndeliver all\n")
        self.assertIn("Not shown: 1 scenario",
                      self.raft("matrix", naive, self.write("kill.raft", KILL)).stdout)
        self.refused("matrix", naive, because="none of these scenarios")

    def test_a_demo_refuses_a_trace_that_it_cannot_write(self):
        self.refused("demo", "2", "--trace", "x.png", because="in which form")
        self.refused("demo", "all", "--trace", "x.svg", because="names one file")

    def test_every_demo_tells_its_story_and_leaves_nothing_behind(self):
        for number in range(1, 7):
            done = self.raft("demo", str(number))
            self.assertEqual((done.returncode, done.stderr), (0, ""), f"demo {number}")
        self.assertEqual(self.files(), [])

    def test_all_demos_are_the_six_one_after_the_other(self):
        names = ("1", "election", "03-replication", "4", "membership", "06-cluster")
        stories = [self.raft("demo", name).stdout for name in names]
        done = self.raft("demo", "all")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "\n\n".join(stories))

    def test_a_demo_leaves_a_trace_where_it_is_wanted(self):
        self.assertEqual(self.raft("demo", "election", "--trace", "e.svg").returncode, 0)
        self.assertTrue(self.read("e.svg").startswith(b"<svg"))

    # ---- terminals

    def on_terminal(self, arguments, environment, width=0):
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        env.update({"TERM": "xterm-256color"}, **environment)
        running = subprocess.Popen([RAFT, *arguments], stdin=follower, stdout=follower,
                                   stderr=follower, cwd=self.folder, env=env)
        os.close(follower)
        text = self.until_quiet(leader, 5)
        running.wait(timeout=20)
        os.close(leader)
        return text

    def converse(self, turns):
        child, terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "xterm"
            os.execv(RAFT, [RAFT, "shell"])
        text = self.until_quiet(terminal, 10, b"raft> ")
        for turn in turns:
            os.write(terminal, turn)
            text += self.until_quiet(terminal, 3)
        os.waitpid(child, 0)
        os.close(terminal)
        return text

    def until_quiet(self, terminal, seconds, enough=None):
        """What the terminal shows until it ends, is quiet for a while, or has shown enough."""
        seen = b""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if enough and enough in seen:
                break
            if not select.select([terminal], [], [], 0.5 if seen else seconds)[0]:
                break
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        return seen.decode(errors="replace")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
