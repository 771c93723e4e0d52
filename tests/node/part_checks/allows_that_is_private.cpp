// Nobody can ask it.
#include "good.h"

namespace raft {

struct Rule {
  using objects_to = Questions<Candidacy>;

  explicit Rule(const Setup&) {}

 private:
  bool allows(const Candidacy&, const auto&) const { return false; }
};

void put_together() { run<Rule>(); }

}  // namespace raft
