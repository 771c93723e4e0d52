#pragma once
/// @file
/// What a majority has to live with while it works: not a fault among its own members, but one
/// outside that a right Raft does not mind. Each of these has stopped a real system.

#include <cstddef>
#include <span>

#include "campaign/scene.h"

namespace raft {

/// A kind of hardship.
struct Hardship {
  const char* name = "";  ///< as the table of a campaign calls it
  bool changes_members = false;
  bool (*make)(Scene&, ServerSet survivors) = nullptr;  ///< whether it could be made
};

/// All kinds, in the order of the table; their places are their numbers in a Tally.
std::span<const Hardship> hardships();

/// The number of one that is possible now.
std::size_t draw_hardship(Scene& scene);

/// What a hardship has broken is mended.
void end_hardship(Scene& scene);

}  // namespace raft
