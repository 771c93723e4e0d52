"""A small house with a tutor and a few exercises of its own, so that no test touches a reader's
my/."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAFT = Path(os.environ.get("RAFT_PROGRAM", ROOT / "build/bin/raft"))
PATIENCE = 300     # seconds: a thousand drawn runs, beside other work
KEPT = ("01-background/02-broken-cable", "02-election/03-split-vote", "03-replication/01-who-knows",
        "06-cluster/02-longest-silence")


class House:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name).resolve()
        shutil.copytree(ROOT / "exercises/tutor", self.root / "exercises/tutor",
                        ignore=shutil.ignore_patterns("__pycache__"))
        for name in KEPT:
            shutil.copytree(ROOT / "exercises" / name, self.root / "exercises" / name)
        shutil.copytree(ROOT / "exercises/own-raft", self.root / "exercises/own-raft")

    def close(self):
        self.folder.cleanup()

    @property
    def main(self):
        return self.root / "exercises/tutor/main.py"

    @property
    def progress(self):
        return self.root / "my/progress.txt"

    def mine(self, name):
        """The reader's folder for this exercise."""
        return self.root / "my" / name

    def solve(self, name):
        """Puts the book's solution where the reader's goes."""
        self.mine(name).mkdir(parents=True, exist_ok=True)
        for file in (self.root / "exercises" / name / "solution").iterdir():
            shutil.copyfile(file, self.mine(name) / file.name)

    def tutor(self, *words, columns=80, own_raft=None):
        environment = {**os.environ, "COLUMNS": str(columns), "RAFT_PROGRAM": str(RAFT)}
        if own_raft:
            environment["OWN_RAFT_PROGRAM"] = str(own_raft)
        return subprocess.run([sys.executable, "-B", self.main, *words], encoding="utf-8",
                              capture_output=True, env=environment, timeout=PATIENCE)

    def tutor_through(self, reader, words=""):
        """The list, or what is said to these words, in a pipe that `reader` reads."""
        return subprocess.run(f"'{sys.executable}' -B '{self.main}' {words} | {reader}", shell=True,
                              encoding="utf-8", capture_output=True, timeout=60)
