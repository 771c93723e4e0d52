#pragma once
/// @file
/// One scenario run with many seeds.

#include <cstdint>
#include <optional>

#include "cli/console/screen.h"
#include "scenario/scenario_run.h"

namespace raft {

/// How the runs ended.
struct SeedRuns {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t undecided = 0;
  /// The first that failed, or else the first that is undecided; without its trace.
  std::optional<ScenarioRun> first_bad = {};
  bool interrupted = false;  ///< by Ctrl-C: not all have been run

  std::uint64_t all() const { return passed + failed + undecided; }
};

/// Runs the scenario with `count` seeds, `first` and those that follow it, on this node, or on its
/// own if it is null. On a terminal a line tells how far it is. Somebody must be listening for
/// Ctrl-C (console/interrupt.h).
SeedRuns run_seeds(const Scenario& scenario, const NodeType* node, std::uint64_t first,
                   std::uint64_t count, const Screen& screen);

}  // namespace raft
