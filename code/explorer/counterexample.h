#pragma once
/// @file
/// What a search has found, performed by hand on a stage, whose own invariants confirm it: a
/// session that every picture draws, and whose text `raft run` repeats.

#include <span>
#include <string>

#include "explorer/beginning.h"
#include "explorer/moves.h"
#include "explorer/world.h"
#include "scenario/scenario.h"
#include "scenario/session.h"

namespace raft {

/// The session in which these moves follow each other; it is recorded.
/// @param opening    what the search began with: its setup, and the statements of its prefix
/// @param beginning  the world at the end of the prefix
/// @param way        the moves from there; the last one breaks the invariant
Session counterexample(const Scenario& opening, const Beginning& beginning,
                       std::span<const Move> way);

/// The session as a scenario, which ends in the invariant that broke.
std::string text_of(const Session& session);

}  // namespace raft
