// Trouble with single messages: held, lost, doubled, delivered out of turn.

#include <fmt/format.h>

#include <array>

#include "campaign/trouble.h"
#include "trace/message_kind.h"

namespace raft {
namespace {

// "S1->S2 AppendEntries", "S1->", "->S2 RequestVote", ...
std::string some_messages(Scene& s) {
  const ServerId from = s.dice.one_of(s.everyone());
  const ServerId to = s.dice.one_of(s.everyone().without(from));
  const auto shape = s.dice.number(0, 4);
  const std::size_t kind = s.dice.number(0, message_names.size());  // the last: of any kind
  return fmt::format("{}->{}{}{}", shape == 3 ? "" : to_string(from),
                     shape == 4 ? "" : to_string(to), kind < message_names.size() ? " " : "",
                     kind < message_names.size() ? message_names[kind] : "");
}

std::string ordinal(Scene& s) {
  constexpr std::array words = {"last ", "2nd ", "1st ", "3rd "};
  return words[s.dice.number(0, words.size() - 1)];
}

// They wait on their way until something is mended, and are stale then.
void hold(Scene& s) {
  for (auto left = s.dice.number(1, 2); left > 0; --left) {
    s.script.say("hold " + some_messages(s));
  }
}

void each(Scene& s, const char* verb, std::uint64_t most) {
  for (auto left = s.dice.number(1, most); left > 0; --left) {
    s.script.attempt(fmt::format("{} {}", verb, some_messages(s)));
    if (s.dice.chance(50)) s.wait(1, 30);
  }
}

void drop(Scene& s) { each(s, "drop", 4); }
void duplicate(Scene& s) { each(s, "duplicate", 4); }

void deliver_out_of_turn(Scene& s) {
  for (auto left = s.dice.number(1, 4); left > 0; --left) {
    const std::string messages = some_messages(s);
    s.script.attempt(fmt::format("deliver {}{}", ordinal(s), messages));
  }
}

}  // namespace

std::span<const Trouble> message_troubles() {
  static constexpr Trouble kinds[] = {
      {"messages held back", 5, 2, false, hold},
      {"messages dropped by hand", 3, 2, false, drop},
      {"messages doubled by hand", 3, 2, false, duplicate},
      {"messages out of turn", 3, 2, false, deliver_out_of_turn},
  };
  return kinds;
}

}  // namespace raft
