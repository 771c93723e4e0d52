// It would send something that is not saved.
#include "good.h"

namespace raft {

struct Rule {
  using hears = Events<Saving>;

  explicit Rule(const Setup&) {}

  void on(const Saving&, auto& node) { node.send(ServerId{2}, RequestVote{}); }
};

void put_together() { run<Rule>(); }

}  // namespace raft
