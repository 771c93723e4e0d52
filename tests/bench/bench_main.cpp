/// @file
/// Runs the benchmarks: `bench`, or some of them: `bench --benchmark_filter=commit`. If none has
/// such a name, it says which there are.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>
#include <vector>

#include "bench/allocations.h"

namespace {

void list_all() {
  std::string program = "bench";
  std::string list = "--benchmark_list_tests";
  std::string all = "--benchmark_filter=all";
  std::vector<char*> arguments = {program.data(), list.data(), all.data()};
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  benchmark::RunSpecifiedBenchmarks();
}

}  // namespace

int main(int argc, char** argv) {
  raft::bench::keep_freed_memory();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const bool found = benchmark::RunSpecifiedBenchmarks() > 0;
  if (!found) {
    std::fputs("There are:\n", stderr);
    list_all();
  }
  benchmark::Shutdown();
  return found ? 0 : 2;
}
