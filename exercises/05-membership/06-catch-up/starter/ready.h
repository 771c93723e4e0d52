#pragma once

#include <cstdint>

enum class Newcomer { wait, ready, hopeless };

struct Round {
  std::uint64_t target = 0;  ///< the leader's last index when the round began
  unsigned round = 1;
  unsigned ticks = 0;        ///< how long the round has taken
};

/// After an answer: the newcomer holds everything up to `match`, the leader's log ends at `last`,
/// and an election timeout has `timeout` ticks. Begins the next round if one is needed.
inline Newcomer judge(Round& round, std::uint64_t match, std::uint64_t last, unsigned timeout) {
  return match >= round.target ? Newcomer::ready : Newcomer::wait;
}
