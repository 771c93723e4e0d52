#pragma once
/// @file
/// The two timers of Raft. That of an election is the patience of a follower: a random time, drawn
/// anew each time it is used up or no longer needed. Servers that drew the same number would stand
/// against each other for ever; chance parts them (paper section 5.2; dissertation section 3.4).
/// That of the heartbeats is a leader's, and needs no chance.

#include <cstdint>
#include <tuple>

#include "core/random.h"
#include "node/setup.h"

namespace raft {

/// Counts ticks towards a timeout drawn from [election_timeout_min, election_timeout_max].
class ElectionTimer {
 public:
  ElectionTimer(const Timing& timing, std::uint64_t seed)
      : shortest_(timing.election_timeout_min),
        longest_(timing.election_timeout_max),
        random_(seed) {
    restart();
  }

  /// Counts one tick; true when the timeout is reached.
  bool tick() { return ++elapsed_ >= timeout_; }

  /// Starts from zero with a newly drawn timeout.
  void restart() {
    elapsed_ = 0;
    timeout_ = static_cast<std::uint32_t>(random_.between(shortest_, longest_));
  }

  std::uint32_t elapsed() const { return elapsed_; }
  std::uint32_t timeout() const { return timeout_; }
  std::uint32_t shortest() const { return shortest_; }

  auto fields() const {
    return std::make_tuple(shortest_, longest_, elapsed_, timeout_, random_.state());
  }
  friend bool operator==(const ElectionTimer&, const ElectionTimer&) = default;

 private:
  std::uint32_t shortest_;
  std::uint32_t longest_;
  std::uint32_t elapsed_ = 0;
  std::uint32_t timeout_ = 0;
  Random random_;
};

/// Counts ticks to a leader's next heartbeat.
class HeartbeatTimer {
 public:
  explicit HeartbeatTimer(const Timing& timing) : interval_(timing.heartbeat_interval) {}

  /// Counts one tick; true every interval, after which it starts again from zero.
  bool tick() {
    if (++elapsed_ < interval_) return false;
    elapsed_ = 0;
    return true;
  }
  void restart() { elapsed_ = 0; }

  std::uint32_t elapsed() const { return elapsed_; }
  std::uint32_t interval() const { return interval_; }

  auto fields() const { return std::tie(interval_, elapsed_); }
  friend bool operator==(const HeartbeatTimer&, const HeartbeatTimer&) = default;

 private:
  std::uint32_t interval_;
  std::uint32_t elapsed_ = 0;
};

}  // namespace raft
