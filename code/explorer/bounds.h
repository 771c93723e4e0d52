#pragma once
/// @file
/// How much may happen in the worlds that are explored. A cluster that runs for ever has more
/// states than anybody can look at; one in which only so much happens has finitely many, and all of
/// them can be.

#include <cstdint>

namespace raft {

/// The most of everything. What is not bounded here is not bounded at all: any message on its way
/// may arrive at any time, and before or after any other.
struct Bounds {
  std::uint8_t terms = 2;    ///< no server stands for a term after this one
  std::uint8_t entries = 0;  ///< commands that clients propose
  std::uint8_t crashes = 0;  ///< a server stops, and starts again with what its disk holds
  /// Messages that are lost. A message may be late for ever, and one that never arrives has the
  /// same effect as one that is lost: more than 0 finds nothing more.
  std::uint8_t drops = 0;
  std::uint8_t duplicates = 0;  ///< messages that arrive twice
  std::uint8_t heartbeats = 0;  ///< besides those of a new leader
  std::uint8_t changes = 0;     ///< of the members: one server more, or one less
  std::uint8_t newcomers = 0;   ///< servers that are no members at first
  bool any_voters = false;      ///< a change may be to any other set of voters

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// The most servers, with the newcomers.
inline constexpr unsigned most_explored_servers = 8;

}  // namespace raft
