#pragma once

#include <optional>

#include "node/effects.h"

/// What must be saved at the end of a step.
/// @param on_disk       term and vote as the disk holds them
/// @param now           term and vote now
/// @param changed_from  the first index at which this step has changed the log, if it has
inline raft::Save to_save(const raft::TermAndVote& on_disk, const raft::TermAndVote& now,
                          std::optional<raft::LogIndex> changed_from) {
  raft::Save save;
  if (now.current_term != on_disk.current_term) save.term_and_vote = now;
  return save;
}
