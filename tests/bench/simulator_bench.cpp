/// @file
/// How fast the stage is: five servers and sixteen busy clients under virtual time, with and
/// without the invariants and the trace; and how long it takes to read a scenario and be ready for
/// its first step.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <string>

#include "core/ensure.h"
#include "scenario/scenario.h"
#include "scenario/scenario_run.h"
#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft::bench {
namespace {

void simulated_second(benchmark::State& state) {
  std::uint64_t messages = 0;
  std::uint64_t steps = 0;
  for (auto _ : state) {
    Stage stage({.node = *find_node_type("raft"),
                 .servers = 5,
                 .record = state.range(1) != 0,
                 .tally = state.range(1) != 0,
                 .check_invariants = state.range(0) != 0});
    const bool led = stage.run_until([](const Stage& s) { return s.leader().has_value(); },
                                     std::chrono::seconds(10));
    ensure(led, "a leader within ten seconds");
    stage.add_clients(16, Workload{.think_min = std::chrono::milliseconds(1),
                                   .think_max = std::chrono::milliseconds(2)});
    stage.run_for(std::chrono::seconds(1));
    ensure(!stage.violation(), "a safe run");
    messages += stage.counts().messages_delivered;
    steps += stage.counts().steps;
  }
  using benchmark::Counter;
  const auto runs = static_cast<double>(state.iterations());
  state.counters["messages/s"] = Counter(static_cast<double>(messages), Counter::kIsRate);
  state.counters["steps/s"] = Counter(static_cast<double>(steps), Counter::kIsRate);
  state.counters["messages"] = static_cast<double>(messages) / runs;
}
BENCHMARK(simulated_second)
    ->ArgNames({"check", "record"})
    ->Args({0, 0})
    ->Args({1, 0})
    ->Args({1, 1})
    ->Unit(benchmark::kMillisecond);

void scenario_start_up(benchmark::State& state) {
  const std::string text =
      "servers 5\n"
      "node raft\n"
      "seed 7\n"
      "timeout S1\n"
      "deliver\n"
      "expect leader S1\n";
  for (auto _ : state) {
    auto scenario = parse_scenario(text, "start-up.scenario");
    ensure(scenario.has_value(), "a scenario that can be read");
    ScenarioRun run(*std::move(scenario));
    benchmark::DoNotOptimize(run.next());
  }
}
BENCHMARK(scenario_start_up)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace raft::bench
