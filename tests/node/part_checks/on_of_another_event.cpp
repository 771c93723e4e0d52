// It hears something else than it says.
#include "good.h"

namespace raft {

struct Rule {
  using hears = Events<Elected>;

  explicit Rule(const Setup&) {}

  void on(const SteppedDown&, auto&) {}
};

void put_together() { run<Rule>(); }

}  // namespace raft
