#!/usr/bin/python3
"""The tutor, piece by piece, and as its user meets it."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from small_house import ROOT, House

sys.path.insert(0, str(ROOT / "exercises/tutor"))

import answers  # noqa: E402
import game  # noqa: E402
import heard  # noqa: E402
import look  # noqa: E402
import program  # noqa: E402
import progress  # noqa: E402
import setting  # noqa: E402
import task  # noqa: E402
import verdict  # noqa: E402
from exercise import BadExercise, Exercise, all_exercises, load  # noqa: E402


class Answers(unittest.TestCase):
    def right(self, mine, allowed):
        return answers.judge({"q": mine}, {"q": allowed})["q"] == ""

    def test_what_does_not_matter_does_not_count(self):
        self.assertTrue(self.right("s3, S1", "S1 S3"))
        self.assertTrue(self.right("{S1 S2 | S3}", "S1 S2 | S3"))
        self.assertTrue(self.right("no one", "nobody"))
        self.assertTrue(self.right("Two", "2"))
        self.assertTrue(self.right("b)", "b"))

    def test_a_number_may_be_an_index_or_stand_among_words(self):
        for said in ("#2", "2 servers", "two of them", "2."):
            self.assertTrue(self.right(said, "2"), said)
        self.assertFalse(self.right("2 or 3", "2"))
        self.assertFalse(self.right("S2", "2"))
        self.assertIn("not what the run shows",
                      answers.judge({"q": "none"}, {"q": "x=1"})["q"])

    def test_an_answer_may_have_an_equals_sign_with_blanks(self):
        mine = answers.read("who answers x=2 = x = 1 y=7\n", ["who answers x=2"])
        self.assertEqual(mine, {"who answers x=2": "x = 1 y=7"})
        self.assertTrue(self.right("x = 1 y=7", "x=1 y=7"))

    def test_what_matters_counts(self):
        self.assertFalse(self.right("S1", "S1 S3"))
        self.assertFalse(self.right("x=2", "x=1"))
        self.assertFalse(self.right("yes", "no"))

    def test_all_answers_at_once_are_one_answer(self):
        self.assertFalse(self.right("a | b | c", "b"))

    def test_a_missing_answer_is_told_apart_from_a_wrong_one(self):
        self.assertEqual(answers.judge({"q": ""}, {"q": "1"})["q"], answers.OPEN)
        self.assertIn("gone from your file", answers.judge({}, {"q": "1"})["q"])

    def test_a_wrong_answer_gets_its_own_reply(self):
        replies = {"q": {"S2": "S2 is down.", "else": "Look at (B)."}}
        self.assertIn("S2 is down.", answers.judge({"q": "s2"}, {"q": "S1"}, replies)["q"])
        self.assertIn("Look at (B).", answers.judge({"q": "S4"}, {"q": "S1"}, replies)["q"])

    FILE = ("# a: S3's messages\n# b: the silence of S3,\n#    S4 and S5\nwho tells =\n\n"
            "# yes or no\nis it so =\n\n# Think. One of: Log Matching, Leader\n"
            "# Completeness\nwhat breaks =\n")

    def of_file(self, question, answer, right):
        return answers.judge({question: answer}, {question: right}, {},
                             answers.choices(self.FILE))[question]

    def test_a_choice_is_known_by_its_letter_and_by_its_text(self):
        for said in ("b", "B)", "b: the silence of S3, S4 and S5", "(b)",
                     "the silence of s3, s4 and s5"):
            self.assertEqual(self.of_file("who tells", said, "b"), "", said)
        self.assertIn("not what the run shows", self.of_file("who tells", "S3's messages", "b"))
        self.assertIn("not what the run", self.of_file("what breaks", "log matching",
                                                       "Leader Completeness"))

    def test_what_is_not_offered_is_not_called_wrong(self):
        for question, said, right, told in (
                ("who tells", "d", "b", "'d' is not offered: answer a or b."),
                ("who tells", "a: the silence of S3", "b", "is not offered"),
                ("is it so", "perhaps", "no", "answer yes or no."),
                ("what breaks", "Log Safety", "Log Matching",
                 "answer Log Matching or Leader Completeness.")):
            self.assertIn(told, self.of_file(question, said, right))

    def test_what_has_another_form_than_the_answer_is_told_the_form(self):
        for said, right, told in (("1 3", "S1 S3", "S1 S2"), ("many", "2", "not a number"),
                                  ("S1 S2", "2", "not a number"), ("c", "x=1 y=7", "no command"),
                                  ("S1", "yes", "yes or no?"),
                                  ("3:x=1", "x=1", "without the term of its entry")):
            self.assertIn(told, answers.judge({"q": said}, {"q": right})["q"])

    def test_the_question_ends_at_the_last_equals_with_a_blank_before_it(self):
        self.assertEqual(answers.read("# no\nwho answers x=2 = S1\n"), {"who answers x=2": "S1"})


class Progress(unittest.TestCase):
    def test_what_is_written_is_read_back(self):
        for said in (progress.Progress(started=True),
                     progress.Progress(True, "2026-11-24", 2, True, 5210)):
            self.assertEqual(progress.parsed(progress.words(said)), said)

    def test_a_line_that_was_mended_by_hand_may_say_things_in_another_order(self):
        found = progress.parsed("  hints 2   solved   2026-01-02")
        self.assertEqual(found, progress.Progress(True, "2026-01-02", 2))

    def test_what_is_not_understood_is_no_progress(self):
        for said in ("", "done", "solved", "solved yesterday", "solved 2026-01-02 well", "hints x"):
            self.assertIsNone(progress.parsed(said), said)


class Looks(unittest.TestCase):
    def page(self, text, columns=40):
        with mock.patch.dict(os.environ, {"COLUMNS": str(columns)}):
            return look.page(text)

    def test_paragraphs_are_wrapped_and_code_is_not(self):
        long = "word " * 30
        shown = self.page(f"{long}\n\n```text\n{long}\n```\n")
        text, code = shown.split("\n\n")
        self.assertLessEqual(max(map(len, text.splitlines())), 40)
        self.assertEqual(code.strip(), long.strip())

    def test_items_hang_together(self):
        shown = self.page("- one " + "word " * 12 + "\n- two")
        self.assertRegex(shown, r"(?m)\A- one .*\n  word")
        self.assertTrue(shown.endswith("\n- two"))

    def test_a_command_stays_on_one_line(self):
        text = "x " * 30 + "'./learn exercise watch 2.2' or `log.term_at(index) == term`"
        lines = look.page(text).splitlines()
        self.assertTrue(any("'./learn exercise watch 2.2'" in line for line in lines), lines)
        self.assertTrue(any("`log.term_at(index) == term`" in line for line in lines), lines)

    def test_links_and_emphasis_are_shown_as_words(self):
        self.assertEqual(self.page("**At** *most* [one](http://x) `x=1`"), "At most one `x=1`")


class TheCompiler(unittest.TestCase):
    """What is told of its words."""

    OWN = "my/01-a/01-b/b.h:2:69: {}: expected ;\n    2 | int x\n      |      ^\n"
    TEST = ("In file included from /usr/include/gtest/gtest.h:67,\n"
            "exercises/01-a/01-b/test.cpp:5:3: error: not declared\n    5 |   b();\n")

    def test_errors_in_the_readers_file_come_before_all_others(self):
        said = verdict.compiler_words("[1/2] g++\n" + self.TEST + self.OWN.format("error"))
        self.assertTrue(said.endswith("expected ;\n    2 | int x\n      |      ^"), said)
        self.assertNotIn("gtest", said)
        self.assertNotIn("not declared", said)

    def test_the_readers_file_is_known_from_wherever_the_compiler_stands(self):
        said = verdict.compiler_words("../" + self.OWN.format("error"))
        self.assertIn("It does not compile yet.\n\nmy/01-a", said)

    def test_what_it_said_is_known_as_long_as_it_has_nothing_new_to_say(self):
        with tempfile.TemporaryDirectory() as folder, \
                mock.patch.object(verdict, "BUILD", Path(folder)):
            first = "[1/2] Building CXX object a\n" + self.OWN.format("warning")
            self.assertEqual(verdict.lasting(first, "a"), first)
            self.assertEqual(verdict.lasting("ninja: no work to do.\n", "a"), first)
            mended = "[1/2] Building CXX object a\n"
            self.assertEqual(verdict.lasting(mended, "a"), mended)

    def test_an_error_of_the_test_is_shown_when_the_readers_file_has_none(self):
        said = verdict.compiler_words(self.TEST + self.OWN.format("warning"))
        self.assertIn("what uses it does not compile", said)
        self.assertIn("test.cpp:5:3: error: not declared\n    5 |   b();", said)

    def test_warnings_about_the_readers_file_are_counted_and_the_first_is_shown(self):
        one = self.OWN.format("warning")
        self.assertEqual(verdict.warnings_in("x.h:1:1: warning: no\n"), "")
        self.assertTrue(verdict.warnings_in(one).startswith("The compiler warns:\n  my/"))
        self.assertIn("warns 2 times; first:", verdict.warnings_in(one + one))

    def test_a_program_that_ends_in_the_middle_names_the_test(self):
        said = "… One\n✓ One\n… Two\n"
        self.assertEqual(verdict.tests_told(said), "✓ One")
        for code, told in ((-11, "Here your program crashed: it"), (-24, "Stopped, as it had"),
                           (-9, "It was killed: it stood still"), (0, "Here your program ended by"),
                           (1, "Here your program ended by")):
            self.assertIn(f"✗ Two\n  {told}",
                          verdict.ended_early(program.Done(code, heard.Heard(), said)))
        whole = program.Done(1, heard.Heard(), said + program.END + "\n")
        self.assertEqual(verdict.ended_early(whole), "")
        self.assertEqual(verdict.tests_told(whole.report), "✓ One")


class WhatIsPrinted(unittest.TestCase):
    """By a reader's program: as much as a page holds, and nothing that a terminal obeys."""

    def printed(self, script):
        return program.perform(["sh", "-c", script], program.LIMITS).printed

    def test_a_few_lines_are_shown_as_they_are(self):
        self.assertEqual(self.printed("echo one; echo two >&2").shown(), "one\ntwo")

    def test_of_many_lines_the_first_and_the_last_are_shown(self):
        for many in (100, 30000):
            lines = self.printed(f"seq {many}").shown().splitlines()
            self.assertEqual(len(lines), 2 * heard.SOME + 1)
            self.assertEqual((lines[0], lines[-1]), ("1", str(many)))
            self.assertEqual(lines[heard.SOME], f"... {many - 2 * heard.SOME} lines ...")

    def test_a_print_in_a_loop_that_never_stops_is_ended_and_takes_no_memory(self):
        done = program.perform(["sh", "-c", "while :; do echo again; done"],
                               program.Limits(1, 1 << 30))
        self.assertTrue(done.looped)
        self.assertLess(len(done.printed.text), 4 * heard.KEPT)
        self.assertIn("lines ...\nagain", done.printed.shown())

    def test_what_a_terminal_would_obey_is_text(self):
        self.assertEqual(self.printed(r"printf '\033[2Jred\a\tend\377'").shown(),
                         "\\x1b[2Jred\\x07\tend\N{REPLACEMENT CHARACTER}")

    def test_a_long_line_is_cut(self):
        shown = self.printed("head -c 5000 /dev/zero | tr '\\0' x").shown()
        self.assertEqual(shown, "x" * heard.LONGEST + " ...")

    def test_a_report_is_apart_from_what_is_printed(self):
        done = program.perform(["bash", "-c", "echo mine; echo ok >&$EXERCISE_REPORT"])
        self.assertEqual((done.printed.text, done.report), ("mine\n", "ok\n"))


