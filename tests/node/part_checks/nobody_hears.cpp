// An event that no part of the node hears cannot happen to it.
#include "good.h"

namespace raft {

void put_together() {
  Node<Election> node({.me = {1}});
  Effects effects;
  node.step(Propose{}, effects);
}

}  // namespace raft
