// Nothing is wrong here: it must compile.
#include "good.h"

namespace raft {

struct Rule {
  using hears = Events<Elected>;
  using objects_to = Questions<Candidacy>;

  explicit Rule(const Setup&) {}

  void on(const Elected&, auto&) {}
  bool allows(const Candidacy&, const auto&) const { return true; }
};

void put_together() { run<Rule>(); }

}  // namespace raft