class TheSetting(unittest.TestCase):
    def test_an_editor_is_told_of_folders_that_there_are(self):
        for flag in setting.FLAGS:
            if flag.startswith("-I../"):
                self.assertTrue((ROOT / flag[5:]).is_dir(), flag)

    @unittest.skipUnless(shutil.which("clangd"), "there is no clangd here")
    def test_clangd_finds_no_error_in_the_largest_starter(self):
        with tempfile.TemporaryDirectory() as folder:
            house = Path(folder)
            for name in ("code", "exercises"):
                (house / name).symlink_to(ROOT / name)
            (house / "my/own-raft").mkdir(parents=True)
            (house / "my/compile_flags.txt").write_text("\n".join(setting.FLAGS), encoding="utf-8")
            file = house / "my/own-raft/own_raft.h"
            shutil.copyfile(ROOT / "exercises/own-raft/starter/own_raft.h", file)
            said = subprocess.run(["clangd", f"--check={file}"], capture_output=True,
                                  encoding="utf-8")
            # It complains, too, when one of its tools for rewriting has nothing to do.
            errors = [line for line in said.stderr.splitlines()
                      if line.startswith("E[") and "tweak:" not in line]
            self.assertEqual(errors, [])

    def test_each_name_that_a_starter_takes_from_the_house_has_a_home(self):
        for exercise in (e for e in all_exercises() if e.kind == "build"):
            used = set(re.findall(r"\braft::(\w+)", exercise.starter.read_text(encoding="utf-8")))
            found = [name for names in setting.homes_of_types(exercise.starter).values()
                     for name in names]
            self.assertEqual(sorted(found), sorted(used), exercise.name)


