#!/usr/bin/python3
"""Runs the tests of the coverage build, each folder's only if what it counted is out of date.

    run.py BUILD_DIRECTORY

The tests of one folder, whose names begin with it, count into BUILD_DIRECTORY/profiles/FOLDER. They
run again when a program that they start, or a file that they may read, is newer. A folder that has
failed is not counted, and runs again next time.

Exit status: 0 all that ran has passed, 1 something has failed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ_BY_ALL = ("diagrams", "exercises")


def tests_of(listing, build):
    """{folder: the programs that its tests start} of what `ctest --show-only=json-v1` lists."""
    folders = {}
    for test in listing["tests"]:
        programs = re.findall(re.escape(str(build)) + r"/bin/[\w-]+", json.dumps(test))
        folders.setdefault(test["name"].split(".")[0], set()).update(map(Path, programs))
    return folders


def files_in(folder):
    """What lies there and is no C++, which counts when it is compiled."""
    return [path for path in folder.rglob("*")
            if path.is_file() and path.suffix not in (".cpp", ".h", ".pyc")]


def newest(paths):
    return max((path.stat().st_mtime for path in paths), default=0)


def passed(build, folder):
    """The file whose date says when the folder's tests began that have passed."""
    return build / "profiles" / folder / "passed"


def is_up_to_date(build, folder, programs, root=ROOT):
    if not passed(build, folder).exists():
        return False
    files = [path for part in (f"tests/{folder}", *READ_BY_ALL) for path in files_in(root / part)]
    return newest([*programs, *files]) < passed(build, folder).stat().st_mtime


def run(build, folder):
    """Whether the folder's tests pass. They count afresh."""
    began = time.time()
    shutil.rmtree(passed(build, folder).parent, ignore_errors=True)
    done = subprocess.run(["ctest", "--preset", "coverage", "-R", rf"^{re.escape(folder)}\."],
                          cwd=ROOT, env={**os.environ, "RAFT_TESTS": folder}, check=False)
    if done.returncode == 0:
        passed(build, folder).parent.mkdir(parents=True, exist_ok=True)
        passed(build, folder).touch()
        os.utime(passed(build, folder), (began, began))
    return done.returncode == 0


def forget(build, folders):
    """Deletes what tests have counted that no longer exist."""
    for path in (build / "profiles").glob("*/"):
        if path.name not in folders:
            shutil.rmtree(path)


def main():
    build = Path(sys.argv[1]).resolve()
    listing = subprocess.run(["ctest", "--preset", "coverage", "--show-only=json-v1"], cwd=ROOT,
                             check=True, capture_output=True, encoding="utf-8").stdout
    folders = tests_of(json.loads(listing), build)
    forget(build, folders)
    good = True
    for folder, programs in folders.items():
        if is_up_to_date(build, folder, programs):
            print(f"{folder}: up to date", flush=True)
        else:
            good = run(build, folder) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
