#pragma once
/// @file
/// Chapter 2's node: it elects, and nothing else.

#include "election/election.h"
#include "node/node.h"

namespace raft {

// [node]
/// Servers that choose a leader, who has nothing to say yet but that it leads.
using ElectionNode = Node<Election>;
// [node]-end

}  // namespace raft
