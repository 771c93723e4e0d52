// It objects to something else than it says.
#include "good.h"

namespace raft {

struct Rule {
  using objects_to = Questions<Candidacy>;

  explicit Rule(const Setup&) {}

  bool allows(const Decision&, const auto&) const { return false; }
};

void put_together() { run<Rule>(); }

}  // namespace raft
