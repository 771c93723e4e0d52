#!/bin/sh
# What the C++ tests of a few folders run by themselves, into one file: a look while they are written.
#
#   tests/coverage/folders.sh BUILD_DIRECTORY FOLDER...
#
# Runs the folders' programs and leaves folders.json (for table.py) in the build directory.
set -eu
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)
shift

rm -rf "$build/folders"
objects=
for folder in "$@"; do
  LLVM_PROFILE_FILE=$build/folders/%c%m.profraw "$build/bin/$folder-tests" --gtest_brief=1
  objects="$objects --object $build/bin/$folder-tests"
done
llvm-profdata-19 merge -o "$build/folders.profdata" "$build"/folders/*.profraw
# The objects are named one by one: the first is an argument, every other one an option.
# shellcheck disable=SC2086
llvm-cov-19 export --skip-expansions --skip-functions --instr-profile "$build/folders.profdata" \
  ${objects# --object } --sources "$source/code" >"$build/folders.json"
