#!/usr/bin/python3
"""Golden transcripts: every scenario in diagrams/ is run and must tell the same story as last time.

    golden.py --raft build/bin/raft [--update] [SCENARIO...]

A transcript is checked in as tests/golden/NN-slug/NAME.txt. Of a run too long to be read, the file
keeps the end and the fingerprint of the whole. The fingerprint of the JSON Lines trace is in the
last line, so that the two compilers, and any two runs, are held to the same bytes. After a change
that is meant, look at the difference that --update makes: it is the change as a story.
"""
import argparse
import difflib
import hashlib
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LONGEST = 400  # lines that somebody still reads
KEPT = 60  # lines of the end that are kept of a longer transcript


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def shortened(transcript: str) -> str:
    lines = transcript.splitlines()
    if len(lines) <= LONGEST:
        return transcript
    whole = fingerprint(transcript.encode())
    head = f"({len(lines)} lines, fingerprint {whole}; the last {KEPT}:)\n"
    return head + "\n".join(lines[-KEPT:]) + "\n"


def trace_of(raft: str, scenario: pathlib.Path, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / f"trace{suffix}"
        # The path in messages must not depend on where the project lies.
        command = [raft, "run", str(scenario.relative_to(ROOT)), "--quiet", "--trace", str(out)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            sys.exit(f"{scenario}: exit code {run.returncode}\n{run.stdout}{run.stderr}")
        return out.read_bytes()


def golden_text(raft: str, scenario: pathlib.Path) -> str:
    transcript = trace_of(raft, scenario, ".txt").decode()
    trace = trace_of(raft, scenario, ".jsonl")
    return shortened(transcript) + f"\ntrace fingerprint {fingerprint(trace)}\n"


def golden_file(scenario: pathlib.Path) -> pathlib.Path:
    return ROOT / "tests/golden" / scenario.relative_to(ROOT / "diagrams").with_suffix(".txt")


def check(raft: str, scenario: pathlib.Path, update: bool) -> bool:
    told, file = golden_text(raft, scenario), golden_file(scenario)
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told)
        return True
    expected = file.read_text() if file.exists() else ""
    if told == expected:
        return True
    name = str(file.relative_to(ROOT))
    sys.stdout.writelines(
        difflib.unified_diff(expected.splitlines(True), told.splitlines(True), name, "this run"))
    about = scenario.relative_to(ROOT)
    print(f"\n{about} tells another story than {name}.\n"
          f"If that is meant: tests/golden/golden.py --raft {raft} --update {about}")
    return False


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raft", required=True, help="the program")
    parser.add_argument("--update", action="store_true", help="write instead of comparing")
    parser.add_argument("scenarios", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    raft = str(pathlib.Path(args.raft).resolve())
    chosen = [path.resolve() for path in args.scenarios]
    scenarios = chosen or sorted((ROOT / "diagrams").glob("*/*.raft"))
    stray = set((ROOT / "tests/golden").glob("*/*.txt")) - {golden_file(s) for s in scenarios}
    if not chosen and stray:
        names = sorted(str(path.relative_to(ROOT)) for path in stray)
        print("transcripts without a scenario: " + ", ".join(names))
        return 1
    return 0 if all([check(raft, scenario, args.update) for scenario in scenarios]) else 1


if __name__ == "__main__":
    sys.exit(main())