class TheProgram(unittest.TestCase):
    def test_its_headline_is_left_out_and_its_commands_are_the_readers(self):
        told = program.as_told("FAILED  my/hunt.raft  1 failure\n\n"
                               "my/hunt.raft:3:1: " + "what was found instead " * 4 + "\n"
                               "    3 | note \"" + "as long as it is " * 6 + "\"\n\n"
                               "To see it again:\n  raft run my/hunt.raft --bug b\n\n")
        self.assertNotIn("FAILED", told)
        self.assertTrue(told.endswith("\n  ./learn run my/hunt.raft --bug b"))
        too_long = [line for line in told.splitlines() if len(line) > look.width()]
        self.assertEqual([line[:6] for line in too_long], ["    3 "])


class Rules(unittest.TestCase):
    """Of tasks and games: what the tutor reads before it runs anything."""

    def task(self, **more):
        return Exercise(ROOT, "", "scenario", 1, 1, "", "task.raft", node="safety", **more)

    def test_a_task_is_run_on_its_node_and_no_other(self):
        self.assertIn("'node safety'", task.refusal(self.task(), "servers 3\nnode raft\n"))
        self.assertEqual(task.refusal(self.task(), "servers 3\nnode  safety # so\n"), "")
        without = self.task(without="Durability")
        self.assertIn("'node safety without Durability'", task.refusal(without, "node safety\n"))

    def test_what_would_be_too_easy_is_refused_with_its_line(self):
        text = "node safety\n# forge\ntry forge S1->S2 RequestVoteReply\n"
        self.assertIn("Line 3: 'forge'", task.refusal(self.task(), text))
        crash = self.task(forbidden=("crash",))
        self.assertIn("Line 2: 'crash'", task.refusal(crash, "node safety\ncrash S1\n"))

    def test_a_game_counts_faults_and_refuses_other_moves(self):
        rules = {"opening": "servers 5\nseed 6", "faults": 2, "seconds": 10}
        begun = "servers 5\nseed 6\n"
        self.assertEqual(game.refusal(rules, begun + "crash S1\nrestart S1\ncrash S2\n"), "")
        self.assertIn("allows 2", game.refusal(rules, begun + "crash S1\n" * 3))
        self.assertIn("no move", game.refusal(rules, begun + "timeout S1\n"))
        self.assertIn("begins with", game.refusal(rules, "servers 5\nseed 7\n"))


