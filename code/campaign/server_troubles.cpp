// Trouble with servers: crashes, pauses, wrong clocks, elections out of season.

#include <fmt/format.h>

#include <array>

#include "campaign/trouble.h"

namespace raft {
namespace {

void crash(Scene& s, ServerId server) { s.script.attempt("crash " + to_string(server)); }
void restart(Scene& s, ServerId server) { s.script.attempt("restart " + to_string(server)); }

void crash_one(Scene& s) { crash(s, s.dice.one_of(s.acting())); }

void crash_leader(Scene& s) { crash(s, s.leader_or_any()); }

void crash_and_restart(Scene& s) {
  const ServerId server = s.dice.one_of(s.acting());
  crash(s, server);
  if (s.dice.chance(50)) s.wait(1, 20);
  restart(s, server);
}

void crash_some(Scene& s) {
  const auto count = static_cast<unsigned>(s.dice.number(2, s.acting().size()));
  for (const ServerId server : s.dice.some_of(s.acting(), count)) crash(s, server);
}

// All are down, and only a majority comes back.
void crash_everyone(Scene& s) {
  for (const ServerId server : s.acting()) crash(s, server);
  s.wait(1, 100);
  const ServerSet all = s.everyone();
  const auto count = static_cast<unsigned>(s.dice.number(all.size() / 2 + 1, all.size()));
  for (const ServerId server : s.dice.some_of(all, count)) s.bring_back(server);
}

// The leader knows that the command is committed, and nobody else does.
void crash_after_commit(Scene& s) {
  const ServerId leader = s.leader_or_any();
  const std::string command = s.propose(leader);
  s.script.attempt(fmt::format("run until committed {} within {}ms", command, 4 * s.delay() + 10));
  crash(s, leader);
}

void crash_heard_by_few(Scene& s) {
  const ServerId leader = s.leader_or_any();
  s.propose(leader);
  s.wait(1, s.delay() + 1);
  crash(s, leader);
}

void pause(Scene& s, ServerId server) { s.script.attempt("pause " + to_string(server)); }
void pause_one(Scene& s) { pause(s, s.dice.one_of(s.acting())); }
void pause_leader(Scene& s) { pause(s, s.leader_or_any()); }

void wrong_clocks(Scene& s) {
  constexpr std::array mild = {"x0.8", "x0.9", "x1.1", "x1.3"};
  constexpr std::array wild = {"x0.1", "x0.3", "x3", "x10"};
  for (auto left = s.dice.number(1, 3); left > 0; --left) {
    const auto& rates = s.dice.chance(75) ? mild : wild;
    const auto rate = rates[s.dice.number(0, rates.size() - 1)];
    s.script.say(fmt::format("clock {} {}", to_string(s.dice.one_of(s.everyone())), rate));
  }
}

void early_timeout(Scene& s) {
  s.script.attempt("timeout " + to_string(s.dice.one_of(s.acting())));
}

// Several stand at once, and some voters fall down in the middle of the election.
void clash_of_candidates(Scene& s) {
  const auto count = static_cast<unsigned>(s.dice.number(2, 3));
  for (const ServerId server : s.dice.some_of(s.acting(), count)) {
    s.script.attempt("timeout " + to_string(server));
    if (s.dice.chance(60)) s.wait(1, s.delay() + 1);
  }
  if (s.dice.chance(50)) crash_and_restart(s);
}

}  // namespace

std::span<const Trouble> server_troubles() {
  static constexpr Trouble kinds[] = {
      {"crash of a server", 5, 1, false, crash_one},
      {"crash of the leader", 6, 1, false, crash_leader},
      {"crash and instant restart", 5, 1, false, crash_and_restart},
      {"crash of several", 3, 2, false, crash_some},
      {"crash of all", 4, 1, false, crash_everyone},
      {"crash right after a commit", 4, 1, false, crash_after_commit},
      {"crash while words travel", 4, 1, false, crash_heard_by_few},
      {"pause of a server", 3, 1, false, pause_one},
      {"pause of the leader", 4, 1, false, pause_leader},
      {"wrong clocks", 4, 1, false, wrong_clocks},
      {"election out of season", 4, 1, false, early_timeout},
      {"clash of candidates", 4, 2, false, clash_of_candidates},
  };
  return kinds;
}

}  // namespace raft
