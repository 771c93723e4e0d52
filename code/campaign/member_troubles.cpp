// Changes of the members, as calm ones and as hurried ones.

#include <fmt/format.h>

#include <algorithm>

#include "campaign/trouble.h"

namespace raft {
namespace {

// One that never was there, or one that is no member (any more).
ServerId outsider(Scene& s, ServerSet members) {
  const ServerSet known = s.everyone() - members;
  const unsigned all = s.everyone().size();
  if (!known.empty() && (all >= most_servers || s.dice.chance(50))) return s.dice.one_of(known);
  if (all >= most_servers) return s.dice.one_of(s.everyone());
  return {static_cast<std::uint8_t>(all + 1)};
}

void ask(Scene& s, const std::string& change, ServerId via) {
  s.script.attempt(fmt::format("{} via {}", change, to_string(via)));
}

void add(Scene& s, ServerId via) { ask(s, "add " + to_string(outsider(s, s.voters_of(via))), via); }

void remove(Scene& s, ServerId via) {
  const ServerSet voters = s.voters_of(via);
  if (voters.size() < 2) return add(s, via);
  ask(s, "remove " + to_string(s.dice.one_of(voters)), via);
}

// Others in part; all of them, now and then.
void replace_several(Scene& s, ServerId via) {
  ServerSet voters = s.voters_of(via);
  const auto leaving = static_cast<unsigned>(s.dice.number(0, voters.size()));
  voters = voters - s.dice.some_of(voters, leaving);
  for (auto left = s.dice.number(1, 3); left > 0; --left) voters.add(outsider(s, voters));
  ask(s, "voters " + to_string(voters), via);
}

void change(Scene& s, ServerId via) {
  const auto kind = s.dice.number(0, 9);
  if (kind < 4) return add(s, via);
  if (kind < 7) return remove(s, via);
  replace_several(s, via);
}

// ---- calm

void server_added(Scene& s) { add(s, s.leader_or_any()); }
void server_removed(Scene& s) { remove(s, s.leader_or_any()); }
void several_replaced(Scene& s) { replace_several(s, s.leader_or_any()); }

void leader_removed(Scene& s) {
  const ServerId leader = s.leader_or_any();
  if (s.voters_of(leader).size() > 1) ask(s, "remove " + to_string(leader), leader);
}

void asked_of_anyone(Scene& s) { change(s, s.dice.one_of(s.acting())); }

// ---- hurried

void changes_in_a_row(Scene& s) {
  const ServerId leader = s.leader_or_any();
  for (auto left = s.dice.number(2, 4); left > 0; --left) {
    change(s, leader);
    if (s.dice.chance(60)) s.wait(1, 3 * s.delay());
  }
}

// The leader changes the members, but the old ones do not hear of it, and elect another leader.
void change_unheard(Scene& s) {
  const ServerId leader = s.leader_or_any();
  const ServerSet others = s.voters_of(leader).without(leader) & s.everyone();
  if (others.empty()) return change(s, leader);
  const auto deaf = static_cast<unsigned>(s.dice.number((others.size() + 1) / 2, others.size()));
  const ServerSet unhearing = s.dice.some_of(others, deaf);
  s.hold_words(leader, unhearing);
  if (s.dice.chance(40)) replace_several(s, leader);
  for (auto left = s.dice.number(1, 2); left > 0; --left) {
    change(s, leader);
    s.wait_for_messages(5);
  }
  const ServerSet heirs = unhearing & s.acting();
  if (!heirs.empty()) s.elect(s.dice.one_of(heirs));
  s.wait_for_messages(3);
  s.let_go_of_words(leader, unhearing, s.dice.chance(50));
}

}  // namespace

std::span<const Trouble> member_troubles() {
  static constexpr Trouble kinds[] = {
      {"server added", 4, 1, true, server_added},
      {"server removed", 4, 1, true, server_removed},
      {"leader removed", 3, 1, true, leader_removed},
      {"several voters replaced", 4, 1, true, several_replaced},
      {"change asked of anyone", 2, 1, true, asked_of_anyone},
      {"changes in a row", 3, 1, true, changes_in_a_row},
      {"change that few hear of", 5, 2, true, change_unheard},
  };
  return kinds;
}

}  // namespace raft