class Turn(unittest.TestCase):
    def test_two_builds_never_run_in_one_folder(self):
        script = "import program\nwith program.turn(): print('mine', flush=True)"
        with program.turn():
            other = subprocess.Popen([sys.executable, "-B", "-c", script], encoding="utf-8",
                                     cwd=Path(program.__file__).parent, stdout=subprocess.PIPE)
            self.assertIn("this one waits for it", other.stdout.readline())
            self.assertIsNone(other.poll())
        self.assertEqual(other.communicate(timeout=60)[0], "mine\n")

    def test_what_was_begun_in_a_turn_keeps_it(self):
        with program.turn() as lock:
            begun = subprocess.Popen(["sleep", "1"], pass_fds=[lock])
        again = os.open(program.ROOT, os.O_RDONLY)
        self.addCleanup(os.close, again)
        with self.assertRaises(BlockingIOError):
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
        begun.wait()


class Silence(unittest.TestCase):
    """The score of a game, from events."""

    SERVERS = ("S1", "S2", "S3")

    def led_from(self, t):
        return {"t": t, "kind": "role_changed", "server": "S1", "role": "leader"}

    def silences(self, *events):
        return game.silence(self.SERVERS, events, 1000)

    def test_it_ends_when_somebody_leads_and_begins_when_the_leader_stops(self):
        crash = {"t": 600, "kind": "crashed", "server": "S1"}
        self.assertEqual(self.silences(self.led_from(200), crash), ([(0, 200), (600, 1000)], None))

    def test_a_leader_that_does_not_hear_a_majority_leads_nobody(self):
        five = ("S1", "S2", "S3", "S4", "S5")
        cuts = [{"t": 300, "kind": "link_cut", "from": s, "to": "S1"} for s in five[1:4]]
        self.assertEqual(game.silence(five, [self.led_from(200), *cuts], 1000),
                         ([(0, 200), (300, 1000)], None))
        mended = [{**cut, "t": 400, "kind": "link_mended"} for cut in cuts]
        self.assertEqual(game.silence(five, [self.led_from(200), *cuts, *mended], 1000),
                         ([(0, 200), (300, 400)], None))

    def test_without_a_majority_that_hears_each_other_the_game_is_over(self):
        stops = [{"t": 400, "kind": "crashed", "server": s} for s in ("S2", "S3")]
        self.assertEqual(self.silences(self.led_from(200), *stops), ([], 400))

    def test_healing_and_partitions_replace_earlier_cuts(self):
        split = {"t": 300, "kind": "partitioned", "groups": [["S1"], ["S2", "S3"]]}
        heal = {"t": 500, "kind": "healed"}
        self.assertEqual(self.silences(self.led_from(200), split, heal),
                         ([(0, 200), (300, 500)], None))


