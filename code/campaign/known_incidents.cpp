// Whole courses of events that chance alone would rarely hit upon: the shapes in which real systems
// have lost data. Who plays which role, who hears what and how long it takes is drawn.

#include <fmt/format.h>

#include <utility>

#include "campaign/trouble.h"
#include "core/majority.h"

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
void short_reign(Scene& s, ServerId leader, unsigned listeners, bool proposes) {
  s.bring_back(leader);
  const ServerSet others = s.everyone().without(leader);
  const ServerSet deaf = others - s.dice.some_of(others, listeners);
  s.hold_words(leader, deaf);
  s.elect(leader);
  if (proposes) s.propose(leader);
  s.wait_for_messages(static_cast<unsigned>(s.dice.number(1, 5)));
  s.script.attempt("crash " + to_string(leader));
  s.let_go_of_words(leader, deaf, s.dice.chance(75));
}

// Two rivals take turns. Each brings something new at first; later they only spread what they have.
// (The paper's Figure 8.)
void rivals_take_turns(Scene& s) {
  s.clear();
  ServerId now = s.dice.one_of(s.everyone());
  ServerId next = s.dice.one_of(s.everyone().without(now));
  const unsigned most = s.everyone().size() / 2;
  const auto reigns = s.dice.number(3, 4);
  for (std::uint64_t reign = 0; reign < reigns; ++reign) {
    const auto listeners = static_cast<unsigned>(s.dice.number(0, most));
    const bool proposes = s.dice.chance(reign < 2 ? 90 : 20);
    short_reign(s, now, reign < 2 && s.dice.chance(60) ? 0 : listeners, proposes);
    std::swap(now, next);
  }
  s.bring_back(now);
  s.elect(now);
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
  for (const ServerId voter : s.dice.some_of(voters, count)) s.crash_and_restart(voter);
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

// What was said to a candidate or leader reaches it when it stands again, in a later term, in which
// a rival stands or leads as well.
void answers_come_late(Scene& s) {
  const ServerId late = s.dice.one_of(s.acting());
  const std::string name = to_string(late);
  const char* kind = s.dice.chance(50) ? "RequestVoteReply" : "AppendEntriesReply";
  if (s.dice.chance(50)) s.elect(late);
  s.script.say(fmt::format("hold ->{} {}", name, kind));
  s.script.attempt("timeout " + name);
  for (auto left = s.dice.number(0, 3); left > 0; --left) s.propose(late);
  s.wait_for_messages(2);
  s.script.say(fmt::format("hold {}-> RequestVote", name));
  s.script.attempt("timeout " + name);
  const ServerSet rivals = s.acting().without(late);
  if (!rivals.empty()) {
    const ServerId rival = s.dice.one_of(rivals);
    if (s.dice.chance(50)) s.elect(rival);
    s.script.attempt("timeout " + to_string(rival));
  }
  s.script.say(fmt::format("release ->{} {}", name, kind));
  s.wait_for_messages(2);
  s.script.say(fmt::format("release {}-> RequestVote", name));
}

// A follower's answer is late by two terms. What it confirmed is gone from the leader's log, and
// other entries stand in those places. (Paper section 5.1.)
void confirmed_in_another_term(Scene& s) {
  s.clear();
  const ServerId first = s.leader_or_any();
  s.elect(first);
  const ServerSet others = s.everyone().without(first);
  const ServerId witness = s.dice.one_of(others);
  const ServerId heir = s.dice.one_of(others.without(witness));
  s.wait_for_messages(4);
  const std::string late =
      fmt::format("{}->{} AppendEntriesReply", to_string(witness), to_string(first));
  s.script.say("hold " + late);
  s.hold_words(first, others.without(witness));
  for (auto left = s.dice.number(2, 4); left > 0; --left) s.propose(first);
  s.wait_for_messages(2);
  s.hold_words(heir, {witness});
  s.elect(heir);
  s.let_go_of_words(first, others.without(witness), true);
  s.wait_for_messages(3);
  s.script.attempt("pause " + to_string(heir));
  const unsigned companions = majority_of(s.everyone().size()) - 2;
  const ServerSet deaf = others - s.dice.some_of(others.without(witness).without(heir), companions);
  s.hold_words(first, deaf);
  s.elect(first);
  for (auto left = s.dice.number(1, 3); left > 0; --left) s.propose(first);
  s.wait_for_messages(3);
  s.script.say("release " + late);
  s.wait_for_messages(2);
  s.script.attempt("crash " + to_string(first));
  s.let_go_of_words(heir, {witness}, true);
  s.let_go_of_words(first, deaf, true);
  s.bring_back(heir);
  s.elect(heir);
}

}  // namespace

std::span<const Trouble> known_incidents() {
  static constexpr Trouble kinds[] = {
      {"laggard stands", 5, 2, false, laggard_stands},
      {"rivals take turns", 8, 3, false, rivals_take_turns},
      {"words of an old leader", 4, 2, false, words_of_an_old_leader},
      {"voter restarts in between", 4, 2, false, voter_restarts_between_candidates},
      {"leader with a long tail", 4, 2, false, long_tail},
      {"answers that come late", 5, 2, false, answers_come_late},
      {"confirmed in another term", 5, 4, false, confirmed_in_another_term},
  };
  return kinds;
}

}  // namespace raft
