/// @file
/// How fast histories are judged: good ones, and the same with one read that nobody could have
/// made, which have to be searched to their end and then explained.

#include <benchmark/benchmark.h>

#include <vector>

#include "core/ensure.h"
#include "linearizability/busy_clients.h"
#include "linearizability/linearizability.h"

namespace raft::bench {
namespace {

void judge(benchmark::State& state, const std::vector<KeyOperation>& history, Verdict expected) {
  Linearizability found;
  for (auto _ : state) found = check_linearizability(history);
  ensure(found.verdict == expected, "the verdict that the history was made for");
  state.counters["steps"] = static_cast<double>(found.steps);
  state.counters["remembered"] = static_cast<double>(found.configurations);
  state.counters["bytes"] = static_cast<double>(found.most_bytes);
  if (found.window) {
    state.counters["window"] = static_cast<double>(found.window->operations.size());
  }
}

BusyClients load_of(const benchmark::State& state) {
  return {.clients = static_cast<std::uint32_t>(state.range(0)),
          .operations = static_cast<std::size_t>(state.range(1)),
          .keys = static_cast<std::uint64_t>(state.range(2)),
          .puts = state.range(3) != 0 ? 30u : 50u,
          .swaps = state.range(3) != 0 ? 20u : 0u};
}

void good(benchmark::State& state) {
  judge(state, good_history(load_of(state)), Verdict::linearizable);
}
void bad(benchmark::State& state) {
  judge(state, bad_history(load_of(state), key_number(0), Fault::stale_read),
        Verdict::not_linearizable);
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"clients", "operations", "keys", "cas"})->Unit(benchmark::kMillisecond);
  for (const int clients : {10, 30, 50}) {
    for (const int operations : {1'000, 5'000, 20'000}) bench->Args({clients, operations, 5, 0});
    bench->Args({clients, 5'000, 1, 0});
    bench->Args({clients, 5'000, 5, 1});
  }
}
BENCHMARK(good)->Name("linearizability/good")->Apply(sizes);
BENCHMARK(bad)->Name("linearizability/bad")->Apply(sizes);

// Fifty clients on ten keys, half of whose operations append; and one key of the ten has a fault.
void good_appends(benchmark::State& state) {
  judge(state, good_history(appending_clients()), Verdict::linearizable);
}
void bad_appends(benchmark::State& state) {
  const auto key = key_number(static_cast<std::uint64_t>(state.range(0)));
  const auto fault = static_cast<Fault>(state.range(1));
  judge(state, bad_history(appending_clients(), key, fault), Verdict::not_linearizable);
}
BENCHMARK(good_appends)->Name("linearizability/good_appends")->Unit(benchmark::kMillisecond);
BENCHMARK(bad_appends)
    ->Name("linearizability/bad_appends")
    ->ArgNames({"key", "fault"})
    ->ArgsProduct({{0, 4, 9}, {0, 1, 2}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace raft::bench
