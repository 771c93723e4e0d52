// The guard may change the part, so it is not the guard that is asked for.
#include "good.h"

namespace raft {

struct Rule {
  using objects_to = Questions<Candidacy>;

  explicit Rule(const Setup&) {}

  bool allows(const Candidacy&, const auto&) { return false; }
};

void put_together() { run<Rule>(); }

}  // namespace raft
