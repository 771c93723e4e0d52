#pragma once
/// @file
/// What a search has found, as a scenario by hand: `raft run` replays it, every picture draws it,
/// and the stage's own judge confirms it.

#include <span>
#include <string>

#include "explorer/moves.h"
#include "explorer/world.h"
#include "invariants/violation.h"
#include "scenario/scenario.h"

namespace raft {

/// The scenario in which these moves follow each other and the violation is expected at the end.
/// @param opening    what the search began with: its setup, and the statements of its prefix
/// @param beginning  the world at the end of the prefix
/// @param way        the moves from there; the last one breaks the invariant
std::string counterexample(const Scenario& opening, const Beginning& beginning,
                           std::span<const Move> way, const Violation& violation);

}  // namespace raft
