#!/usr/bin/python3
"""`./learn exercise watch`, in a terminal of its own: tmux holds it, and presses the keys."""

import re
import shutil
import subprocess
import sys
import time
import unittest
import uuid

from small_house import RAFT, House

PATIENCE = 20
STARTER = RAFT.parent.parent / "exercises/own-raft-starter"
NAME = "02-election/03-split-vote"


class Terminal:
    """A tmux server of our own, so that no other session is touched."""

    def __init__(self, command):
        self.socket = f"watch-{uuid.uuid4().hex[:8]}"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "45", command)

    def tmux(self, *words):
        return subprocess.run(["tmux", "-L", self.socket, *words], encoding="utf-8",
                              capture_output=True, timeout=PATIENCE).stdout

    def press(self, keys):
        self.tmux("send-keys", keys)

    def screen(self, *options):
        return self.tmux("capture-pane", "-p", *options)

    def wait_for(self, pattern):
        """The screen, as soon as it shows this."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if re.search(pattern, self.screen()):
                return self.screen()
            time.sleep(0.1)
        raise AssertionError(f"'{pattern}' did not come; the screen:\n{self.screen()}")

    def close(self):
        self.tmux("kill-server")


@unittest.skipUnless(shutil.which("tmux"), "there is no tmux here to hold a terminal")
class Watch(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.terminal = Terminal(f"stty -a >{self.house.root}/before; RAFT_PROGRAM={RAFT} "
                                 f"{sys.executable} -B {self.house.main} watch 2.3; echo left $?; "
                                 f"stty -a >{self.house.root}/after; sleep 60")
        self.addCleanup(self.terminal.close)
        self.terminal.wait_for(r"Five servers(.|\n)*Each time you save(.|\n)*q quit")

    def test_it_turns_green_when_the_solution_is_saved(self):
        self.terminal.press("r")
        self.terminal.wait_for(r"Not yet\..*2\.3(.|\n)*h gives a hint(.|\n)*q quit")
        self.assertIn("\x1b[31m", self.terminal.screen("-e"))
        self.house.solve(NAME)
        self.terminal.wait_for(r"Solved\..*2\.3(.|\n)*1 of 4 are solved(.|\n)*Next: 3\.1.*\(n\)")
        self.assertIn("\x1b[32m", self.terminal.screen("-e"))

    def test_keys_give_a_hint_the_list_the_goal_and_the_next_one(self):
        self.terminal.press("h")
        self.terminal.wait_for("Hint 1 of 3")
        self.terminal.press("h")
        self.terminal.wait_for("Hint 2 of 3")
        self.terminal.press("l")
        self.terminal.wait_for("0 of 4 exercises are solved")
        self.terminal.press("g")
        self.terminal.wait_for("Five servers. Let all five vote")
        self.terminal.press("n")
        self.terminal.wait_for("3.1  Who holds it")

    def test_the_books_solution_is_compared_with_once_there_is_one(self):
        self.terminal.press("d")
        self.terminal.wait_for("2.3 is not solved yet: a comparison would give it away")
        self.house.solve(NAME)
        self.terminal.wait_for(r"Solved(.|\n)*d compares your solution")
        self.terminal.press("d")
        self.terminal.wait_for("They are the same, to the letter")

    def test_a_mistake_is_shown_and_waited_out(self):
        (self.house.mine(NAME) / "task.raft").write_text("servers 5\nnode election\ndelivr all\n",
                                                         encoding="utf-8")
        self.terminal.wait_for("did you mean 'deliver'")
        self.house.solve(NAME)
        self.terminal.wait_for("Solved")

    def test_an_editor_that_replaces_the_file_is_noticed(self):
        file = self.house.mine(NAME) / "task.raft"
        file.unlink()
        time.sleep(0.5)
        self.house.solve(NAME)
        self.terminal.wait_for("Solved")

    def test_what_an_editor_keeps_beside_the_file_is_not_tried(self):
        self.terminal.press("h")
        self.terminal.wait_for("Hint 1 of 3")
        for name in (".task.raft.swp", "task.raft~", "#task.raft#", ".#task.raft"):
            (self.house.mine(NAME) / name).write_text("half a line", encoding="utf-8")
        time.sleep(0.5)
        self.terminal.press("h")
        self.assertNotIn("Not yet", self.terminal.wait_for("Hint 2 of 3"))

    def test_a_file_that_is_gone_can_be_had_again(self):
        (self.house.mine(NAME) / "task.raft").unlink()
        self.terminal.wait_for("It is gone. r gives you a new one.")
        self.terminal.press("r")
        self.terminal.wait_for("Not yet")
        self.assertTrue((self.house.mine(NAME) / "task.raft").exists())

    def test_q_ends_it_and_leaves_the_terminal_as_it_was(self):
        self.terminal.press("q")
        self.terminal.wait_for("left 0")
        self.same_terminal()

    def test_ctrl_c_ends_it_and_leaves_the_terminal_as_it_was(self):
        self.terminal.press("C-c")
        self.terminal.wait_for("left 130")
        self.same_terminal()

    def same_terminal(self):
        deadline = time.monotonic() + PATIENCE
        before, after = (self.house.root / name for name in ("before", "after"))
        while not (after.exists() and after.read_bytes()) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual(after.read_text(encoding="utf-8"), before.read_text(encoding="utf-8"))


@unittest.skipUnless(shutil.which("tmux") and STARTER.exists(), "there is no tmux, or no battery")
class WatchOwnRaft(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.terminal = Terminal(f"OWN_RAFT_PROGRAM={STARTER} {sys.executable} -B "
                                 f"{self.house.main} watch own-raft; echo left $?; sleep 60")
        self.addCleanup(self.terminal.close)
        self.terminal.wait_for(r"16  A thousand drawn runs(.|\n)*q quit")

    def test_it_judges_when_the_file_is_saved_and_gives_hints_for_the_first_failure(self):
        file = self.house.mine("own-raft") / "own_raft.h"
        file.write_text(file.read_text(encoding="utf-8") + "// saved\n", encoding="utf-8")
        self.terminal.wait_for(r"Score: 0 of 100(.|\n)*Level 1: One election(.|\n)*q quit")
        self.terminal.press("h")
        self.terminal.wait_for(r"Hint 1 of 3  level 1: One election(.|\n)*q quit")
        self.terminal.press("q")
        self.terminal.wait_for("left 0")


@unittest.skipUnless(shutil.which("tmux"), "there is no tmux here to hold a terminal")
class WatchWhatTakesLong(unittest.TestCase):
    """All levels pass at once, but for the last, which never ends."""

    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.begun = self.house.root / "begun"
        self.program = self.house.root / "program"
        self.program.write_text(f"#!/bin/bash\nexec 3>&$EXERCISE_REPORT\necho $2 >>{self.begun}\n"
                                "[ $2 = 16 ] && exec sleep 300\necho '{\"passed\": true}' >&3\n",
                                encoding="utf-8")
        self.program.chmod(0o755)

    def watch(self, *words):
        self.terminal = Terminal(f"OWN_RAFT_PROGRAM={self.program} {sys.executable} -B "
                                 f"{self.house.main} watch own-raft {' '.join(words)}; "
                                 "echo left $?; sleep 60")
        self.addCleanup(self.terminal.close)
        self.terminal.wait_for(r"16  A thousand drawn runs(.|\n)*q quit")

    def times_begun(self, level):
        if not self.begun.exists():
            return 0
        return self.begun.read_text(encoding="utf-8").split().count(level)

    def test_keys_and_saves_are_heard_in_the_middle_of_a_try(self):
        self.watch()
        self.terminal.press("r")
        self.terminal.wait_for(r"15  Membership +8 of 8")
        self.terminal.press("h")
        self.terminal.wait_for("Hint 1 of 3")
        file = self.house.mine("own-raft") / "own_raft.h"
        file.write_text(file.read_text(encoding="utf-8") + "// saved\n", encoding="utf-8")
        deadline = time.monotonic() + PATIENCE
        while self.times_begun("16") < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual(self.times_begun("16"), 2)
        self.terminal.wait_for(r"15  Membership +8 of 8")
        self.terminal.press("g")
        self.terminal.wait_for(r"You write a whole Raft(.|\n)*q quit")
        self.terminal.press("r")
        self.terminal.wait_for(r"15  Membership +8 of 8")
        self.terminal.press("q")
        self.terminal.wait_for("left 0")

    def test_a_level_can_be_watched_alone(self):
        self.watch("--level", "10")
        self.terminal.press("r")
        self.terminal.wait_for(r"10  Message economy +6 of 6(.|\n)*q quit")
        self.assertEqual(self.begun.read_text(encoding="utf-8"), "10\n")


if __name__ == "__main__":
    unittest.main()
