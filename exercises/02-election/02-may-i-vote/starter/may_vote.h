#pragma once

#include "node/effects.h"

/// May a server with this term and vote give its vote of the term to `candidate`?
inline bool may_vote(const raft::TermAndVote& mine, raft::ServerId candidate) {
  return true;
}