class InTheTerminal(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)

    def test_the_list_fits_the_page_and_names_the_next_one(self):
        for columns in (60, 80):
            said = self.house.tutor(columns=columns).stdout
            self.assertLessEqual(max(map(len, said.splitlines())), columns)
            self.assertIn("▸ 1.2", said)

    def test_an_exercise_is_found_by_number_name_and_part_of_it(self):
        for word in ("3.1", "who-knows", "03-replication/01-who-knows", "01-who-knows"):
            self.assertIn("3.1  Who holds it", self.house.tutor("start", word).stdout)
        self.assertIn("there is no exercise 'x'", self.house.tutor("start", "x").stderr)
        self.assertRegex(self.house.tutor("start", "0").stderr, r"'0' could be 1\.2 \(.*, 2\.3")

    def test_an_unknown_command_is_told_what_exists(self):
        done = self.house.tutor("strat")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'start'?", done.stderr)
        self.assertIn("there are list, start", self.house.tutor("xyzzy").stderr)

    def test_an_exercise_without_a_command_is_begun(self):
        self.assertIn("3.1  Who holds it", self.house.tutor("3.1").stdout)
        self.assertIn("3.1  Who holds it", self.house.tutor("who-knows").stdout)
        self.assertIn("16  A thousand drawn runs", self.house.tutor("own-raft").stdout)

    def test_what_is_too_much_is_refused(self):
        for words, told in ((("run", "2.3", "3.1"), "what is '3.1'?"),
                            (("list", "2.3"), "takes nothing more"),
                            (("hint", "2.3", "--sanitize"), "what is '--sanitize'?"),
                            (("reset", "own-raft", "now"), "what is 'now'?")):
            done = self.house.tutor(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn(told, done.stderr)

    def test_help_is_given_wherever_it_is_asked_for(self):
        self.assertIn("an exercise is named", self.house.tutor("run", "--help").stdout.lower())
        self.assertIn("--sanitize", self.house.tutor("run", "own-raft", "-h").stdout)

    def test_a_line_of_the_progress_that_makes_no_sense_is_told_kept_and_counts_for_nothing(self):
        self.house.tutor("start", "1.2")
        for junk in ("02-election/03-split-vote solved at last", "02-election/03-split solved "
                     "2026-01-02", "now 9.9"):
            self.house.progress.write_text(f"# mine\n{junk}\n", encoding="utf-8")
            done = self.house.tutor()
            self.assertIn(f"my/progress.txt:2: '{junk}'", " ".join(done.stderr.split()))
            self.assertIn("0 of 4 exercises are solved", done.stdout)
            self.house.tutor("hint", "1.2")
            self.assertIn(f"{junk}\n", self.house.progress.read_text(encoding="utf-8"))

    def test_an_exercise_says_how_hard_it_is_and_what_teaches_it(self):
        said = " ".join(self.house.tutor("start", "1.2").stdout.split())
        self.assertIn("difficulty ★☆☆", said)
        self.assertIn('taught in chapter 1, "One decides, and the next takes over"', said)

    def test_an_editor_is_told_how_a_file_is_compiled(self):
        self.house.tutor("start", "1.2")
        self.assertIn("-std=",
                      (self.house.root / "my/compile_flags.txt").read_text(encoding="utf-8"))

    def test_a_name_that_is_nearly_right_is_told_the_nearest(self):
        self.assertIn("did you mean 2.3, split-vote?", self.house.tutor("run", "splt-vote").stderr)
        self.assertIn("chapter 2 has 2.3 to 2.3", self.house.tutor("run", "2.9").stderr)

    def test_without_a_name_the_one_is_meant_that_was_worked_on_last(self):
        self.house.tutor("start", "2.3")
        self.assertIn("2.3", self.house.tutor("run").stdout.splitlines()[0])
        self.assertIn("▸ 2.3", self.house.tutor().stdout)
        self.assertIn("3.1  Who holds it", self.house.tutor("next").stdout)
        self.house.solve("03-replication/01-who-knows")
        self.house.tutor("run")
        self.assertIn("6.2  The longest", self.house.tutor("start").stdout)

    def test_a_folder_that_cannot_be_written_is_named_and_so_is_a_file_that_is_no_text(self):
        (self.house.root / "my").write_text("no folder", encoding="utf-8")
        done = self.house.tutor("start", "1.2")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"(?s)\Aexercise: my.*in which\s+you may\s+write\.\n\Z")
        (self.house.root / "my").unlink()
        mine = self.house.mine("02-election/03-split-vote")
        mine.mkdir(parents=True)
        (mine / "task.raft").write_bytes(b"servers 5\n\xff\n")
        self.assertIn("byte 11 is not UTF-8", self.house.tutor("run", "2.3").stderr)

    def test_a_pipe_that_closes_early_is_no_mistake(self):
        for words in ("", "--help", "start 1.2"):
            done = self.house.tutor_through("head -c 1 >/dev/null", words)
            self.assertEqual(done.stderr, "", words)
            done = self.house.tutor_through("true", words)
            self.assertEqual(done.stderr, "", words)

    def test_hints_come_one_by_one_and_then_the_last_again(self):
        heads = [self.house.tutor("hint", "1.2").stdout.splitlines()[0][:11] for _ in range(4)]
        self.assertEqual(heads, ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"])
        self.assertIn("hints 3", self.house.progress.read_text(encoding="utf-8"))
        self.assertIn("There is no other hint. './learn exercise solution 1.2'",
                      self.house.tutor("hint", "1.2").stdout)

    def test_a_hint_begins_with_what_helps_in_the_test_that_failed(self):
        name = "03-replication/05-back-up"
        shutil.copytree(ROOT / "exercises" / name, self.house.root / "exercises" / name)
        self.house.tutor("start", "3.5")
        self.assertTrue(self.house.tutor("hint", "3.5").stdout.startswith("Hint 1 of 3"))
        (self.house.mine(name) / ".failed").write_text("A short log is found at its end",
                                                       encoding="utf-8")
        said = self.house.tutor("hint", "3.5").stdout
        self.assertRegex(said, r"(?s)\AA short log is found.*do not step\s+over it.*Hint 2 of 3")

    def test_the_starter_is_not_solved_and_the_solution_is_and_that_is_kept(self):
        self.assertEqual(self.house.tutor("run", "1.2").returncode, 1)
        self.house.solve("01-background/02-broken-cable")
        done = self.house.tutor("run", "1.2")
        self.assertEqual(done.returncode, 0)
        self.assertIn("Solved. 1.2", done.stdout)
        self.assertIn("Next: 2.3", done.stdout)
        self.assertRegex(self.house.progress.read_text(encoding="utf-8"),
                         r"02-broken-cable\s+solved 20\d\d-")
        self.assertIn("1 of 4 exercises are solved.", self.house.tutor().stdout)

    def test_the_solution_is_shown_when_it_is_asked_for_twice(self):
        self.assertEqual(self.house.tutor("solution", "1.2").returncode, 1)
        self.assertIn("= S1 S2", self.house.tutor("solution", "1.2").stdout)

    def test_reset_keeps_what_was_written(self):
        self.house.solve("01-background/02-broken-cable")
        self.assertIn("answers.txt.before-reset", self.house.tutor("reset", "1.2").stdout)
        mine = self.house.mine("01-background/02-broken-cable")
        self.assertIn("= S1 S2", (mine / "answers.txt.before-reset").read_text(encoding="utf-8"))
        self.assertNotIn("= S1 S2", (mine / "answers.txt").read_text(encoding="utf-8"))
        self.assertIn("answers.txt.before-reset-2", self.house.tutor("reset", "1.2").stdout)
        self.assertIn("= S1 S2", (mine / "answers.txt.before-reset").read_text(encoding="utf-8"))

    def test_a_mistake_in_a_scenario_is_shown_with_its_place(self):
        mine = self.house.mine("02-election/03-split-vote")
        mine.mkdir(parents=True)
        (mine / "task.raft").write_text("servers 5\nnode election\ndelivr all\n", encoding="utf-8")
        said = self.house.tutor("run", "2.3").stdout
        self.assertIn("my/02-election/03-split-vote/task.raft:3:1: 'delivr' is no verb", said)
        self.assertIn("did you mean 'deliver'?", said)

    def test_conditions_cannot_be_escaped_by_ending_the_run(self):
        mine = self.house.mine("02-election/03-split-vote")
        mine.mkdir(parents=True)
        for end in ('expect violation "Election Safety"', "propose S1 x=1", 'note "', "expect no"):
            (mine / "task.raft").write_text(f"servers 5\nnode election\ntimeout S1\n{end}\n",
                                            encoding="utf-8")
            self.assertEqual(self.house.tutor("run", "2.3").returncode, 1, end)

    def test_the_best_score_is_kept_and_gold_tells_the_rest(self):
        self.house.solve("06-cluster/02-longest-silence")
        said = self.house.tutor("run", "6.2").stdout
        self.assertRegex(said, r"\AGold\. 6\.2")
        self.assertIn("Check quorum", said)
        score = re.search(r"best (\d+)", self.house.progress.read_text(encoding="utf-8"))[1]
        file = self.house.mine("06-cluster/02-longest-silence") / "silence.raft"
        file.write_text("".join(file.read_text(encoding="utf-8").splitlines(True)[:7]),
                        encoding="utf-8")
        self.assertIn("no medal yet", self.house.tutor("run", "6.2").stdout)
        self.assertIn(f"best {score}", self.house.progress.read_text(encoding="utf-8"))

    def test_check_tries_all_that_was_begun(self):
        self.house.solve("01-background/02-broken-cable")
        self.house.tutor("start", "3.1")
        done = self.house.tutor("check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("1 of 2 that you have begun are solved.", done.stdout)

    def test_broken_facts_are_named_with_their_file(self):
        facts = self.house.root / "exercises/02-election/03-split-vote/exercise.toml"
        good = facts.read_text(encoding="utf-8")
        for bad, said in (("title =", "exercise.toml: "),
                          (good.replace("kind =", "kine ="), "kind"),
                          (good.replace('"scenario"', '"sing"'), "there is no kind 'sing'"),
                          ('colour = "red"\n' + good, "nobody knows colour"),
                          (good + '[[condition]]\nexpect = "safe"\n', "a condition needs")):
            facts.write_text(bad, encoding="utf-8")
            done = self.house.tutor()
            self.assertEqual(done.returncode, 2)
            self.assertIn("03-split-vote/exercise.toml", done.stderr)
            self.assertIn(said, done.stderr)
            self.assertRaises(BadExercise, load, facts.parent)


if __name__ == "__main__":
    unittest.main()
