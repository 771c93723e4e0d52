#!/usr/bin/python3
"""`learn`, run in a small house of its own, where cmake, ctest, apt-get and the raft program are
scripts that write down how they were called."""

import contextlib
import os
import pty
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

LEARN = Path(__file__).resolve().parents[2] / "learn"

TOOLS = {
    "cmake": """
        case "$*" in
          --version) echo "cmake version 3.25.1" ;;
          "--preset release") mkdir -p build/bin; : >build/build.ninja ;;
          "--preset coverage") mkdir -p build/bin build/coverage; : >build/coverage/build.ninja ;;
          *) cp raft-for-tests build/bin/raft
             [ ! -e broken ] || { printf "log.h:7: error: \\033[31moh\\n"; exit 1; }
             [ ! -e slow ] || { echo $$ >slow; sleep 60; }
             [ ! -e steps ] || { echo "[1/5] step"; sleep 60; } ;;
        esac""",
    "ctest": 'echo "75% tests passed, 1 tests failed out of 4"; exit 8',
    "g++": '[ "$1" = -dumpfullversion ] || [ ! -e bare ] || exit 1; echo 12.2.0',
    "apt-get": "exit 0",
    "dpkg": "exit 0",
    "sudo": 'exec "$@"',
    "dpkg-query": '[ ! -e bare ] || exit 1; for p; do echo "$p installed"; done',
}


