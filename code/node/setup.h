#pragma once
/// @file
/// What a server is told once, before it lives: who it is, who decides, how patient it is.

#include <cstdint>

#include "core/server_set.h"

namespace raft {

/// How long things take, in ticks of the server's own clock. The defaults are the paper's, with one
/// tick a millisecond: timeouts from 150 to 300 ms (section 5.2, 9.3).
struct Timing {
  std::uint32_t election_timeout_min = 150;
  std::uint32_t election_timeout_max = 300;
  std::uint32_t heartbeat_interval = 50;

  friend bool operator==(const Timing&, const Timing&) = default;
};

/// The start of a node's life.
struct Setup {
  ServerId me = {};
  ServerSet voters =
      {};  ///< the voters of the first configuration; nobody, for a server that will be added
  Timing timing = {};
  std::uint64_t seed = 1;                    ///< of this server's random timeouts
  std::uint32_t entries_per_message = 1024;  ///< the most that one AppendEntries carries

  friend bool operator==(const Setup&, const Setup&) = default;
};

// [sound]
/// Whether a server can live with these: it is one of S1 to S64, its timeouts are a range of at
/// least one tick, and a message may carry at least one entry.
constexpr bool sound(const Setup& setup) {
  const Timing& timing = setup.timing;
  return setup.me.value >= 1 && setup.me.value <= ServerId::highest &&
         timing.election_timeout_min >= 1 &&
         timing.election_timeout_max >= timing.election_timeout_min &&
         timing.heartbeat_interval >= 1 && setup.entries_per_message >= 1;
}
// [sound]-end

}  // namespace raft
