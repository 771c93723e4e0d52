#!/usr/bin/python3
"""Compares what the protocol needs with stated ceilings: messages, allocations, instructions.

    check_counts.py COUNTS                 messages and allocations, from a plain run
    check_counts.py COUNTS --instructions  instructions, counted by valgrind's callgrind

COUNTS is the program built from counts.cpp. Each workload of ceilings.json runs with its amount of
work and with twice that; the difference is what one entry costs once everything is under way, and
the start of the program cancels out. All three numbers repeat from run to run, however busy the
machine is, so a failure is a change of the code. Time is never looked at.

Exit status: 0 all within their ceilings, 1 something is not, 2 it could not be measured.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

CEILINGS = pathlib.Path(__file__).with_name("ceilings.json")


class CannotMeasure(Exception):
    pass


def run(command):
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotMeasure(f"{command[0]} did not run: {error}") from error
    if done.returncode != 0:
        raise CannotMeasure(f"{' '.join(command)} failed: {done.stderr.strip()}")
    return done


def plain_counts(command):
    """What the program says about itself: {'messages': ..., 'allocations': ...}."""
    lines = (line.split() for line in run(command).stdout.splitlines())
    return {name: int(count) for name, count in lines}


def instruction_counts(command):
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    collected = re.search(r"Collected : (\d+)", run(valgrind + command).stderr)
    if not collected:
        raise CannotMeasure("callgrind did not say how many instructions it counted")
    return {"instructions": int(collected.group(1))}


def counts_for_one(program, workload, count):
    """The cost of one entry (or tick): twice the work less the work, over the work."""
    amount = workload["amount"]
    once = count([program, *workload["run"], str(amount)])
    twice = count([program, *workload["run"], str(2 * amount)])
    return {name: (twice[name] - once[name]) / amount for name in once}


def check(workload, measured):
    """Prints each number beside its ceiling; returns the sentences about those above."""
    complaints = []
    for name, value in measured.items():
        ceiling = workload[name]
        print(f"{workload['name']:16} {name:13} {value:10.4f}   at most {ceiling}")
        if value > ceiling:
            complaints.append(
                f"{workload['name']}: {value:.4f} {name} for each {workload['per']}, and the "
                f"ceiling is {ceiling}. Find what was added, or raise the ceiling in "
                f"{CEILINGS.name} and say why."
            )
    return complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", metavar="COUNTS", help="the program built from counts.cpp")
    parser.add_argument("--instructions", action="store_true", help="count with callgrind")
    options = parser.parse_args()
    count = instruction_counts if options.instructions else plain_counts

    complaints = []
    try:
        for workload in json.loads(CEILINGS.read_text(encoding="utf-8"))["workloads"]:
            complaints += check(workload, counts_for_one(options.program, workload, count))
    except CannotMeasure as error:
        print(error, file=sys.stderr)
        return 2
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
