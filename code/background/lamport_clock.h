#pragma once
/// @file
/// Lamport's logical clock: each server counts, and needs no watch. The count grows with every step
/// and travels on every message, so that an effect always has a later number than its cause.
/// Lamport 1978, "Time, Clocks, and the Ordering of Events in a Distributed System".
///
/// The number says less than a vector clock (background/vector_clock.h): of two moments the earlier
/// number need not be the cause of the later, nor need they have to do with each other. What it
/// gives instead is one order of all moments on which every server agrees. A Raft term is such a
/// clock, too: it travels on every message, and who sees a later one moves forward to it.

#include <algorithm>
#include <compare>
#include <cstdint>

#include "core/vocabulary.h"

namespace raft {

/// The number of a moment, and whose moment it is. Ordered by number first and server second, so
/// that no two moments are equal: Lamport's total order.
struct LamportTime {
  std::uint64_t value = 0;
  ServerId server = {};

  friend constexpr auto operator<=>(LamportTime, LamportTime) = default;
};

/// One server's clock. A regular value.
class LamportClock {
 public:
  constexpr explicit LamportClock(ServerId server) : now_{.value = 0, .server = server} {}

  constexpr LamportTime now() const { return now_; }

  /// The server takes a step of its own. To send a message is one; the message carries now().
  constexpr void step() { ++now_.value; }

  /// The server learns of the moment `sent`, as on receipt of a message that carries it. The step
  /// that follows is later than both. (Lamport's rule IR2.)
  constexpr void learn(LamportTime sent) { now_.value = std::max(now_.value, sent.value); }

  friend constexpr bool operator==(const LamportClock&, const LamportClock&) = default;

 private:
  LamportTime now_;
};

}  // namespace raft
