#pragma once
/// @file
/// From a seed to a run. The run has a beginning, then rounds: troubles, one after the other, with
/// time in between, and the demand that the cluster has survived them (campaign/recovery.h). At the
/// end all that is left must agree (campaign/demands.h). All of it is a scenario: its lines are the
/// run's record, and running them repeats it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "campaign/script.h"
#include "campaign/tally.h"
#include "simulation/catalogue.h"

namespace raft {

/// What came of one seed.
struct DrawnRun {
  std::uint64_t seed = 0;
  std::vector<std::string> lines = {};  ///< of the scenario, up to the failure if there is one
  std::size_t demands_from = 0;         ///< how many lines stand before the last round's demands
  std::optional<Failure> failure = {};
  Tally tally = {};
};

/// Draws a scenario and performs it, until its end or until the first failure. A pure function of
/// its arguments; may be called from many threads at once.
/// @param node  whom the servers run; it must replicate a log. The scenario names it without
///              saying what is left out of it or wrong with it
/// @param watch  told of each line; changes nothing of what is drawn
DrawnRun draw_run(const NodeType& node, std::uint64_t seed, const LineWatch& watch = {});

}  // namespace raft
