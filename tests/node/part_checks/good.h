#pragma once
// A node with one part more, which is right but for what the file that includes this makes of it.

#include "election/election.h"
#include "node/node.h"

namespace raft {

// Puts the node together and lets it step, so that the compiler looks at all of it.
template <class Part>
void run() {
  Node<Election, Part> node({.me = {1}, .voters = {ServerId{1}}});
  typename Node<Election, Part>::Effects effects;
  node.step(ElectionTimeout{}, effects);
}

}  // namespace raft
