// It answers neither yes nor no.
#include "good.h"

namespace raft {

struct Rule {
  using objects_to = Questions<Candidacy>;

  explicit Rule(const Setup&) {}

  void allows(const Candidacy&, const auto&) const {}
};

void put_together() { run<Rule>(); }

}  // namespace raft
