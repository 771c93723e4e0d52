#pragma once

#include "core/log.h"
#include "node/messages.h"

/// The follower does not hold `asked`. Where may the logs still agree, seen from its log?
inline raft::LogPosition answer(const raft::Log& followers, raft::LogPosition asked) {
  return followers.position(std::min(asked.index.previous(), followers.last_index()));
}

/// The follower has named `answered`. The place that the leader tries next, in its own log.
inline raft::LogPosition next_try(const raft::Log& leaders, raft::LogPosition answered) {
  return leaders.position(std::min(answered.index, leaders.last_index()));
}
