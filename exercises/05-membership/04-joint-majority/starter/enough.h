#pragma once

#include "core/majority.h"
#include "membership/configuration.h"

/// Whether `in_favour` are enough to decide under this configuration.
inline bool enough(raft::ServerSet in_favour, const raft::Configuration& c) {
  return raft::has_majority(in_favour, c.voters);
}
