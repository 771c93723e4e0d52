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

// What is broken would only keep the story from happening.
void clear_the_stage(Scene& s) {
  s.script.say("heal");
  s.script.say("release");
  for (const ServerId server : s.everyone()) s.bring_back(server);
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
  clear_the_stage(s);
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

// With an even number of members a majority has one to spare.
void make_members_even(Scene& s, ServerId leader) {
  const ServerSet voters = s.stage().view(leader).members.voters;
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
  clear_the_stage(s);
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

// What was said to a candidate or leader reaches it when it stands again, in a later term, while a
// rival stands as well.
void answers_come_late(Scene& s) {
  const ServerId late = s.dice.one_of(s.acting());
  const std::string name = to_string(late);
  const char* kind = s.dice.chance(50) ? "RequestVoteReply" : "AppendEntriesReply";
  if (s.dice.chance(50)) s.elect(late);
  s.script.say(fmt::format("hold ->{} {}", name, kind));
  s.script.attempt("timeout " + name);
  for (auto left = s.dice.number(0, 3); left > 0; --left) s.propose(late);
  s.wait_for_messages(2);
  const ServerSet rivals = s.acting().without(late);
  if (!rivals.empty() && s.dice.chance(60)) s.elect(s.dice.one_of(rivals));
  s.script.say(fmt::format("hold {}-> RequestVote", name));
  s.script.attempt("timeout " + name);
  if (!rivals.empty()) s.script.attempt("timeout " + to_string(s.dice.one_of(rivals)));
  s.script.say(fmt::format("release ->{} {}", name, kind));
  s.wait_for_messages(2);
  s.script.say(fmt::format("release {}-> RequestVote", name));
}

constexpr Trouble kinds[] = {
    {"laggard stands", 5, 2, false, laggard_stands},
    {"rivals take turns", 8, 3, false, rivals_take_turns},
    {"words of an old leader", 4, 2, false, words_of_an_old_leader},
    {"voter restarts in between", 4, 2, false, voter_restarts_between_candidates},
    {"leader with a long tail", 4, 2, false, long_tail},
    {"answers that come late", 5, 2, false, answers_come_late},
    {"changes by short reigns", 8, 3, true, changes_by_short_reigns},
};

}  // namespace

std::span<const Trouble> old_stories() { return kinds; }

}  // namespace raft
