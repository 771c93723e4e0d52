// The part stands before what it builds on.
#include "good.h"

namespace raft {

struct Rule {
  using builds_on = After<Election>;

  explicit Rule(const Setup&) {}
};

void put_together() { Node<Rule, Election> node({.me = {1}}); }

}  // namespace raft
