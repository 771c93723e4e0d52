// Trouble with disks: slow, stuck, torn by a crash. A disk that lies is not among them: no rule of
// Raft can make up for a disk that forgets what it said it had kept.

#include <fmt/format.h>

#include "campaign/trouble.h"

namespace raft {
namespace {

void slow_disk(Scene& s) {
  const auto longest = s.dice.number(2, 60);
  const ServerId server = s.dice.one_of(s.everyone());
  s.script.say(fmt::format("disk {} delay 1..{}ms", to_string(server), longest));
}

void slow_disks(Scene& s) { s.script.say(fmt::format("disk delay 0..{}ms", s.dice.number(1, 10))); }

void stuck_disk(Scene& s) {
  s.script.say(fmt::format("disk {} stuck", to_string(s.dice.one_of(s.everyone()))));
}

// What was written and is not safe yet is lost, or only a part of it is.
void crash_during_sync(Scene& s, const char* how) {
  const ServerId server = s.dice.chance(60) ? s.leader_or_any() : s.dice.one_of(s.acting());
  const std::string name = to_string(server);
  const auto time = s.dice.number(3, 30);
  s.script.say(fmt::format("disk {} delay {}ms{}", name, time, how));
  const ServerId leader = s.leader_or_any();
  for (auto left = s.dice.number(1, 4); left > 0; --left) s.propose(leader);
  s.wait(1, leader == server ? time : s.delay() + time);
  s.script.attempt("crash " + name);
  s.script.say(fmt::format("disk {} well", name));
  if (s.dice.chance(70)) s.script.attempt("restart " + name);
}

void lost_write(Scene& s) { crash_during_sync(s, ""); }
void torn_write(Scene& s) { crash_during_sync(s, " tears"); }

}  // namespace

std::span<const Trouble> disk_troubles() {
  static constexpr Trouble kinds[] = {
      {"slow disk", 3, 1, false, slow_disk},   {"slow disks everywhere", 2, 1, false, slow_disks},
      {"stuck disk", 2, 1, false, stuck_disk}, {"crash during a sync", 4, 1, false, lost_write},
      {"torn write", 4, 1, false, torn_write},
  };
  return kinds;
}

}  // namespace raft
