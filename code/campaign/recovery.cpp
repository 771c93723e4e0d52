#include "campaign/recovery.h"

#include <fmt/format.h>

#include "campaign/background_fault.h"
#include "campaign/demands.h"
#include "campaign/survivors.h"

namespace raft {
namespace {

void calm_the_network(Scene& s) {
  s.script.say("heal");
  s.script.say("release");
  s.script.say(fmt::format("network delay 1..{}ms loss 0% duplicate 0%", s.dice.number(2, 15)));
}

// A leader that nobody hears must not be taken for the one that is waited for.
void stop_lonely_leader(Scene& s, ServerSet survivors) {
  while (const auto leader = s.stage().leader()) {
    if (survivors.contains(*leader) || s.script.over()) return;
    s.script.attempt("crash " + to_string(*leader));
  }
}

void live_with_background_fault(Scene& s, ServerSet survivors, Tally& tally) {
  const std::size_t kind = draw_background_fault(s);
  if (background_faults()[kind].make(s, survivors)) {
    s.script.say(fmt::format("note \"To live with: a {}.\"", background_faults()[kind].name));
    ++tally.background_faults[kind];
  }
  demand_commit(s);
  end_background_fault(s);
}

}  // namespace

void demand_recovery(Scene& s, Tally& tally) {
  tally.background_faults.resize(background_faults().size());
  calm_the_network(s);
  const ServerSet survivors = draw_survivors(s);
  s.script.say(
      fmt::format("note \"From here on {} can work and reach each other.\"", to_string(survivors)));
  const bool all_return = s.dice.chance(50);
  leave_alone(s, s.everyone() - survivors, all_return);
  stop_lonely_leader(s, survivors);
  demand_commit(s);
  if (s.dice.chance(50) && !s.script.over()) live_with_background_fault(s, survivors, tally);
  if (all_return && !s.script.over()) {
    bring_members_back(s);
    demand_commit(s);
  }
  demand_finished_change(s);
  demand_steady_leader(s);
}

}  // namespace raft