class SmallHouse(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        shutil.copy(LEARN, self.root / "learn")
        for chapter in ("02-election", "06-cluster"):
            (self.root / "chapters" / chapter).mkdir(parents=True)
            (self.root / "chapters" / chapter / "demo.cpp").touch()
        self.script(self.root / "raft-for-tests", 'echo "in $PWD: raft $*"')
        for name, body in TOOLS.items():
            note = f'echo "{name} $*" >>"{self.root}/calls"'
            self.script(self.root / "tools" / name, f"{note}\n{body}")

    def script(self, path, body):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def tutor(self):
        file = self.root / "exercises/tutor/main.py"
        file.parent.mkdir(parents=True)
        file.write_text("import sys; print(sys.argv[1:])", encoding="utf-8")

    def environment(self):
        return {**os.environ, "PATH": f"{self.root}/tools:{os.environ['PATH']}"}

    def learn(self, *arguments, folder=None, typed=None, **options):
        return subprocess.run([typed or "./learn", *arguments], cwd=folder or self.root,
                              encoding="utf-8",
                              capture_output=True, env=self.environment(), timeout=120, **options)

    def calls(self):
        file = self.root / "calls"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def test_help_names_every_command(self):
        done = self.learn("--help")
        self.assertEqual(done.returncode, 0)
        for command in ("demo", "book", "play", "run", "shell", "exercise", "test", "coverage",
                        "bench", "doctor", "clean"):
            self.assertIn(f"./learn {command}", done.stdout)

    def test_an_unknown_command_is_told_what_exists(self):
        done = self.learn("dmeo")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no command 'dmeo'; did you mean 'demo'?", done.stderr)
        self.assertIn("There are: demo, book, run", done.stderr)

    def test_a_wrong_option_is_a_mistake_in_the_typing(self):
        self.assertEqual(self.learn("test", "--al").returncode, 2)
        self.assertEqual(self.learn("demo", "six").returncode, 2)

    def test_colour_never_goes_into_a_pipe(self):
        self.assertNotIn("\x1b", self.learn("--help").stdout + self.learn("demo").stdout)

    def test_play_makes_the_page_and_says_where_it_is(self):
        for opener in ("xdg-open", "open"):
            self.script(self.root / "tools" / opener, f'echo "opens $*" >>"{self.root}/calls"')
        done = self.learn("play")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("The playground is at build/playground/playground.html", done.stdout)
        self.assertIn("There: Play", done.stdout)
        self.assertIn("--target playground", self.calls())
        self.assertNotIn("--target book", self.calls())
        self.assertEqual(self.learn("play", "--server").returncode, 2)
        self.assertEqual(self.learn("play", "--serve", "soon").returncode, 2)

    def page(self):
        file = self.root / "build/playground/playground.html"
        file.parent.mkdir(parents=True)
        file.write_text("the page", encoding="utf-8")

    def test_play_serves_the_page_until_it_is_interrupted(self):
        self.page()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        run = subprocess.Popen([self.root / "learn", "play", "--serve", str(port)],
                               encoding="utf-8",
                               cwd=self.root, env=self.environment(), stdout=subprocess.PIPE)
        self.addCleanup(run.stdout.close)
        self.addCleanup(run.kill)
        address = f"http://localhost:{port}/playground.html"
        self.assertIn(address, "".join(run.stdout.readline() for _ in range(4)))
        self.assertEqual(self.fetched(address, run), "the page")
        run.send_signal(signal.SIGINT)
        self.assertEqual(run.wait(timeout=60), 0)

    def fetched(self, address, server):
        while server.poll() is None:
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    return answer.read().decode()
            except urllib.error.URLError:
                time.sleep(0.1)  # it has said so, and does not listen yet
        return None

    def test_play_says_that_a_port_is_taken_before_it_builds_anything(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            done = self.learn("play", "--serve", str(other.getsockname()[1]))
        self.assertEqual(done.returncode, 1)
        self.assertIn("is taken", done.stderr)
        self.assertNotIn("--target playground", self.calls())
        self.assertIn("65535", self.learn("play", "--serve", "70000").stderr)

    def test_a_demo_leaves_its_trace_in_build(self):
        self.script(self.root / "tools/esbuild", "exit 0")
        done = self.learn("demo", "2", "--seed", "3")
        self.assertIn("raft demo 2 --seed 3 --trace build/demo-2.html", done.stdout)

    def test_a_demo_keeps_the_trace_that_was_asked_for(self):
        done = self.learn("demo", "2", "--trace", "mine.txt")
        self.assertIn("raft demo 2 --trace mine.txt\n", done.stdout)

    def test_run_hands_over_in_the_callers_folder_and_leaves_stdout_alone(self):
        (self.root / "elsewhere").mkdir()
        done = self.learn("run", "x.raft", "--seed", "1", folder=self.root / "elsewhere",
                          typed="../learn")
        self.assertEqual(done.stdout, f"in {self.root}/elsewhere: raft run x.raft --seed 1\n")

    def test_exercises_are_listed_without_building_anything(self):
        self.tutor()
        self.assertEqual(self.learn("exercise", "hint", "2.2").stdout, "['hint', '2.2']\n")
        self.assertEqual(self.learn("exercise", "run", "--help").stdout, "['run', '--help']\n")
        self.assertEqual(self.calls(), "")

    def test_python_reads_and_writes_utf_8_whatever_the_locale_says(self):
        self.tutor()
        (self.root / "exercises/tutor/main.py").write_text(
            "import sys; print(sys.flags.utf8_mode)", encoding="utf-8")
        done = subprocess.run(["./learn", "exercise"], cwd=self.root, capture_output=True,
                              env={**self.environment(), "LC_ALL": "C.UTF-8"}, timeout=60)
        self.assertEqual(done.stdout, b"1\n", done.stderr)

    def test_an_exercise_is_tried_with_a_program_that_is_up_to_date(self):
        self.tutor()
        self.assertEqual(self.learn("exercise", "run").stdout, "['run']\n")
        self.assertIn("cmake --build --preset release --target raft-program", self.calls())

    def test_nothing_is_installed_when_nothing_is_missing(self):
        self.learn("demo")
        self.assertNotIn("apt-get", self.calls())

    def test_what_is_missing_is_installed(self):
        (self.root / "bare").touch()
        self.learn("demo")
        self.assertRegex(self.calls(), r"apt-get install -y --no-install-recommends libfmt-dev ")
        self.assertNotIn("sphinx", self.calls(), "what a demo needs is not what the book needs")

    def test_doctor_says_what_is_missing_and_the_one_command(self):
        self.assertEqual(self.learn("doctor").returncode, 0)
        (self.root / "bare").touch()
        self.lacks("doxygen")
        done = self.learn("doctor")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"apt-get install --no-install-recommends libfmt-dev ")
        self.assertIn("For the book: doxygen", done.stdout)
        self.assertNotIn("apt-get", self.calls())

    def test_an_old_compiler_is_refused(self):
        self.script(self.root / "tools/g++", "echo 11.4.0")
        done = self.learn("demo")
        self.assertEqual(done.returncode, 1)
        self.assertIn("g++ 11.4.0 is too old: 12 or newer is needed", done.stderr)

    def test_a_failed_build_shows_the_error_and_where_the_rest_is(self):
        (self.root / "broken").touch()
        done = self.learn("demo")
        self.assertEqual(done.returncode, 1)
        self.assertIn("log.h:7: error: [31moh", done.stderr)
        self.assertIn("All of it: build/logs/build.log", done.stderr)

    def test_the_last_line_of_test_counts_tests_and_the_book(self):
        done = self.learn("test")
        self.assertEqual(done.stdout.splitlines()[-1], "5 passed, 1 failed")
        self.assertEqual(done.returncode, 1)

    def house_with_pages(self):
        (self.root / "tests/browser").mkdir(parents=True)
        (self.root / "tests/browser/package.json").write_text("{}", encoding="utf-8")
        for tool in ("chromium", "node"):
            self.script(self.root / "tools" / tool, "exit 0")

    def test_test_fetches_what_drives_the_browser(self):
        self.house_with_pages()
        driver = self.root / "tests/browser/node_modules/playwright-core"
        note = f'echo "npm $*" >>"{self.root}/calls"'
        self.script(self.root / "tools/npm", f"{note}; mkdir -p {driver}")
        self.assertNotIn("not tested", self.learn("test").stdout)
        self.assertIn("npm ci --prefix tests/browser", self.calls())

    def test_test_says_when_the_pages_are_not_tested(self):
        self.house_with_pages()
        self.script(self.root / "tools/npm", "exit 1")
        done = self.learn("test")
        self.assertIn("the pages are not tested in a browser", done.stdout)
        self.assertEqual(done.stdout.splitlines()[-1], "5 passed, 1 failed")

    def coverage_scripts(self, run):
        self.script(self.root / "tests/coverage/run.py", run)
        self.script(self.root / "tests/coverage/collect.sh", 'echo "collects in $1"')
        (self.root / "tests/coverage/table.py").write_text(
            "import sys\nprint(*sys.argv[1:])\nsys.exit(1)\n", encoding="utf-8")

    def test_coverage_is_only_counted_of_tests_that_pass(self):
        self.coverage_scripts("echo '1/1 Test #1: node.Oh ...***Failed'; exit 1")
        done = self.learn("coverage")
        self.assertEqual(done.returncode, 1)
        self.assertIn("node.Oh", done.stderr)
        self.assertIn("Tests have failed", done.stderr)
        self.assertNotIn("export.json", done.stdout)

    def test_coverage_is_shown_and_its_verdict_is_the_exit_code(self):
        self.coverage_scripts("exit 0")
        done = self.learn("coverage", "--all")
        self.assertEqual(done.returncode, 1)
        self.assertIn("build/coverage/export.json --all\n\n"
                      "Line by line: build/coverage/html/index.html", done.stdout)
        self.assertEqual(self.learn("coverage", "--everything").returncode, 2)

    def test_coverage_of_a_folder_builds_and_runs_that_folders_tests(self):
        self.coverage_scripts("exit 0")
        note = f'echo "runs $*" >>"{self.root}/calls"'
        self.script(self.root / "tests/coverage/folders.sh", note)
        (self.root / "tests/node").mkdir()
        (self.root / "tests/node/gate_test.cpp").touch()
        done = self.learn("coverage", "node")
        self.assertIn("build/coverage/folders.json node", done.stdout)
        self.assertIn("--preset coverage --target node-tests", self.calls())
        self.assertIn("runs build/coverage node", self.calls())
        self.assertEqual(self.learn("coverage", "nodes").returncode, 2)

    # ---- teaching

    def test_help_after_any_word_teaches_and_does_nothing(self):
        (self.root / "build/bin").mkdir(parents=True)
        words = re.findall(r"^  ./learn ([a-z]+)", self.learn("--help").stdout, re.MULTILINE)
        self.assertGreater(len(words), 15)
        for word in set(words) - {"exercise"}:
            for arguments in (["--help"], ["x", "-h"]):
                done = self.learn(word, *arguments)
                self.assertEqual(done.returncode, 0, word)
                self.assertTrue(done.stdout.startswith(f"./learn {word} "), done.stdout)
        self.assertEqual(self.calls(), "")
        self.assertTrue((self.root / "build/bin").exists())

    def test_help_of_a_word_of_the_program_goes_on_with_the_programs_own(self):
        self.learn("demo", "2")
        calls = self.calls()
        self.assertIn("raft run --help\n", self.learn("run", "x.raft", "--help").stdout)
        self.assertIn("raft demo --help\n", self.learn("help", "demo").stdout)
        self.assertEqual(self.calls(), calls)

    def test_surplus_words_are_refused(self):
        for words in ("doctor now", "clean all", "test --all now", "book --open now",
                      "play --serve 8000 now"):
            done = self.learn(*words.split())
            self.assertEqual(done.returncode, 2, words)
            self.assertIn("is one word too many", done.stderr)

    def test_all_demos_leave_no_trace(self):
        self.assertIn("raft demo all\n", self.learn("demo", "all").stdout)
        self.assertEqual(self.learn("demo", "7").returncode, 2)

    def test_what_is_to_be_typed_is_said_as_the_reader_typed(self):
        self.script(self.root / "raft-for-tests", 'echo "$RAFT_PROGRAM_NAME run x"')
        self.assertEqual(self.learn("run", "x").stdout, "./learn run x\n")
        (self.root / "build/deep").mkdir()
        below = self.root / "build/deep"
        self.assertEqual(self.learn("run", "x", folder=below, typed="../../learn").stdout,
                         "../../learn run x\n")
        self.assertIn("\n  ../../learn demo N", self.learn(folder=below, typed="../../learn").stdout
                      + self.learn("--help", folder=below, typed="../../learn").stdout)

    def test_a_demo_puts_files_where_the_reader_stands_and_its_page_in_build(self):
        (self.root / "mine").mkdir()
        done = self.learn("demo", "2", "--trace", "x.svg", folder=self.root / "mine",
                          typed="../learn")
        self.assertIn(f"in {self.root}/mine: raft demo 2 --trace x.svg\n", done.stdout)
        done = self.learn("demo", "2", folder=self.root / "mine", typed="../learn")
        self.assertIn(f"--trace {self.root}/build/demo-2.", done.stdout)

    # ---- machines that lack something

    def lacks(self, package):
        """Makes this machine one without the package, even if what it brings is here."""
        learn = self.root / "learn"
        text = learn.read_text(encoding="utf-8")
        learn.write_text(text.replace(f"{package}:", f"{package}:not-to-be-found-"),
                         encoding="utf-8")

    def nobody(self):
        """How a process is started by somebody to whom nothing here belongs."""
        return {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}

    def test_who_may_not_install_is_told_what_is_missing_and_only_if_it_is_needed(self):
        self.script(self.root / "tools/sudo", "exit 1")
        self.root.chmod(0o777)
        (self.root / "calls").touch()
        (self.root / "calls").chmod(0o666)
        self.assertEqual(self.learn("demo", "2", **self.nobody()).returncode, 0)
        (self.root / "bare").touch()
        self.lacks("doxygen")
        self.assertEqual(self.learn("run", "x", **self.nobody()).returncode, 0)
        done = self.learn(**self.nobody())
        self.assertEqual(done.returncode, 1)
        self.assertIn("raft demo 6", done.stdout)
        self.assertIn("takes an administrator:\n\n  apt-get install", done.stderr)
        told = re.search(r"README.md \((.*)\)", done.stderr)[1]
        self.assertIn(f"\n## {told}\n", LEARN.with_name("README.md").read_text(encoding="utf-8"))
        self.assertIn("the book is not made", done.stdout)
        self.assertNotIn("apt-get install -y", self.calls())

    @unittest.skipIf(os.geteuid() != 0, "who is not root cannot make a file that is not theirs")
    def test_anothers_finished_program_runs_and_an_unfinished_one_says_why_not(self):
        self.root.chmod(0o755)
        done = self.learn("run", "x", **self.nobody())
        self.assertEqual(done.returncode, 1)
        self.assertIn("where it may not write", done.stderr)
        self.assertNotIn("mkdir", done.stderr)
        self.learn("run", "x")
        done = self.learn("run", "x", **self.nobody())
        self.assertEqual(done.stdout, f"in {self.root}: raft run x\n", done.stderr)
        self.assertEqual(self.learn("demo", "2", **self.nobody()).stdout,
                         f"in {self.root}: raft demo 2\n")

    # ---- one at a time, and Ctrl-C

    def started(self, *arguments, **options):
        """./learn in a session of its own, so that whatever it starts can be found."""
        return subprocess.Popen(["./learn", *arguments], cwd=self.root, start_new_session=True,
                                env={**self.environment(), "TERM": "xterm"}, **options)

    def left_of(self, learn):
        """What goes on of a ./learn that has ended, after a moment in which to end."""
        deadline = time.monotonic() + 10
        while (left := self.alive(learn.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        return left

    def alive(self, session):
        """The processes of a session that have not ended."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                text = stat.read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # it has ended meanwhile
            fields = text.rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] not in "ZX":
                found.append(text[: text.index(")") + 1])
        return found

    def wait_until(self, holds):
        deadline = time.monotonic() + 60
        while not holds() and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertTrue(holds())

    def test_ctrl_c_ends_what_was_started(self):
        slow = self.root / "slow"
        slow.touch()
        learn = self.started("demo", encoding="utf-8", stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE)
        self.wait_until(lambda: slow.read_text(encoding="utf-8"))
        os.killpg(learn.pid, signal.SIGINT)
        _, said = learn.communicate(timeout=60)
        self.assertEqual(learn.returncode, 130)
        self.assertEqual(said, "Stopped. The same command goes on from here.\n")
        self.assertEqual(self.left_of(learn), [])

    def test_whenever_ctrl_c_is_pressed_nothing_goes_on(self):
        (self.root / "steps").touch()
        moments = random.Random(20)
        for press in range(25):
            screen, terminal = pty.openpty()
            learn = self.started("demo", stdout=terminal, stderr=terminal, stdin=terminal)
            os.close(terminal)
            reader = threading.Thread(target=self.drain, args=(screen, said := []))
            reader.start()
            if press % 5:  # the others come while it looks at the machine
                self.wait_until(lambda: "--build" in self.calls())
            time.sleep(moments.uniform(0, 0.7))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(learn.pid, signal.SIGINT)
            code = learn.wait(timeout=60)
            left = self.left_of(learn)
            reader.join()
            words = b"".join(said).decode()
            self.assertEqual(left, [], f"press {press}: {words}")
            self.assertIn(code, (130, -signal.SIGINT), words)
            self.assertNotIn("syntax error", words)
            self.assertNotIn("line ", words, "bash complains")
            shutil.rmtree(self.root / "build", ignore_errors=True)
            (self.root / "calls").unlink(missing_ok=True)

    def drain(self, screen, said):
        with contextlib.suppress(OSError):  # which ends a pseudo-terminal
            while piece := os.read(screen, 4096):
                said.append(piece)
        os.close(screen)

    def test_a_second_one_waits_until_the_first_has_built(self):
        slow = self.root / "slow"
        slow.touch()
        first = self.started("demo", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_until(lambda: slow.read_text(encoding="utf-8"))
        slow.unlink()
        second = self.started("demo", encoding="utf-8", stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        self.assertIn("this one waits", second.stdout.readline())
        builds = self.calls().count("--build")
        self.assertEqual(builds, 1)
        os.killpg(first.pid, signal.SIGTERM)
        said, _ = second.communicate(timeout=60)
        self.assertEqual(second.returncode, 0, said)
        self.assertIn("raft demo 6", said)
        self.assertEqual(first.wait(timeout=60), 143)

    def test_who_waits_can_be_interrupted(self):
        slow = self.root / "slow"
        slow.touch()
        first = self.started("demo", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_until(lambda: slow.read_text(encoding="utf-8"))
        second = self.started("demo", encoding="utf-8", stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        self.assertIn("this one waits", second.stdout.readline())
        os.killpg(second.pid, signal.SIGINT)
        second.communicate(timeout=60)
        self.assertEqual((second.returncode, self.left_of(second)), (130, []))
        os.killpg(first.pid, signal.SIGINT)
        self.assertEqual(first.wait(timeout=60), 130)


if __name__ == "__main__":
    unittest.main()
