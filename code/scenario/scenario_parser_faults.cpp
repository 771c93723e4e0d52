/// @file
/// The statements that say what goes wrong: crashes, pauses, clocks, links.

#include <fmt/format.h>

#include "scenario/scenario_parser.h"
#include "scenario/scenario_values.h"
#include "text/in_quotes.h"

namespace raft {
namespace {

template <class A>
std::optional<Action> with_servers(ScenarioLine& line) {
  const auto servers = take_servers(line);
  if (!servers) return std::nullopt;
  return A{*servers};
}

std::optional<Action> clock(ScenarioLine& line) {
  const auto id = take_server(line);
  if (!id) return std::nullopt;
  const auto hint = "from x0.1 to x10, for example x0.5";
  if (!line.next_is_word()) return line.expected("a rate", hint);
  const std::string_view word = line.next().value;
  const auto permille = word.starts_with('x') ? read_decimal(word.substr(1), 3) : std::nullopt;
  if (!permille) return line.expected("a rate", hint);
  if (*permille < 100 || *permille > 10'000) {
    return line.fail(fmt::format("{} is out of range", in_quotes(word)), hint);
  }
  line.take();
  return action::SetClock{*id, static_cast<std::uint32_t>(*permille)};
}

std::optional<Action> cut(ScenarioLine& line) {
  const std::size_t first = line.place();
  const auto from = take_server(line);
  if (!from) return std::nullopt;
  const bool one_way = line.take_sign("->");
  const auto to = take_server(line);
  if (!to || !differ(line, *from, *to, first)) return std::nullopt;
  return action::Cut{*from, *to, !one_way};
}

// heal, heal S1, heal S1 S2, heal S1->S2
std::optional<Action> heal(ScenarioLine& line) {
  if (line.at_end()) return action::Heal{};
  const std::size_t first = line.place();
  const auto one = take_server(line);
  if (!one) return std::nullopt;
  const bool one_way = line.take_sign("->");
  if (!one_way && line.at_end()) return action::Heal{one};
  const auto other = take_server(line);
  if (!other || !differ(line, *one, *other, first)) return std::nullopt;
  return action::HealLink{*one, *other, !one_way};
}

std::optional<Action> partition(ScenarioLine& line) {
  action::Partition partition;
  ServerSet named;
  do {
    const std::size_t first = line.place();
    const auto group = take_servers(line);
    if (!group) return std::nullopt;
    if (!(named & *group).empty()) {
      return line.fail_at(line.token(first),
                          fmt::format("{} is in two groups", to_string(named & *group)),
                          "each server belongs to one group");
    }
    named = named | *group;
    partition.groups.push_back(*group);
  } while (line.take_sign("|"));
  if (partition.groups.size() < 2 && line.at_end())
    return line.expected("'|' and a second group", line.form());
  return partition;
}

}  // namespace

std::optional<Action> take_fault(ScenarioLine& line, std::string_view verb) {
  if (verb == "crash") return with_servers<action::Crash>(line);
  if (verb == "restart") return with_servers<action::Restart>(line);
  if (verb == "pause") return with_servers<action::Pause>(line);
  if (verb == "resume") return with_servers<action::Resume>(line);
  if (verb == "isolate") return with_servers<action::Isolate>(line);
  if (verb == "clock") return clock(line);
  if (verb == "cut") return cut(line);
  if (verb == "partition") return partition(line);
  return heal(line);
}

}  // namespace raft
