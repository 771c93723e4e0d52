#pragma once
/// @file
/// What a majority has to live with while it works: not a fault among its own members, but one
/// outside that a right Raft does not mind. Each of these has stopped a real system.

#include <cstddef>
#include <span>

#include "campaign/scene.h"

namespace raft {

/// A kind of background fault.
struct BackgroundFault {
  const char* name = "";  ///< as the table of a campaign calls it
  bool changes_members = false;
  bool (*make)(Scene&, ServerSet survivors) = nullptr;  ///< whether it could be made
};

/// All kinds, in the order of the table; their places are their numbers in a Tally.
std::span<const BackgroundFault> background_faults();

/// The number of one that is possible now.
std::size_t draw_background_fault(Scene& scene);

/// What a background fault has broken is mended.
void end_background_fault(Scene& scene);

}  // namespace raft
