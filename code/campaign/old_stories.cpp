// Whole courses of events that chance alone would rarely hit upon: the shapes in which real systems
// have lost data. Who plays which role, who hears what and how long it takes is drawn.

#include <fmt/format.h>

#include <utility>

#include "campaign/trouble.h"

namespace raft {
namespace {

// One server has not heard the latest, and stands for election. (Paper section 5.4.1.)
void laggard_stands(Scene& s) {
  const ServerId laggard = s.dice.one_of(s.acting());
  const std::string words = fmt::format("->{} AppendEntries", to_string(laggard));
  s.script.say("hold " + words);
  const ServerId leader = s.leader_or_any();
  for (auto left = s.dice.number(1, 3); left > 0; --left) s.propose(leader);
  s.wait_for_messages(3);
  if (leader != laggard && s.dice.chance(50)) s.script.attempt("crash " + to_string(leader));
  s.elect(laggard);
  s.script.say("release " + words);
}

// A leader that few hear, for a moment; then it stops, and what it said is lost or arrives late.
void short_reign(Scene& s, ServerId leader, unsigned listeners) {
  s.bring_back(leader);
  const ServerSet others = s.everyone().without(leader);
  const ServerSet deaf = others - s.dice.some_of(others, listeners);
  s.hold_words(leader, deaf);
  s.elect(leader);
  s.propose(leader);
  s.wait_for_messages(static_cast<unsigned>(s.dice.number(1, 5)));
  s.script.attempt("crash " + to_string(leader));
  s.let_go_of_words(leader, deaf, s.dice.chance(75));
}

// Two rivals take turns. (The paper's Figure 8.)
void rivals_take_turns(Scene& s) {
  for (const ServerId server : s.everyone()) s.bring_back(server);
  std::pair rivals = {s.dice.one_of(s.everyone()), s.dice.one_of(s.everyone())};
  const auto most = s.everyone().size() / 2;
  for (auto left = s.dice.number(3, 5); left > 0; --left) {
    short_reign(s, rivals.first, static_cast<unsigned>(s.dice.number(0, most)));
    std::swap(rivals.first, rivals.second);
  }
  s.bring_back(rivals.first);
  s.elect(rivals.first);
}

// A leader's words are held, another one leads, and the old words arrive.
void words_of_an_old_leader(Scene& s) {
  const ServerId old = s.leader_or_any();
  const ServerSet others = s.everyone().without(old);
  const ServerSet deaf =
      s.dice.some_of(others, static_cast<unsigned>(s.dice.number(1, others.size())));
  s.hold_words(old, deaf);
  for (auto left = s.dice.number(1, 3); left > 0; --left) s.propose(old);
  s.wait_for_messages(2);
  const ServerSet heirs = s.acting().without(old);
  if (!heirs.empty()) {
    const ServerId heir = s.dice.one_of(heirs);
    s.elect(heir);
    s.propose(heir);
    s.wait_for_messages(3);
  }
  s.let_go_of_words(old, deaf, false);
}

// A voter forgets, and another candidate comes. (Paper section 5.1; dissertation section 3.8.)
void voter_restarts_between_candidates(Scene& s) {
  const ServerId first = s.dice.one_of(s.acting());
  s.script.attempt("timeout " + to_string(first));
  s.wait_for_messages(1);
  const ServerSet voters = s.acting().without(first);
  const auto count = static_cast<unsigned>(s.dice.number(1, 2));
  for (const ServerId voter : s.dice.some_of(voters, count)) {
    s.script.attempt("crash " + to_string(voter));
    s.script.attempt("restart " + to_string(voter));
  }
  if (!voters.empty()) s.script.attempt("timeout " + to_string(s.dice.one_of(voters)));
}

// The leader that was cut off with some of its entries comes back. (Paper section 5.3, Figure 7.)
void long_tail(Scene& s) {
  const ServerId leader = s.leader_or_any();
  s.script.say("isolate " + to_string(leader));
  for (auto left = s.dice.number(2, 6); left > 0; --left) s.propose(leader);
  const ServerSet others = s.acting().without(leader);
  if (!others.empty()) {
    const ServerId heir = s.dice.one_of(others);
    s.elect(heir);
    s.propose(heir);
  }
  s.wait_for_messages(3);
  s.script.say("heal");
}

// Each leader begins to change the members, and is gone before many have heard of it. (The message
// to raft-dev of July 2015.)
void changes_by_short_reigns(Scene& s) {
  ServerId leader = s.leader_or_any();
  ServerSet gone;
  for (auto left = s.dice.number(2, 3); left > 0; --left) {
    const ServerSet members = s.stage().view(leader).members.everyone() & s.everyone();
    const ServerSet others = members.without(leader);
    const auto few = static_cast<unsigned>(s.dice.number(0, others.size() / 2));
    const ServerSet deaf = others - s.dice.some_of(others, few);
    s.elect(leader);
    s.hold_words(leader, deaf);
    const ServerId newcomer{static_cast<std::uint8_t>(s.everyone().size() + 1)};
    if (s.dice.chance(60) && newcomer.value <= most_servers) {
      s.script.attempt(fmt::format("add {} via {}", to_string(newcomer), to_string(leader)));
    } else if (!members.empty()) {
      const ServerId leaving = s.dice.one_of(gone.empty() ? members : gone);
      s.script.attempt(fmt::format("remove {} via {}", to_string(leaving), to_string(leader)));
    }
    s.wait_for_messages(static_cast<unsigned>(s.dice.number(2, 6)));
    s.script.attempt("crash " + to_string(leader));
    s.let_go_of_words(leader, deaf, s.dice.chance(80));
    gone.add(leader);
    const ServerSet heirs = others & s.acting();
    if (heirs.empty()) break;
    leader = s.dice.one_of(heirs);
  }
  const ServerId back = s.dice.one_of(gone);
  s.bring_back(back);
  s.elect(back);
  s.wait_for_messages(3);
}

constexpr Trouble kinds[] = {
    {"laggard stands", 5, 2, false, laggard_stands},
    {"rivals take turns", 5, 3, false, rivals_take_turns},
    {"words of an old leader", 4, 2, false, words_of_an_old_leader},
    {"voter restarts in between", 4, 2, false, voter_restarts_between_candidates},
    {"leader with a long tail", 4, 2, false, long_tail},
    {"changes by short reigns", 5, 3, true, changes_by_short_reigns},
};

}  // namespace

std::span<const Trouble> old_stories() { return kinds; }

}  // namespace raft
