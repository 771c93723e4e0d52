#pragma once
/// @file
/// Chapter 4's node: what it has committed stays committed, through crashes and elections.

#include "election/election.h"
#include "node/node.h"
#include "replication/replication.h"
#include "safety/commit_current_term_only.h"
#include "safety/durability.h"
#include "safety/election_restriction.h"

namespace raft {

// [node]
/// All of the paper's Figure 2, for a cluster whose members do not change.
using SafeNode =
    Node<Election, Replication, ElectionRestriction, CommitCurrentTermOnly, Durability>;
// [node]-end

}  // namespace raft
