#!/bin/sh
# Gathers what all processes of the coverage build have counted, the tests' own and those that the
# tests started, into one file, and makes the report of it.
#
#   tests/coverage/collect.sh BUILD_DIRECTORY
#
# Leaves export.json (for table.py) and html/index.html in the build directory, and does nothing if
# they are there and nothing was built or counted since.
set -eu
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)

last=$build/html/index.html
[ ! -e "$last" ] || [ -n "$(find "$build/bin" "$build/profiles" -newer "$last" | head -n 1)" ] ||
  exit 0

# The first program is an argument, every other one is named by --object.
set -- "$build/bin/raft"
for tests in "$build"/bin/*-tests; do
  set -- "$@" --object "$tests"
done

llvm-profdata-19 merge --sparse -o "$build/all.profdata" "$build"/profiles/*/*.profraw
set -- --instr-profile "$build/all.profdata" "$@" --sources "$source/code"
llvm-cov-19 export --skip-expansions --skip-functions "$@" >"$build/export.json"
rm -rf "$build/html"
llvm-cov-19 show --format html --output-dir "$build/html" --show-branches count \
  --show-instantiations=false --project-title 'What the tests run' "$@"
