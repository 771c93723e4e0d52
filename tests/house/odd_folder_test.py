#!/usr/bin/python3
"""The house in a folder whose name a shell would take apart: what CMake calls by our own commands
is called as it should be there. (What it compiles, it quotes itself.)"""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("code", "chapters", "docs", "exercises", "tests")


class OddFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve() / "it's (my) raft & co"
        self.root.mkdir()
        shutil.copy(ROOT / "CMakeLists.txt", self.root)
        for room in ROOMS:
            shutil.copytree(ROOT / room, self.root / room,
                            ignore=shutil.ignore_patterns("node_modules"))

    def done(self, *command):
        run = subprocess.run(command, cwd=self.root, stdout=subprocess.PIPE, encoding="utf-8",
                             stderr=subprocess.STDOUT, timeout=600)
        self.assertEqual(run.returncode, 0, run.stdout)
        return run.stdout

    def test_the_player_is_bundled(self):
        said = self.done("cmake", "-S", ".", "-B", "build", "-G", "Ninja")
        if "esbuild is missing" in said:
            self.skipTest("there is no esbuild here to bundle the player with")
        made = "code/player/player_template.cpp"
        self.done("ninja", "-C", "build", made)
        self.assertIn("std::string_view", (self.root / "build" / made).read_text(encoding="utf-8"))

    def test_the_headers_are_read_into_such_a_folder(self):
        if not shutil.which("doxygen"):
            self.skipTest("there is no doxygen here")
        book = self.root / "build/book"
        book.mkdir(parents=True)
        for header in (self.root / "code").rglob("*.h"):
            header.unlink()  # one is enough, and takes no time
        (self.root / "code/node/one.h").write_text("/// @file\n", encoding="utf-8")
        self.done("env", f"RAFT_BOOK={book}", "doxygen", "docs/Doxyfile")
        self.assertTrue((book / "doxygen/xml/index.xml").exists())

    def test_every_command_of_our_own_is_verbatim(self):
        for file in [ROOT / "CMakeLists.txt", *(f for room in ROOMS
                                                for f in (ROOT / room).rglob("CMakeLists.txt"))]:
            text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
            for match in re.finditer(r"add_custom_(?:command|target)\(([^()]|\([^()]*\))*\)", text):
                if "COMMAND" in match[0].partition("\n")[2]:
                    self.assertIn("VERBATIM", match[0], f"{file}: {match[0][:80]}")


if __name__ == "__main__":
    unittest.main()
