#pragma once
/// @file
/// A drawn run that fails is a hundred lines long. What is left of it here fails in the same way,
/// passes on the complete node, and is as short as could be found.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "campaign/draw.h"
#include "simulation/catalogue.h"
#include "simulation/violation.h"

namespace raft {

/// A failing run, made short.
struct ShortRun {
  std::vector<std::string> lines = {};      ///< of a scenario; the first is its title
  std::optional<Violation> violation = {};  ///< what breaks, if it is an invariant
  std::string failure = {};                 ///< otherwise: what was expected, and what was found
  bool passes_on_complete = false;          ///< whether the complete node passes it
  std::size_t lines_before = 0;
};

/// Leaves out lines for as long as the run still fails in the same way and, if the node is not the
/// complete one, the complete one of the same name passes. A demand to survive is kept as it is;
/// one that the complete node does not meet is kept with all that led to it, because nothing then
/// tells a demand that is no longer justified from one that is not met.
/// @param node      the node on which `run` has failed
/// @param going_on  asked before each of the trials; once it says no, what is left is returned
ShortRun shorten(const DrawnRun& run, const NodeType& node, const std::function<bool()>& going_on);

}  // namespace raft
