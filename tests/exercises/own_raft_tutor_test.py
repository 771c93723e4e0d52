#!/usr/bin/python3
"""The tutor of the reader's own Raft, as its user meets it: with the empty class, with the book's
Raft, and with programs that end in the middle."""

import stat
import re
import sys
import unittest

from small_house import RAFT, ROOT, House

sys.path.insert(0, str(ROOT / "exercises/tutor"))

import battery  # noqa: E402

BUILD = RAFT.parent.parent / "exercises"
STARTER, BOOK = BUILD / "own-raft-starter", BUILD / "own-raft-book"


class Levels(unittest.TestCase):
    def test_there_are_sixteen_with_a_hundred_points_and_three_hints_each(self):
        levels = battery.all_levels()
        self.assertEqual([level.number for level in levels], list(range(1, 17)))
        self.assertEqual(battery.points_in_all(levels), 100)
        for level in levels:
            self.assertEqual(len(set(level.hints())), 3, level.name)

    def test_each_scenario_has_its_own_help_and_there_is_none_for_another(self):
        for level in battery.all_levels():
            scenarios = [file.stem for file in level.folder.glob("*.raft")]
            self.assertEqual(sorted(level.helps()), sorted(scenarios), level.name)
            self.assertEqual(len(set(level.helps().values())), len(scenarios), level.name)

    def test_no_two_scenarios_of_a_level_are_the_same_under_two_titles(self):
        for level in battery.all_levels():
            stories = [file.read_text(encoding="utf-8").split("\n", 1)[1]
                       for file in level.folder.glob("*.raft")]
            self.assertEqual(len(set(stories)), len(stories), level.name)

    def test_a_level_is_taught_by_a_chapter_that_there_is(self):
        for level in battery.all_levels():
            self.assertTrue(list((ROOT / "chapters").glob(f"{level.chapter:02}-*")), level.name)


