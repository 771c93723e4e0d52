#pragma once

#include "core/log.h"
#include "node/messages.h"

/// The follower does not hold `asked`. Where may the logs still agree, seen from its log?
inline raft::LogPosition answer(const raft::Log& followers, raft::LogPosition asked) {
  return followers.last_not_after(asked.term, asked.index.previous());
}

/// The follower has named `answered`. The place that the leader tries next, in its own log.
inline raft::LogPosition next_try(const raft::Log& leaders, raft::LogPosition answered) {
  return leaders.last_not_after(answered.term, answered.index);
}
