#!/usr/bin/python3
"""Changes the code a little, in every way it knows, and looks whether the tests notice.

    run.py [--only FILE]... [--sample N --seed S] [--own] [--jobs N] [--list]

A mutant is a small change in one place: `<=` becomes `<`, a call is left out, another server is
meant. All the mutants of all files are compiled into the test programs of their folders once, each
asleep, and then let loose one after the other. One that no test notices has survived: either a test
is missing, or the change makes no difference. The latter are named, with the reason, in
tests/mutation/explained.toml.

The sources are never touched: what is compiled lies in build/mutation/, and so does the result,
result.json and result.txt. The compiler is clang 19, as it reads the syntax tree out, too.

Exit status: 0 every mutant is killed or explained, 1 some survived without a reason, 2 wrong use or
nothing to try, 130 Ctrl-C (what was found until then is written all the same).
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import random
import sys
import tomllib
from collections import Counter
from pathlib import Path

from mutants import mutants_of
from programs import JUDGES, PARTS, Programs, write_if_changed
from schemata import with_all

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "mutation"
FILES = """
core/log.h core/server_set.h core/majority.h core/vocabulary.h
node/gate.cpp node/effects.h node/entries.h node/setup.h node/node.h
election/election.h election/election_timer.h
replication/progress.h replication/replication.h
safety/commit_current_term_only.h safety/durability.h safety/election_restriction.h
membership/catch_up.h membership/commit_before_change.h membership/configuration.h
membership/joint_consensus.h membership/membership.h membership/one_change_at_a_time.h
""".split()


def options():
    summary, details = __doc__.split("\n\n", 1)
    parser = argparse.ArgumentParser(
        description=summary, epilog=details.split("\n\n", 1)[1],
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="FILE", action="append", default=[],
                        help="a file below code/, e.g. election/election.h; may be said again")
    parser.add_argument("--sample", metavar="N", type=int, help="that many, drawn by chance")
    parser.add_argument("--seed", metavar="S", type=int, default=1, help="which chance (1)")
    parser.add_argument("--own", action="store_true",
                        help="only the tests of the mutant's own folder, which is quicker")
    parser.add_argument("--jobs", metavar="N", type=int, default=os.cpu_count(),
                        help="how many run at once (one a processor)")
    parser.add_argument("--list", action="store_true", help="show the mutants, and try none")
    chosen = parser.parse_args()
    for name in chosen.only:
        if name not in FILES:
            parser.error(f"no mutants are made of '{name}'; they are made of:\n  " +
                         "\n  ".join(FILES))
    return chosen


def folder_of(file):
    return file.split("/")[1]


# ---- all mutants in one program

def write_files(programs, mutants):
    """Writes every file with its mutants; {path: Writer}."""
    writers = {}
    for file in dict.fromkeys(m.file for m in mutants):
        path = programs.overlay / file
        writers[path] = with_all((ROOT / file).read_bytes(), [m for m in mutants if m.file == file])
        write_if_changed(path, bytes(writers[path].written))
    return writers


class Refused:
    """The mutants that the compiler has refused so far; to find them anew takes minutes."""

    def __init__(self, file):
        self.file = file
        self.known = set(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else set()

    def knows(self, mutant):
        return f"{mutant.source} {mutant.begin} {mutant.end} {mutant.text}" in self.known

    def add(self, mutants):
        self.known |= {f"{m.source} {m.begin} {m.end} {m.text}" for m in mutants}
        write_if_changed(self.file, json.dumps(sorted(self.known), indent=1) + "\n")


def compiled(programs, mutants, order):
    """Compiles the programs with the mutants in them. Parts the mutants: those that can stand in a
    program, and those that the compiler refuses."""
    memory = Refused(BUILD / "refused.json")
    refused = [m for m in mutants if memory.knows(m)]
    while True:
        mutants = [m for m in mutants if m not in refused]
        writers = write_files(programs, mutants)
        wrong = set()
        for path, line, column in programs.compile(order):
            if path in writers:  # else it uses what a mutant has spoilt
                wrong |= {m.number for m in writers[path].mutants_at(line, column)}
        if not wrong:
            return mutants, refused
        refused += [m for m in mutants if m.number in wrong]
        memory.add(refused)


# ---- trying one

def verdict_on(programs, order, mutant):
    """(Which program killed it, and how); (None, "survived") if none did."""
    own = folder_of(mutant.file)
    for folder in sorted(order, key=lambda name: name != own):
        ending, _ = programs.run(folder, mutant.number, programs.limit(folder))
        if ending != "passed":
            return folder, ending
    if own in order and mutant.for_the_compiler and programs.is_refused(own, mutant.number):
        return own, "refused by static_assert"
    return None, "survived"


def explanations():
    with open(Path(__file__).parent / "explained.toml", "rb") as file:
        return tomllib.load(file)["survivor"]


def why_it_may_live(mutant, explained):
    for one in explained:
        if (one["file"] == mutant.file.removeprefix("code/") and
                mutant.original.split() == one["text"].split() and
                one["becomes"] in ("*", mutant.becomes()) and
                one.get("line", "") in mutant.whole_line):
            return one["why"]
    return None


# ---- what came of it

class Result:
    def __init__(self, build):
        self.build, self.explained = build, explanations()
        self.rows = []

    def add(self, mutant, program, ending):
        why = why_it_may_live(mutant, self.explained) if ending == "survived" else None
        self.rows.append({"file": mutant.file, "line": mutant.line, "change": mutant.words(),
                          "number": mutant.number, "ending": ending, "program": program, "why": why,
                          "own": program == folder_of(mutant.file)})
        if ending == "survived" and not why:
            print(f"{mutant.file}:{mutant.line}: survived: {mutant.words()}", flush=True)

    def unexplained(self):
        return [row for row in self.rows if row["ending"] == "survived" and not row["why"]]

    def table(self):
        lines = [f"{'file':40} {'mutants':>8} {'killed':>7} {'by own tests':>13} {'explained':>10} "
                 f"{'survived':>9} {'no program':>11}"]
        names = dict.fromkeys(row["file"] for row in self.rows)
        for name in (*names, "all"):
            rows = [row for row in self.rows if name in (row["file"], "all")]
            ending = Counter(row["ending"] for row in rows)
            refused, survived = ending["does not compile"], ending["survived"]
            explained = sum(row["why"] is not None for row in rows)
            lines.append(f"{name:40} {len(rows):8} {len(rows) - refused - survived:7} "
                         f"{sum(row['own'] for row in rows):13} {explained:10} "
                         f"{survived - explained:9} {refused:11}")
        return "\n".join(lines)

    def write(self):
        self.rows.sort(key=lambda row: row["number"])
        write_if_changed(self.build / "result.json", json.dumps(self.rows, indent=1) + "\n")
        survived = [f"{row['file']}:{row['line']}: {row['change']}: {row['why'] or 'survived'}"
                    for row in self.rows if row["ending"] == "survived"]
        write_if_changed(self.build / "result.txt", "\n".join([self.table(), "", *survived]) + "\n")
        print(self.table())
        print(f"Each mutant: {self.build / 'result.json'}")


def chosen_mutants(chosen):
    files = [f"code/{file}" for file in FILES if not chosen.only or file in chosen.only]
    with concurrent.futures.ThreadPoolExecutor(2 * chosen.jobs) as pool:
        found = pool.map(lambda file: mutants_of(ROOT, file, BUILD / "mutants"), files)
        mutants = [mutant for of_file in found for mutant in of_file]
    for number, mutant in enumerate(mutants, 1):
        mutant.number = number
        text = (ROOT / mutant.file).read_text(encoding="utf-8")
        mutant.whole_line = text.splitlines()[mutant.line - 1].strip()
        mutant.for_the_compiler = "constexpr" in text
        mutant.source = hashlib.sha256(text.encode()).hexdigest()[:16]
    if chosen.sample is not None:
        drawn = random.Random(chosen.seed).sample(mutants, min(chosen.sample, len(mutants)))
        mutants = sorted(drawn, key=lambda m: m.number)
    return mutants


def try_all(programs, order, mutants, chosen):
    """[(mutant, program, ending)] of each, as they come."""
    with concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
        waiting = {pool.submit(verdict_on, programs, order, mutant): mutant for mutant in mutants}
        try:
            for number, done in enumerate(concurrent.futures.as_completed(waiting), 1):
                if sys.stderr.isatty():
                    print(f"\r{number} of {len(waiting)} ", end="", file=sys.stderr, flush=True)
                yield waiting[done], *done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def try_by(programs, order, mutants, chosen, result):
    """Lets the mutants loose in these programs; returns those that no program noticed."""
    programs.measure(order)
    survivors = []
    for mutant, program, ending in try_all(programs, order, mutants, chosen):
        if ending == "survived":
            survivors.append(mutant)
        else:
            result.add(mutant, program, ending)
    print(f"The tests of {', '.join(order)}: {len(mutants)} mutants, {len(survivors)} survived",
          flush=True)
    return sorted(survivors, key=lambda mutant: mutant.number)


def main():
    chosen = options()
    mutants = chosen_mutants(chosen)
    if chosen.list or not mutants:
        for mutant in mutants:
            print(f"{mutant.number:5} {mutant.file}:{mutant.line}: {mutant.words()}")
        return 0 if mutants else 2
    programs = Programs(ROOT, BUILD)
    result = Result(programs.build)
    own = list(dict.fromkeys(folder_of(m.file) for m in mutants))
    order = own if chosen.own else list(dict.fromkeys([*PARTS, *own]))
    try:
        mutants, refused = compiled(programs, mutants, order)
        for mutant in refused:
            result.add(mutant, None, "does not compile")
        survivors = try_by(programs, order, mutants, chosen, result)
        if survivors and not chosen.own:
            # The judges of whole runs take long to compile, and are asked about few.
            compiled(programs, mutants, JUDGES)
            survivors = try_by(programs, JUDGES, survivors, chosen, result)
        for mutant in survivors:
            result.add(mutant, None, "survived")
    except KeyboardInterrupt:
        result.write()
        return 130
    result.write()
    return 1 if result.unexplained() else 0


if __name__ == "__main__":
    sys.exit(main())
