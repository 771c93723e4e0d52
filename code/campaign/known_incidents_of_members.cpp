// Whole courses of events in which real systems have lost data while their members changed. Who
// plays which role, who hears what and how long it takes is drawn.

#include <fmt/format.h>

#include "campaign/trouble.h"

namespace raft {
namespace {

// So many that are no members, some of whom may never have been there.
ServerSet newcomers(Scene& s, ServerSet members, unsigned count) {
  ServerSet chosen = s.dice.some_of(s.everyone() - members, count);
  for (unsigned all = s.everyone().size(); chosen.size() < count && all < most_servers; ++all) {
    chosen.add({static_cast<std::uint8_t>(all + 1)});
  }
  return chosen;
}

// With an even number of members a majority has one to spare.
void make_members_even(Scene& s, ServerId leader) {
  const ServerSet voters = s.voters_of(leader);
  if (voters.size() % 2 == 0 || voters.size() < 3) return;
  const ServerId leaving = s.dice.one_of(voters.without(leader));
  s.script.attempt(fmt::format("remove {} via {}", to_string(leaving), to_string(leader)));
  s.wait_for_messages(4);
}

// The leader adds a new server, or removes the one that led before it; few hear of it, and it
// stops.
void change_by_short_reign(Scene& s, ServerId leader, ServerSet gone) {
  const ServerSet others =
      (s.stage().view(leader).members.everyone() & s.everyone()).without(leader);
  const auto some = static_cast<unsigned>(s.dice.number(0, others.size() / 2));
  const ServerSet deaf =
      others - s.dice.some_of(others, gone.empty() && s.dice.chance(60) ? 0 : some);
  s.elect(leader);
  s.hold_words(leader, deaf);
  const ServerId newcomer{static_cast<std::uint8_t>(s.everyone().size() + 1)};
  const bool removes = s.dice.chance(gone.empty() ? 20 : 70) || newcomer.value > most_servers;
  const ServerSet leaving = gone.empty() ? others : gone;
  if (removes && leaving.empty()) return;
  s.script.attempt(fmt::format("{} {} via {}", removes ? "remove" : "add",
                               to_string(removes ? s.dice.one_of(leaving) : newcomer),
                               to_string(leader)));
  s.wait_for_messages(static_cast<unsigned>(s.dice.number(3, 6)));
  s.script.attempt("crash " + to_string(leader));
  s.let_go_of_words(leader, deaf, s.dice.chance(80));
}

// Each leader begins to change the members, and is gone before many have heard of it; then the
// first one comes back. (Ongaro's message to raft-dev of July 2015.)
void changes_by_short_reigns(Scene& s) {
  s.clear();
  const ServerId first = s.leader_or_any();
  s.elect(first);
  make_members_even(s, first);
  ServerId leader = first;
  ServerSet gone;
  const int reigns = s.dice.chance(75) ? 2 : 3;
  for (int reign = 0; reign < reigns; ++reign) {
    change_by_short_reign(s, leader, gone);
    gone.add(leader);
    const ServerSet heirs = s.script.committed_members().voters & s.acting();
    if (heirs.empty()) break;
    leader = s.dice.one_of(heirs);
  }
  s.bring_back(first);
  s.elect(first);
  s.wait_for_messages(3);
}

// All works, and one leads and has committed something in its term, as a change demands.
ServerId settled_leader(Scene& s) {
  s.clear();
  const ServerId leader = s.leader_or_any();
  s.elect(leader);
  s.wait_for_messages(4);
  return leader;
}

// A leader that is cut off changes the members, and the change is taken back when the others'
// leader overwrites its log.
void change_taken_back(Scene& s) {
  const ServerId leader = settled_leader(s);
  s.script.say("isolate " + to_string(leader));
  const ServerSet others = s.voters_of(leader).without(leader) & s.everyone();
  if (others.empty()) return;
  s.script.attempt(
      fmt::format("remove {} via {}", to_string(s.dice.one_of(others)), to_string(leader)));
  const ServerId heir = s.dice.one_of(others);
  s.elect(heir);
  if (s.dice.chance(50)) s.propose(heir);
  s.wait_for_messages(3);
  s.script.say("heal");
  s.wait_for_messages(4);
}

// Most voters are replaced, and the joint configuration or the one after it reaches only the new
// ones. Then an old one stands. (Paper section 6.)
void change_that_the_old_miss(Scene& s) {
  const ServerId leader = settled_leader(s);
  const ServerSet voters = s.voters_of(leader);
  if (voters.size() < 2) return;
  const auto leaving_count = static_cast<unsigned>(s.dice.number(1, voters.size()));
  const ServerSet leaving = s.dice.some_of(voters.without(leader), leaving_count);
  const ServerSet wanted = (voters - leaving) | newcomers(s, voters, 2);
  s.script.attempt(fmt::format("voters {} via {}", to_string(wanted), to_string(leader)));
  const ServerSet old = voters.without(leader) & s.everyone();
  const bool hear_of_joint = s.dice.chance(50);
  if (!hear_of_joint) s.hold_words(leader, old);
  s.script.attempt(fmt::format("run until voters {} = {{{} | {}}} within {}ms", to_string(leader),
                               to_string(wanted), to_string(voters), 8 * s.delay() + 10));
  if (hear_of_joint) {
    s.wait_for_messages(1);
    s.hold_words(leader, old);
  }
  s.wait_for_messages(5);
  const ServerSet heirs = leaving & s.acting();
  if (!heirs.empty()) s.elect(s.dice.one_of(heirs));
  s.wait_for_messages(2);
  s.let_go_of_words(leader, old, s.dice.chance(50));
}

}  // namespace

std::span<const Trouble> known_incidents_of_members() {
  static constexpr Trouble kinds[] = {
      {"changes by short reigns", 8, 3, true, changes_by_short_reigns},
      {"change that is taken back", 4, 3, true, change_taken_back},
      {"change that the old miss", 5, 3, true, change_that_the_old_miss},
  };
  return kinds;
}

}  // namespace raft
