#pragma once

#include <span>

#include "core/log.h"
#include "node/messages.h"

/// Makes `log` hold `entries` after `prev`, where it agrees with the leader's log already.
inline void merge(raft::Log& log, raft::LogIndex prev, std::span<const raft::Entry> entries) {
  log.truncate_from(prev.next());
  log.append(entries);
}
