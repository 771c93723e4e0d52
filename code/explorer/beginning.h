#pragma once
/// @file
/// Where a search begins: from a stage to a world, and to what all worlds of the search have in
/// common.

#include <expected>
#include <string>

#include "explorer/bounds.h"
#include "explorer/world.h"
#include "simulation/stage.h"

namespace raft {

/// A space, and the world in which its search begins.
struct Beginning {
  Space space = {};
  World world = {};
};

/// Begins where a stage is now. The servers of the stage must be S1 to Sn, all running, none paused
/// and all disks well, and nothing may be left to chance; newcomers that are not on it yet are
/// added. An error is a sentence that says what is in the way.
std::expected<Beginning, std::string> begin_at(const Stage& stage, const Bounds& bounds);

}  // namespace raft
