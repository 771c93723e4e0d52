#pragma once

#include "core/log.h"
#include "node/messages.h"

/// Whether a leader in this term may commit the entry at `index`, which is on a majority.
inline bool may_commit(const raft::Log& log, raft::Term leaders_term, raft::LogIndex index) {
  return log.term_at(index) == leaders_term;
}
