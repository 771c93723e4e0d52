#include "cli/console/seed_runs.h"

#include <fmt/format.h>

#include <utility>

#include "cli/console/interrupt.h"
#include "cli/console/written_over.h"

namespace raft {
namespace {

void add(SeedRuns& runs, ScenarioRun run) {
  if (run.passed()) {
    ++runs.passed;
    return;
  }
  const bool first = run.undecided() ? runs.failed + runs.undecided == 0 : runs.failed == 0;
  ++(run.undecided() ? runs.undecided : runs.failed);
  if (first) runs.first_bad.emplace(std::move(run));
}

}  // namespace

SeedRuns run_seeds(const Scenario& scenario, const NodeType* node, std::uint64_t first,
                   std::uint64_t count, const Screen& screen) {
  SeedRuns runs;
  WrittenOver progress(screen);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (Interrupt::requested()) {
      runs.interrupted = true;
      break;
    }
    add(runs,
        run_scenario(scenario,
                     {.node = node, .seed = first + i, .record = false, .go_on = node != nullptr}));
    progress.write_if_due(
        fmt::format("{}  {} of {} seeds, {} failed", scenario.file, i + 1, count, runs.failed));
  }
  return runs;
}

}  // namespace raft
