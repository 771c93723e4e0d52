// It reacts and does not say so.
#include "good.h"

namespace raft {

struct Rule {
  explicit Rule(const Setup&) {}

  void on(const Elected&, auto&) {}
};

void put_together() { run<Rule>(); }

}  // namespace raft
