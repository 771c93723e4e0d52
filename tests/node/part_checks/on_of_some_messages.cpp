// It says that it hears every message, and hears one kind.
#include "good.h"

namespace raft {

struct Rule {
  using hears = Events<Every<Current>>;

  explicit Rule(const Setup&) {}

  void on(const Current<RequestVote>&, auto&) {}
};

void put_together() { run<Rule>(); }

}  // namespace raft
