/// @file
/// What it costs to do nothing: one tick of each of three servers, of which one leads, and the
/// heartbeats that come due (one in fifty ticks).

#include <benchmark/benchmark.h>

#include "bench/allocations.h"
#include "bench/three_servers.h"
#include "membership/raft.h"

namespace raft::bench {
namespace {

void idle_tick(benchmark::State& state) {
  ThreeServers<Raft> cluster;
  for (int warm_up = 0; warm_up < 1000; ++warm_up) cluster.tick();
  const std::uint64_t messages_before = cluster.messages();
  const std::uint64_t allocations_before = allocations();
  for (auto _ : state) cluster.tick();

  using benchmark::Counter;
  const auto ticks = static_cast<double>(state.iterations());
  state.counters["ticks/s"] = Counter(ticks, Counter::kIsRate);
  state.counters["messages/tick"] =
      static_cast<double>(cluster.messages() - messages_before) / ticks;
  state.counters["allocations/tick"] =
      static_cast<double>(allocations() - allocations_before) / ticks;
}
BENCHMARK(idle_tick);

}  // namespace
}  // namespace raft::bench
