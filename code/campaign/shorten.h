#pragma once
/// @file
/// A drawn run that fails is a hundred lines long. What is left of it here fails in the same way,
/// passes on the complete node, and is as short as could be found. That may be long: each line
/// takes of the chance that decides when the later messages arrive, so a failure that hangs on
/// their order is lost with nearly any line.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "campaign/draw.h"
#include "invariants/violation.h"
#include "simulation/catalogue.h"

namespace raft {

/// A failing run, made short.
struct ShortRun {
  std::vector<std::string> lines = {};      ///< of a scenario; the first is its title
  std::optional<Violation> violation = {};  ///< what breaks, if it is an invariant
  std::string failure = {};                 ///< otherwise: what was expected, and what was found
  bool passes_on_complete = false;          ///< whether the complete node passes it
  std::size_t lines_before = 0;
};

/// Leaves out lines for as long as the run still fails in the same way and, if the complete node of
/// the same name passes the whole, it passes what is left. A demand of the last round is kept as it
/// is; one that the complete node does not meet is kept with all that led to it, because nothing
/// then tells a demand that is no longer justified from one that is not met.
/// @param node        the node on which `run` has failed
/// @param going_on    asked before each of the trials; once it says no, what is left is returned
/// @param most_steps  of servers, in all trials together. A run may take a hundred thousand, so it
///                    is these that bound the time: to some seconds
ShortRun shorten(const DrawnRun& run, const NodeType& node, const std::function<bool()>& going_on,
                 std::uint64_t most_steps = 40'000'000);

}  // namespace raft
