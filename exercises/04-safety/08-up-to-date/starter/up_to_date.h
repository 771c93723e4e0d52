#pragma once

#include "core/log.h"
#include "node/messages.h"

/// Whether a log that ends at `candidate` is at least as up-to-date as one that ends at `mine`.
inline bool at_least_as_good(raft::LogPosition candidate, raft::LogPosition mine) {
  return candidate.index >= mine.index;
}
