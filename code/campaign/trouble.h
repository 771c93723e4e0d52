#pragma once
/// @file
/// The kinds of trouble that a campaign makes. Each is a few lines of a scenario; which servers it
/// strikes, how hard and for how long is drawn.

#include <cstddef>
#include <span>

#include "campaign/scene.h"

namespace raft {

/// A kind of trouble.
struct Trouble {
  const char* name = "";  ///< as the table of a campaign calls it
  unsigned weight = 1;    ///< how often it is drawn, compared with the others
  unsigned servers = 1;   ///< it needs so many acting servers
  bool changes_members = false;
  void (*make)(Scene&) = nullptr;
};

/// All kinds, in the order of the table; their places are their numbers in a Tally.
std::span<const Trouble> troubles();

/// The number of one that is possible now.
std::size_t draw_trouble(Scene& scene);

/// Some of what is broken is mended: each cut, hold, stop and so on by a chance of its own.
void mend_some(Scene& scene);

// ---- the kinds, by where they strike

std::span<const Trouble> network_troubles();
std::span<const Trouble> message_troubles();
std::span<const Trouble> server_troubles();
std::span<const Trouble> disk_troubles();
std::span<const Trouble> member_troubles();
/// Whole courses of events that have broken real systems, with drawn servers in the roles.
std::span<const Trouble> known_incidents();
std::span<const Trouble> known_incidents_of_members();

}  // namespace raft
