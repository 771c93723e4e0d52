#pragma once
/// @file
/// Chapter 2's node: it elects, and nothing else.

#include "election/election.h"
#include "node/node.h"

namespace raft {

/// Servers that choose a leader, who has nothing to say yet but that it leads.
using ElectionNode = Node<Election>;

}  // namespace raft
