#pragma once
/// @file
/// From a run in which an invariant broke to a report that teaches: the shortest schedule that
/// still breaks it, and the command that shows it again.

#include <string>

#include "scenario/scenario_run.h"

namespace raft {

/// How the run was asked for.
struct Asked {
  std::string file = {};
  std::string trace_file = {};  ///< where its trace is, if anywhere
  bool other_node = false;      ///< the node is not the scenario's own
  bool other_seed = false;      ///< the seed is not the scenario's own
};

/// The command that shows the run again.
std::string replay_command(const ScenarioRun& run, const Asked& asked);

/// The report of the violation that ended `run`. Runs the scenario again, some hundred times.
std::string why_it_broke(const ScenarioRun& run, const Asked& asked);

}  // namespace raft
