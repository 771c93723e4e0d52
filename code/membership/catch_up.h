#pragma once
/// @file
/// A new server has an empty log. Were it a voter at once, the cluster might wait for it before it
/// could commit anything; so it first receives the log without a vote. The leader sends it in
/// rounds, each bringing what was appended during the one before; when a round takes less than an
/// election timeout, the newcomer is close enough. Dissertation section 4.2.1.

#include <cstdint>
#include <tuple>

#include "core/vocabulary.h"
#include "node/setup.h"

namespace raft {

/// What a leader knows of one newcomer's progress. It is watched until the change is made, also
/// when it was quick: by then it may have fallen behind again, or have crashed.
struct CatchUp {
  static constexpr std::uint32_t most_slow_rounds = 10;

  ServerId server = {};
  LogIndex target = {};           ///< the end of the leader's log when this round began
  std::uint32_t ticks = 0;        ///< how long this round has taken
  std::uint32_t slow_rounds = 0;  ///< how many rounds were not quick
  bool quick = false;             ///< whether the last round was

  bool round_finished(LogIndex match) const { return match >= target; }
  /// It has caught up, and is not late with what has come since.
  bool ready(std::uint32_t election_timeout) const { return quick && ticks < election_timeout; }
  /// A server that is this slow, or this silent, is not going to help.
  bool hopeless(std::uint32_t election_timeout) const {
    return slow_rounds >= most_slow_rounds || ticks > most_slow_rounds * election_timeout;
  }
  void begin_next_round(LogIndex last, std::uint32_t election_timeout) {
    quick = ticks < election_timeout;
    slow_rounds += quick ? 0 : 1;
    target = last;
    ticks = 0;
  }

  auto fields() const { return std::tie(server, target, ticks, slow_rounds, quick); }
  friend bool operator==(const CatchUp&, const CatchUp&) = default;
};

}  // namespace raft
