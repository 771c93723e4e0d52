// It has a guard and does not say so.
#include "good.h"

namespace raft {

struct Rule {
  explicit Rule(const Setup&) {}

  bool allows(const Candidacy&, const auto&) const { return false; }
};

void put_together() { run<Rule>(); }

}  // namespace raft
