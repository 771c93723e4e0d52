#pragma once

#include "core/log.h"
#include "node/messages.h"

/// Whether `log` holds the entry at this position.
inline bool holds(const raft::Log& log, raft::LogPosition prev) {
  return prev.index <= log.last_index() && log.term_at(prev.index) == prev.term;
}
