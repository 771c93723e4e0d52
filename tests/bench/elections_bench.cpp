/// @file
/// What an election costs: a timeout, two votes, a new leader that tells the others, and the empty
/// entry with which it begins its term, committed by all three.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <optional>

#include "bench/three_servers.h"
#include "membership/raft.h"

namespace raft::bench {
namespace {

void election(benchmark::State& state) {
  constexpr std::uint64_t longest_log = 100'000;
  std::optional<ThreeServers<Raft>> cluster(std::in_place);
  std::uint64_t elections = 0;
  std::uint64_t messages = 0;
  for (auto _ : state) {
    const auto next = static_cast<std::uint8_t>(1 + ++elections % 3);
    const std::uint64_t messages_before = cluster->messages();
    cluster->elect(ServerId{next});
    messages += cluster->messages() - messages_before;
    if (elections % longest_log != 0) continue;
    state.PauseTiming();
    cluster.emplace();
    state.ResumeTiming();
  }
  using benchmark::Counter;
  const auto held = static_cast<double>(elections);
  state.counters["elections/s"] = Counter(held, Counter::kIsRate);
  state.counters["messages/election"] = static_cast<double>(messages) / held;
}
BENCHMARK(election);

}  // namespace
}  // namespace raft::bench
