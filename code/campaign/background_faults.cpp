#include <fmt/format.h>

#include "campaign/background_fault.h"
#include "campaign/demands.h"
#include "campaign/survivors.h"

namespace raft {
namespace {

// A voter that the survivors can do without.
std::optional<ServerId> one_more(Scene& s, ServerSet survivors) {
  const ServerSet others = (s.script.committed_members().voters & s.everyone()) - survivors;
  if (others.empty()) return std::nullopt;
  const ServerId server = s.dice.one_of(others);
  s.bring_back(server);
  mend(s, server);
  return server;
}

// Were it a voter at once, a majority would need it. (Dissertation section 4.2.1.)
bool newcomer_that_does_not_run(Scene& s, ServerSet) {
  const auto leader = s.stage().leader();
  const auto all = s.everyone().size();
  if (!leader || all >= most_servers) return false;
  const std::string newcomer = "S" + std::to_string(all + 1);
  s.script.attempt("join " + newcomer);
  s.script.attempt("crash " + newcomer);
  return s.script.attempt(fmt::format("add {} via {}", newcomer, to_string(*leader)));
}

// A leader of the past goes on speaking, because it hears nobody. What it says must not count, nor
// keep anybody from standing for election.
bool past_leader_that_is_heard(Scene& s, ServerSet survivors) {
  const auto past = one_more(s, survivors);
  if (!past) return false;
  s.script.say("heal");
  s.wait(300, 300);
  s.elect(*past);
  s.wait_for_messages(2);
  for (const ServerId other : s.everyone().without(*past)) {
    s.script.say(fmt::format("cut {}->{}", to_string(other), to_string(*past)));
  }
  s.deaf = {*past};
  const ServerId next = s.dice.one_of(survivors);
  s.elect(next);
  if (s.stage().leader() == past) {  // it is none of the past yet
    end_background_fault(s);
    return false;
  }
  s.crash_and_restart(next);
  return true;
}

// One whose log is too short to win stands for election all the time. It takes the terms, and must
// not take the others' turns.
bool hasty_laggard(Scene& s, ServerSet survivors) {
  const auto laggard = one_more(s, survivors);
  if (!laggard) return false;
  s.script.say("isolate " + to_string(*laggard));
  demand_commit(s);
  if (const auto leader = s.stage().leader()) s.crash_and_restart(*leader);
  s.script.say("heal");
  s.script.say(fmt::format("clock {} x3", to_string(*laggard)));
  s.hasty = true;
  return true;
}

constexpr BackgroundFault all_background_faults[] = {
    {"newcomer that does not run", true, newcomer_that_does_not_run},
    {"past leader that is heard", false, past_leader_that_is_heard},
    {"hasty laggard", false, hasty_laggard},
};

}  // namespace

std::span<const BackgroundFault> background_faults() { return all_background_faults; }

std::size_t draw_background_fault(Scene& s) {
  std::size_t kind = 0;
  do {
    kind = s.dice.number(0, std::size(all_background_faults) - 1);
  } while (all_background_faults[kind].changes_members && !s.members_can_change());
  return kind;
}

void end_background_fault(Scene& s) {
  s.script.say("heal");
  for (const ServerId server : s.acting()) mend(s, server);
  s.deaf = {};
  s.hasty = false;
}

}  // namespace raft
