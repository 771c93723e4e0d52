#pragma once
/// @file
/// The Raft of this book so far: the sum of chapters 2 to 5.

#include "election/election.h"
#include "membership/commit_before_change.h"
#include "membership/joint_consensus.h"
#include "membership/membership.h"
#include "membership/one_change_at_a_time.h"
#include "node/node.h"
#include "replication/replication.h"
#include "safety/commit_current_term_only.h"
#include "safety/durability.h"
#include "safety/election_restriction.h"

namespace raft {

// [node]
/// A server of a cluster that elects, replicates, stays safe and changes its members.
using Raft = Node<Election, Replication, ElectionRestriction, CommitCurrentTermOnly, Durability,
                  Membership, OneChangeAtATime, JointConsensus, CommitBeforeChange>;
// [node]-end

}  // namespace raft
