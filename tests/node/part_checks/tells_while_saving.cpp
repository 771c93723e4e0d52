// It would make something happen that is not saved.
#include "good.h"

namespace raft {

struct Rule {
  using hears = Events<Saving>;

  explicit Rule(const Setup&) {}

  void on(const Saving&, auto& node) { node.tell(Elected{}); }
};

void put_together() { run<Rule>(); }

}  // namespace raft
