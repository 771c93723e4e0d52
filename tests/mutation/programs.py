"""The small test programs: compiled once with all the mutants in them, and run once for each."""

import os
import re
import resource
import signal
import subprocess
import time
from pathlib import Path

from mutants import CLANG, FLAGS

# In the order in which they are asked: a mutant's own folder first, then the others.
PARTS = ["core", "node", "election", "replication", "safety", "membership"]
JUDGES = ["invariants", "bugs"]
BELOW = [*PARTS, "background", "text", "invariants"]  # what a part's tests are linked with
STAGE = ["clients", "trace", "rendering", "linearizability", "simulation", "scenario",
         "bugs", "explorer", "campaign"]
# Files whose own names would meet, were they compiled as one.
BY_THEMSELVES = {"core", "simulation", "scenario", "invariants", "bugs", "campaign",
                 "linearizability"}

MEMORY = 4 << 30  # a mutant may append for ever


class Programs:
    def __init__(self, root, build):
        self.root, self.build = root, build
        self.overlay = build / "source"
        self.seconds = {}  # what each takes with all mutants asleep

    def flags(self):
        return [*FLAGS, "-O0", "-mpopcnt", "-ferror-limit=0",
                f"-I{self.overlay}/code", f"-I{self.root}/code",
                f"-I{self.root}/tests", f"-I{self.root}/tests/mutation",
                f'-DRAFT_SOURCE_DIR="{self.root}"']

    def tests_of(self, folder):
        return sorted((self.root / "tests" / folder).glob("*_test.cpp"))

    def library(self, folders):
        for folder in folders:
            for path in sorted((self.root / "code" / folder).glob("*.cpp")):
                changed = self.overlay / path.relative_to(self.root)
                yield folder, changed if changed.exists() else path

    # ---- compiling

    def plan(self, programs):
        """build.ninja: each program of its tests, and a library of the parts or the stage."""
        flags = " ".join(f"'{flag}'" for flag in self.flags())
        lines = [f"rule compile\n  command = ccache {CLANG} {flags} -MD -MF $out.d -c $in -o $out\n"
                 "  depfile = $out.d\n  deps = gcc\n  description = $out",
                 "rule archive\n  command = rm -f $out && ar rcs $out $in\n  description = $out",
                 f"rule link\n  command = {CLANG} -Wl,--start-group $in -Wl,--end-group -lgmock "
                 "-lgtest -lgtest_main -lfmt -lpthread -o $out\n  description = $out"]
        for name, folders in (("parts", BELOW), ("stage", STAGE)):
            objects = self.compile_all(lines, self.library(folders))
            lines.append(f"build {name}.a: archive {' '.join(objects)}")
        for folder in programs:
            tests = self.compile_all(lines, ((folder, path) for path in self.tests_of(folder)))
            libraries = "parts.a" if folder in PARTS else "stage.a parts.a"
            lines.append(f"build {folder}-tests: link {' '.join(tests)} {libraries}")
        write_if_changed(self.build / "build.ninja", "\n".join(lines) + "\n")

    def compile_all(self, lines, sources):
        objects, together = [], {}
        for folder, path in sources:
            if folder in BY_THEMSELVES or path.name == "window_svg.cpp":
                where = "changed" if path.is_relative_to(self.overlay) else path.parent.parent.name
                objects.append(f"objects/{where}-{folder}-{path.stem}.o")
                lines.append(f"build {objects[-1]}: compile {path}")
            else:
                together.setdefault((path.parent.parent.name, folder), []).append(path)
        for (where, folder), paths in together.items():
            name = f"{where}-{folder}-{'tests' if paths[0].stem.endswith('_test') else 'all'}"
            write_if_changed(self.build / f"{name}.cpp",
                             "".join(f'#include "{path}"\n' for path in paths))
            objects.append(f"objects/{name}.o")
            lines.append(f"build {objects[-1]}: compile {name}.cpp")
        return list(dict.fromkeys(objects))

    def compile(self, programs):
        """Makes the programs. The places that the compiler complains of: [(file, line, column)]."""
        self.plan(programs)
        ninja = subprocess.Popen(
            ["ninja", "-k", "0", "-C", str(self.build), *(f"{name}-tests" for name in programs)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        places, said = set(), []
        for line in ninja.stdout:
            said.append(line)
            if line.startswith("["):
                print(line, end="", flush=True)
            places |= {(self.build / file, *place) for file, *place in places_in(line)}
        if ninja.wait() != 0 and not places:
            raise RuntimeError("".join(said[-40:]))
        return places

    def is_refused(self, folder, number):
        """Whether the tests of a folder do not compile with this mutant loose for the compiler."""
        text = "".join(f'#include "{path}"\n' for path in self.tests_of(folder))
        command = [CLANG, *self.flags(), f"-DRAFT_MUTANT={number}", "-fsyntax-only", "-x", "c++",
                   "-"]
        return subprocess.run(command, input=text, check=False, capture_output=True,
                              encoding="utf-8", cwd=self.build).returncode != 0

    # ---- running

    def run(self, folder, number, limit):
        """(How it ended, how many seconds it took): "passed", "failed" or "hung"."""
        environment = {**os.environ, "RAFT_MUTANT": str(number), "GTEST_BRIEF": "1",
                       "GTEST_FAIL_FAST": "1" if number else "0"}
        began = time.monotonic()
        process = subprocess.Popen([self.build / f"{folder}-tests"], env=environment,
                                   cwd=self.build, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True,
                                   preexec_fn=limit_memory)
        try:
            code = process.wait(timeout=limit)
            ending = "passed" if code == 0 else "failed"
        except subprocess.TimeoutExpired:
            ending = "hung"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return ending, time.monotonic() - began

    def measure(self, programs):
        """Runs each once with all mutants asleep; all must pass."""
        for folder in programs:
            ending, self.seconds[folder] = self.run(folder, 0, 600)
            if ending != "passed":
                raise RuntimeError(f"{folder}-tests fail without any mutant: mend them first")

    def limit(self, folder):
        return 10 + 10 * self.seconds[folder]


def places_in(line):
    return {(file, int(line), int(column)) for file, line, column in
            re.findall(r"^(\S+?):(\d+):(\d+): (?:fatal )?error:", line)}


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def write_if_changed(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)
