#!/usr/bin/python3
"""Golden transcripts: every scenario in diagrams/ is run and must tell the same story as last time.
A few are drawn, too, and must look the same; and a trace with an event of every kind is told.

    golden.py --raft build/bin/raft [--update] [SCENARIO...]
    golden.py --names                     only looks whether each file that is kept has a scenario

A transcript is checked in as tests/golden/NN-slug/NAME.txt. Of a run too long to be read, the file
keeps the end and the fingerprint of the whole. The fingerprint of the JSON Lines trace is in the
last line, so that the two compilers, and any two runs, are held to the same bytes. After a change
that is meant, look at the difference that --update makes: it is the change as a story. A picture,
NAME.svg beside the transcript, has a line for each element, and a browser shows it: open it before
and after.
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
EVERY_KIND = ROOT / "tests/trace/every_kind.jsonl"
PICTURES = ("01-background/equal-tables", "02-election/first-leader", "03-replication/sent-once",
            "04-safety/forgotten-vote")  # small ones, and each draws something else


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
        run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        if run.returncode != 0:
            sys.exit(f"{scenario}: exit code {run.returncode}\n{run.stdout}{run.stderr}")
        return out.read_bytes()


def golden_text(raft: str, scenario: pathlib.Path) -> str:
    transcript = trace_of(raft, scenario, ".txt").decode()
    trace = trace_of(raft, scenario, ".jsonl")
    return shortened(transcript) + f"\ntrace fingerprint {fingerprint(trace)}\n"


def told(raft: str, trace: pathlib.Path) -> str:
    command = [raft, "trace", str(trace.relative_to(ROOT)), "--to", "transcript"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8",
                          check=True).stdout


def picture(raft: str, scenario: pathlib.Path) -> str:
    return trace_of(raft, scenario, ".svg").decode().replace("><", ">\n<")


def golden_file(source: pathlib.Path, suffix: str) -> pathlib.Path:
    if source == EVERY_KIND:
        return (ROOT / "tests/golden" / source.name).with_suffix(suffix)
    return (ROOT / "tests/golden" / source.relative_to(ROOT / "diagrams")).with_suffix(suffix)


def goldens(source: pathlib.Path):
    """The files that are kept of a scenario or a trace, and what makes each."""
    yield golden_file(source, ".txt"), told if source == EVERY_KIND else golden_text
    if source != EVERY_KIND and str(source.relative_to(ROOT / "diagrams").with_suffix(
            "")) in PICTURES:
        yield golden_file(source, ".svg"), picture


def check(raft: str, source: pathlib.Path, update: bool) -> bool:
    return all([check_file(raft, source, update, *golden) for golden in goldens(source)])


def check_file(raft: str, source: pathlib.Path, update: bool, file: pathlib.Path, make) -> bool:
    now = make(raft, source)
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(now, encoding="utf-8")
        return True
    expected = file.read_text(encoding="utf-8") if file.exists() else ""
    if now == expected:
        return True
    name = str(file.relative_to(ROOT))
    sys.stdout.writelines(
        difflib.unified_diff(expected.splitlines(True), now.splitlines(True), name, "this run"))
    about = source.relative_to(ROOT)
    print(f"\n{about} {'looks' if file.suffix == '.svg' else 'tells'} otherwise than {name}.\n"
          f"If that is meant: tests/golden/golden.py --raft {raft} --update {about}")
    return False


def strays(sources) -> str:
    """The files that are kept and of none of these; nothing if all have theirs."""
    kept = {path for path in (ROOT / "tests/golden").glob("*/*") if path.suffix in (".txt", ".svg")}
    stray = kept - {file for source in sources for file, _ in goldens(source)}
    return ", ".join(sorted(str(path.relative_to(ROOT)) for path in stray))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raft", help="the program")
    parser.add_argument("--update", action="store_true", help="write instead of comparing")
    parser.add_argument("--names", action="store_true", help="run nothing")
    parser.add_argument("scenarios", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    if not (args.raft or args.names):
        parser.error("say which program: --raft build/bin/raft")
    everything = [EVERY_KIND, *sorted((ROOT / "diagrams").glob("*/*.raft"))]
    if not args.scenarios and (stray := strays(everything)):
        print("kept, and of no scenario: " + stray)
        return 1
    if args.names:
        return 0
    raft = str(pathlib.Path(args.raft).resolve())
    chosen = [path.resolve() for path in args.scenarios] or everything
    return 0 if all([check(raft, source, args.update) for source in chosen]) else 1


if __name__ == "__main__":
    sys.exit(main())
