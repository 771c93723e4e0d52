#pragma once
/// @file
/// Chapter 3's node: it elects and copies its log. It loses data; chapter 4 shows when.

#include "election/election.h"
#include "node/node.h"
#include "replication/replication.h"

namespace raft {

// [node]
/// Election and replication, without the rules that make them safe together.
using ReplicatingNode = Node<Election, Replication>;
// [node]-end

}  // namespace raft
