/// @file
/// How fast a campaign is: runs and messages a second, on one thread and on one a core.

#include <benchmark/benchmark.h>

#include <cstdint>

#include "campaign/campaign.h"
#include "core/ensure.h"
#include "simulation/catalogue.h"

namespace raft::bench {
namespace {

void campaign(benchmark::State& state) {
  Tally tally;
  for (auto _ : state) {
    const CampaignResult result = run_campaign({.node = *find_node_type("raft"),
                                                .seeds = 100,
                                                .jobs = static_cast<unsigned>(state.range(0))},
                                               [](const CampaignResult&) { return true; });
    ensure(!result.failed, "a right node");
    tally.add(result.tally);
  }
  using benchmark::Counter;
  state.counters["seeds/s"] = Counter(static_cast<double>(tally.runs), Counter::kIsRate);
  state.counters["messages/s"] =
      Counter(static_cast<double>(tally.messages_sent), Counter::kIsRate);
}
BENCHMARK(campaign)
    ->ArgName("jobs")
    ->Arg(1)
    ->Arg(static_cast<int>(processor_cores()))
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace raft::bench
