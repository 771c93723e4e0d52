#!/bin/sh
# Fuzzes the scenario parser, the gate and the recovery of a log, each for so many seconds (60 if nothing is said). The
# parser's first inputs are the scenarios of this project; what the fuzzer learns is kept in the
# build directory and used again the next time. Exits with 0 if nothing was found, with 1 otherwise.
#
#   tests/fuzz/run.sh [SECONDS] [BUILD_DIRECTORY]
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
seconds=${1:-60}
build=${2:-$source/build/fuzz}

case $seconds in
  '' | *[!0-9]* | 0)
    echo "usage: tests/fuzz/run.sh [SECONDS] [BUILD_DIRECTORY]" >&2
    exit 1
    ;;
esac

# Runs a command; shows what it said only if it fails.
quietly() {
  log=$1
  shift
  "$@" >"$log" 2>&1 && return
  cat "$log" >&2
  exit 1
}

mkdir -p "$build/corpus-parser" "$build/corpus-gate" "$build/corpus-recovery" \
  "$build/findings"
quietly "$build/configure.log" cmake -S "$source" -B "$build" -G Ninja \
  -DCMAKE_CXX_COMPILER=clang++-19 -DRAFT_FUZZ=ON -DCMAKE_BUILD_TYPE=Debug
quietly "$build/build.log" cmake --build "$build" --target fuzz-parser fuzz-gate fuzz-recovery

# Every scenario file, and every example of the reference page.
find "$source/diagrams" "$source/tests" -name '*.raft' -type f | sort >"$build/scenarios"
number=0
while read -r file; do
  number=$((number + 1))
  cp "$file" "$build/corpus-parser/scenario-$number"
done <"$build/scenarios"
awk -v to="$build/corpus-parser/example-" '
  /^```/ { inside = !inside; if (inside) file = to (++number); else close(file); next }
  inside { print > file }' "$source/docs/scenario-language.md"

# A liar lets a server commit five entries, takes four of them back, lets it win, and asks for a
# change of members.
printf '%b' '\0000\0006\0001\0001\0002\0000\0000\0005\0005' \
  '\0001\0003\0000\0001\0003\0001\0001\0003\0001\0001\0003\0001\0001\0003\0001' \
  '\0006\0001\0002\0002\0000\0000\0000\0001\0002\0003\0000' \
  '\0001\0006\0001\0003\0001\0000\0004\0017' >"$build/corpus-gate/taken-back"

# fuzz TARGET LONGEST_INPUT [OPTION...]
fuzz() {
  target=$1
  longest=$2
  shift 2
  log=$build/$target.log
  if "$build/bin/fuzz-$target" -max_total_time="$seconds" -max_len="$longest" -timeout=10 \
    -verbosity=0 -print_final_stats=1 -artifact_prefix="$build/findings/$target-" "$@" \
    "$build/corpus-$target" >"$log" 2>&1; then
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    echo "fuzz-$target: $inputs inputs in ${seconds}s, nothing found"
  else
    tail -n 40 "$log" >&2
    echo "fuzz-$target: FOUND SOMETHING; the whole log is $log" >&2
    found=1
  fi
}

found=0
fuzz parser 4096 -dict="$source/tests/fuzz/scenario.dict"
fuzz gate 1024
fuzz recovery 2048
exit "$found"
