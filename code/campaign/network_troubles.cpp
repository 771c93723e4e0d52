// Trouble with links: cuts, partitions, bad lines.

#include <fmt/format.h>

#include "campaign/trouble.h"

namespace raft {
namespace {

std::string pair(ServerId from, const char* between, ServerId to) {
  return to_string(from) + between + to_string(to);
}

void partition(Scene& s, ServerSet group) {
  const ServerSet others = s.everyone() - group;
  s.script.say(fmt::format("partition {} | {}", to_string(group), to_string(others)));
}

void cut_in_two(Scene& s) {
  const unsigned all = s.everyone().size();
  const auto some = static_cast<unsigned>(s.dice.number(1, all - 1));
  partition(s, s.dice.some_of(s.everyone(), some));
}

void leader_in_minority(Scene& s) {
  const ServerId leader = s.leader_or_any();
  const auto companions = static_cast<unsigned>(s.dice.number(0, (s.everyone().size() - 1) / 2));
  ServerSet group = s.dice.some_of(s.everyone().without(leader), companions).with(leader);
  if (group == s.everyone()) group = {leader};
  partition(s, group);
}

void cut_in_three(Scene& s) {
  const auto first = static_cast<unsigned>(s.dice.number(1, s.everyone().size() - 2));
  const ServerSet one = s.dice.some_of(s.everyone(), first);
  const ServerId lonely = s.dice.one_of(s.everyone() - one);
  const ServerSet rest = (s.everyone() - one).without(lonely);
  s.script.say(
      fmt::format("partition {} | {} | {}", to_string(one), to_string(lonely), to_string(rest)));
}

// Two halves that only the bridge can reach.
void bridge(Scene& s) {
  const ServerId bridge = s.dice.one_of(s.everyone());
  const ServerSet others = s.everyone().without(bridge);
  const ServerSet left = s.dice.some_of(others, others.size() / 2);
  for (const ServerId a : left) {
    for (const ServerId b : others - left) s.script.say("cut " + pair(a, " ", b));
  }
}

// Each server reaches its two neighbours only.
void ring(Scene& s) {
  std::vector<ServerId> circle;
  for (ServerSet left = s.everyone(); !left.empty(); left.remove(circle.back())) {
    circle.push_back(s.dice.one_of(left));
  }
  for (std::size_t a = 0; a < circle.size(); ++a) {
    for (std::size_t b = a + 2; b < circle.size(); ++b) {
      if (a == 0 && b + 1 == circle.size()) continue;
      s.script.say("cut " + pair(circle[a], " ", circle[b]));
    }
  }
}

void one_server_alone(Scene& s) {
  s.script.say("isolate " + to_string(s.dice.one_of(s.everyone())));
}

void cut_one_way(Scene& s) {
  for (auto left = s.dice.number(1, 3); left > 0; --left) {
    const ServerId from = s.dice.one_of(s.everyone());
    s.script.say("cut " + pair(from, "->", s.dice.one_of(s.everyone().without(from))));
  }
}

void cut_both_ways(Scene& s) {
  const ServerId from = s.dice.one_of(s.everyone());
  s.script.say("cut " + pair(from, " ", s.dice.one_of(s.everyone().without(from))));
}

// The leader is heard, but hears nobody; or hears, and is not heard.
void leader_half_cut_off(Scene& s) {
  const ServerId leader = s.leader_or_any();
  const bool deaf = s.dice.chance(50);
  for (const ServerId other : s.everyone().without(leader)) {
    s.script.say("cut " + (deaf ? pair(other, "->", leader) : pair(leader, "->", other)));
  }
}

void loss(Scene& s) { s.script.say(fmt::format("network loss {}%", s.dice.number(5, 40))); }

void duplication(Scene& s) {
  s.script.say(fmt::format("network duplicate {}%", s.dice.number(5, 60)));
}

void unequal_delays(Scene& s) {
  s.script.say(fmt::format("network delay 1..{}ms", s.dice.number(20, 120)));
}

}  // namespace

std::span<const Trouble> network_troubles() {
  static constexpr Trouble kinds[] = {
      {"partition in two", 6, 2, false, cut_in_two},
      {"leader in the minority", 6, 2, false, leader_in_minority},
      {"partition in three", 2, 3, false, cut_in_three},
      {"bridge between two halves", 2, 3, false, bridge},
      {"ring of servers", 2, 4, false, ring},
      {"server cut off", 4, 2, false, one_server_alone},
      {"one-way cuts", 5, 2, false, cut_one_way},
      {"two-way cut", 3, 2, false, cut_both_ways},
      {"leader deaf or unheard", 4, 2, false, leader_half_cut_off},
      {"loss of messages", 3, 2, false, loss},
      {"duplication of messages", 3, 2, false, duplication},
      {"unequal delays", 4, 2, false, unequal_delays},
  };
  return kinds;
}

}  // namespace raft
