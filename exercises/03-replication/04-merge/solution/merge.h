#pragma once

#include <span>

#include "core/log.h"
#include "node/messages.h"

/// Makes `log` hold `entries` after `prev`, where it agrees with the leader's log already.
inline void merge(raft::Log& log, raft::LogIndex prev, std::span<const raft::Entry> entries) {
  const raft::LogIndex first = log.first_missing(prev, entries);
  const std::uint64_t known = first.value - prev.value - 1;
  if (known == entries.size()) return;
  log.truncate_from(first);
  log.append(entries.subspan(known));
}