class InTheTerminal(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)

    def run_own(self, *words, program=STARTER):
        return self.house.tutor("run", "own-raft", *words, own_raft=program)

    def program_that(self, *lines):
        """A program in the place of the reader's."""
        file = self.house.root / "program"
        file.write_text("#!/bin/bash\nexec 3>&$EXERCISE_REPORT\n" + "\n".join(lines) + "\n",
                        encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        return file

    def program_that_passes(self, level):
        """This level, and no other."""
        return self.program_that(f"[ $2 = {level} ] && passed=true || passed=false",
                                 """echo "{\\"passed\\": $passed}" >&3""")

    def test_the_start_gives_the_empty_class_and_shows_the_levels(self):
        done = self.house.tutor("start", "own-raft")
        self.assertTrue((self.house.mine("own-raft") / "own_raft.h").exists())
        self.assertIn("16  A thousand drawn runs", done.stdout)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 80)
        self.assertIn("(0 of 100 points)", self.house.tutor().stdout.replace("\n", " "))

    def test_the_empty_class_scores_nothing_and_hears_of_the_first_level(self):
        done = self.run_own()
        self.assertEqual(done.returncode, 1)
        self.assertIn("Score: 0 of 100.", done.stdout)
        self.assertIn("expected: leader S1; found: S1 is a follower in term 0", done.stdout)
        self.assertEqual(done.stdout.count("Level "), 1)

    def test_the_books_raft_scores_all_and_that_is_kept(self):
        done = self.run_own(program=BOOK)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("Score: 100 of 100.", done.stdout)
        self.assertIn("Full marks.", done.stdout)
        self.assertRegex(self.house.progress.read_text(encoding="utf-8"),
                         r"own-raft +solved .* best 100")
        self.assertIn("Your best so far: 100.", self.run_own().stdout)

    def test_one_level_can_be_tried_alone(self):
        done = self.run_own("--level", "4")
        self.assertIn("Level 4: Basic agreement", done.stdout)
        self.assertNotIn("One election", done.stdout)
        refused = self.run_own("--level", "17")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("a number from 1 to 16", refused.stderr)

    def test_a_failure_is_kept_as_a_scenario_that_runs_on_the_readers_servers(self):
        self.run_own("--level", "4")
        kept = self.house.mine("own-raft") / "failed/04-basic-agreement.raft"
        again = self.run_own(kept)
        self.assertEqual(again.returncode, 1)
        self.assertIn("FAILED", again.stdout)
        page = self.house.root / "run.html"
        self.run_own(kept, "--trace", page)
        self.assertIn("<html", page.read_text(encoding="utf-8")[:200])
        self.assertEqual(self.run_own(kept, program=BOOK).returncode, 0)
        self.run_own("--level", "4", program=BOOK)
        self.assertFalse(kept.exists())

    def test_a_program_that_ends_in_the_middle_says_where_and_why(self):
        died = self.program_that(
            """echo '{"begins": "x.raft with seed 3", "scenario": ["seed 3", "run 1s"]}' >&3""",
            "echo 'I was here'", "echo 'log.h:66: expected an index inside the log' >&2",
            "kill -ABRT $$")
        said = self.run_own("--level", "1", program=died).stdout
        self.assertIn("In the middle of x.raft with seed 3 your program has ended.", said)
        self.assertIn("Here your program crashed: a check stopped it", said)
        self.assertIn("Your program printed:\n  │ I was here\n  │ log.h:66: expected an", said)
        kept = self.house.mine("own-raft") / "failed/01-one-election.raft"
        self.assertEqual(kept.read_text(encoding="utf-8"),
                         "# x.raft with seed 3\nseed 3\nrun 1s\n")
        self.assertIn("run own-raft my/own-raft/failed/01-one-election.raft --sanitize", said)

    def test_a_program_that_ends_as_if_all_was_well_has_not_passed(self):
        leaves = self.program_that("""echo '{"begins": "x.raft"}' >&3""", "exit 0")
        done = self.run_own("--level", "1", program=leaves)
        self.assertEqual(done.returncode, 1)
        self.assertIn("ended by itself, with 0, in the middle", done.stdout)
        done = self.run_own(ROOT / "diagrams/02-election/first-leader.raft", program=leaves)
        self.assertEqual(done.returncode, 1)

    def test_what_a_reader_prints_is_no_verdict(self):
        prints = self.program_that("""echo '{"passed": true}'""")
        self.assertEqual(self.run_own("--level", "1", program=prints).returncode, 1)

    def test_a_drawn_run_in_which_the_program_ends_is_kept_as_a_scenario(self):
        died = self.program_that(
            """[ $1 = --level ] && echo '{"begins": "run 7 of a campaign", "drawn": 7}' >&3""",
            """[ $2 = 7 ] && echo '{"passed": true}' >&3 && exit 0""",
            """[ $2 = 8 ] && echo '{"line": "servers 3"}' >&3 && echo '{"line": "run 1s"}' >&3""",
            "kill -SEGV $$")
        self.run_own("--level", "16", program=died)
        kept = self.house.mine("own-raft") / "failed/16-thousand-runs.raft"
        self.assertEqual(kept.read_text(encoding="utf-8"),
                         "# run 7 of a campaign\nservers 3\nrun 1s\n")

    def test_what_was_gained_and_lost_is_told(self):
        self.assertIn("Gained: 1 One election.",
                      self.run_own(program=self.program_that_passes(1)).stdout)
        none = self.program_that_passes(0)
        self.assertIn("Lost since the last time: 1 One election.",
                      self.run_own(program=none).stdout)
        self.assertNotIn("Lost", self.run_own(program=none).stdout)

    def test_the_level_that_was_lost_is_told_before_those_that_failed_already(self):
        self.run_own(program=self.program_that_passes(3))
        self.assertIn("Level 3: Many elections",
                      self.run_own(program=self.program_that_passes(0)).stdout)

    def test_a_scenario_that_is_not_there_is_told_the_nearest(self):
        done = self.run_own(ROOT / "diagrams/02-election/frist-leader.raft")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean", done.stderr)
        self.assertIn("first-leader.raft", done.stderr)

    def test_a_loop_that_never_stops_is_called_one(self):
        loops = self.program_that("""echo '{"begins": "x.raft"}' >&3""", "kill -XCPU $$")
        said = self.run_own("--level", "1", program=loops).stdout
        self.assertIn("a loop that never ends?", said)

    def test_after_a_loop_no_other_level_is_begun(self):
        looping = self.program_that("kill -XCPU $$")
        said = self.run_own(program=looping).stdout
        self.assertGreater(len(re.findall(r" –$", said, re.MULTILINE)), 8)
        self.assertIn("– is not tried", said)

    def test_hints_are_for_the_level_that_failed_first(self):
        said = [self.house.tutor("hint", "own-raft", "--level", "9").stdout for _ in range(4)]
        self.assertEqual([one[:11] for one in said],
                         ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"])
        self.run_own("--level", "5")
        self.assertIn("level 5: ", self.house.tutor("hint", "own-raft").stdout)

    def test_a_hint_begins_with_what_helps_in_the_scenario_that_failed(self):
        self.run_own("--level", "7")
        self.assertRegex(self.house.tutor("hint", "own-raft").stdout,
                         r"(?s)\A01-eight-clients\n\nOne in ten messages.*\n\nHint 1 of 3")
        ends = self.program_that(
            """echo '{"begins": "a/07-concurrent-proposals/02-burst.raft with seed 3", """
            """"scenario": ["run 1s"]}' >&3""", "kill -SEGV $$")
        self.run_own("--level", "7", program=ends)
        said = self.house.tutor("hint", "own-raft", "--level", "7").stdout
        self.assertRegex(said, r"(?s)\A02-burst\n\nTwenty entries.*\n\nHint 2 of 3")
        self.run_own("--level", "7", program=self.program_that_passes(7))
        said = self.house.tutor("hint", "own-raft", "--level", "7").stdout
        self.assertTrue(said.startswith("Hint 3 of 3"))

    def test_reset_keeps_what_was_written_and_forgets_the_rest(self):
        self.house.tutor("start", "own-raft")
        file = self.house.mine("own-raft") / "own_raft.h"
        file.write_text("// mine\n", encoding="utf-8")
        self.run_own()
        self.house.tutor("reset", "own-raft")
        self.assertEqual(file.with_name("own_raft.h.before-reset").read_text(encoding="utf-8"),
                         "// mine\n")
        self.assertIn("class OwnRaft", file.read_text(encoding="utf-8"))
        self.assertFalse((file.parent / "failed").exists())
        self.assertNotIn("own-raft", self.house.progress.read_text(encoding="utf-8"))

    def test_a_second_reset_keeps_what_the_first_one_kept(self):
        self.house.tutor("start", "own-raft")
        file = self.house.mine("own-raft") / "own_raft.h"
        for text in ("// first\n", "// second\n"):
            file.write_text(text, encoding="utf-8")
            self.house.tutor("reset", "own-raft")
        self.assertEqual(file.with_name("own_raft.h.before-reset").read_text(encoding="utf-8"),
                         "// first\n")
        self.assertEqual(file.with_name("own_raft.h.before-reset-2").read_text(encoding="utf-8"),
                         "// second\n")

    def test_other_commands_are_told_what_there_is(self):
        done = self.house.tutor("check", "own-raft")
        self.assertEqual(done.returncode, 2)
        self.assertIn("there are watch, start, run", done.stderr)


if __name__ == "__main__":
    unittest.main()
