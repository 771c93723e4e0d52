#pragma once
/// @file
/// The battery: does a node do what a level demands? A level is passed if all of its runs pass. The
/// first that does not is kept as a scenario, which repeats it, with a report that teaches.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "level.h"
#include "simulation/catalogue.h"

namespace raft {

/// The run with which a node has failed a level.
struct LevelFailure {
  std::string run = {};                 ///< e.g. "levels/.../crash.raft with seed 3"
  std::vector<std::string> lines = {};  ///< of a scenario that shows it again
  std::string report = {};              ///< what was wrong: text, several lines
  bool undecided = false;               ///< nothing was: a search has ended at its limit
};

/// What came of a level. Undecided it is only if no run shows anything wrong.
struct LevelVerdict {
  std::uint64_t runs = 0;  ///< performed, the failed one included
  std::optional<LevelFailure> failure = {};

  bool passed() const { return !failure; }
  bool undecided() const { return failure && failure->undecided; }
};

/// The node of a reader, as the stage knows it: in the place of the whole of Raft.
NodeType own_node_type(MakeHost make);

/// A run that is about to begin.
struct BatteryRun {
  std::string name = {};
  std::vector<std::string> lines = {};  ///< of its scenario; none yet, if it is drawn
  std::uint64_t drawn = 0;              ///< if not 0: its number, in a campaign

  friend bool operator==(const BatteryRun&, const BatteryRun&) = default;
};

/// Told before each run.
using BatteryWatch = std::function<void(const BatteryRun&)>;

/// Puts `node` through a level, up to the first run that shows something wrong.
LevelVerdict judge_level(const Level& level, const NodeType& node, const BatteryWatch& watch);

/// The points of the levels that `node` passes.
unsigned score_of(const NodeType& node, std::span<const Level> levels);

/// The text of a scenario with another seed.
std::vector<std::string> with_seed(const std::string& text, std::uint64_t seed);

}  // namespace raft
