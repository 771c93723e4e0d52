/// @file
/// Runs the benchmarks: `bench`, or some of them: `bench --benchmark_filter=commit`.

#include <benchmark/benchmark.h>

#include "bench/allocations.h"

int main(int argc, char** argv) {
  raft::bench::keep_freed_memory();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
