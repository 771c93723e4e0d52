/// @file
/// The statements that say how the stage is: the beginning, the network and the disks.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenario/scenario_parser.h"
#include "scenario/scenario_values.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

constexpr std::uint64_t most_in_a_batch = 1'000'000;

// Views of names that live as long as `names`.
std::vector<std::string_view> views_of(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

std::optional<Action> node_without(ScenarioLine& line, const std::string& name) {
  const std::vector<std::string> rules = rules_of(name);
  const std::string hint = rules.empty() ? fmt::format("complete, it is 'node {}'", name) : "";
  if (!line.next_is_word()) {
    return line.expected("the name of a rule",
                         rules.empty() ? hint : fmt::format("one of: {}", fmt::join(rules, ", ")));
  }
  const std::string& without = line.next().value;
  const auto type = find_node_type(name, without);
  if (!type) {
    return line.fail(type.error(),
                     rules.empty() ? hint : line.suggestion(without, views_of(rules)));
  }
  line.take();
  return action::UseNode{*type};
}

std::optional<Action> node(ScenarioLine& line) {
  const std::vector<std::string> names = node_names();
  if (!line.next_is_word()) {
    return line.expected("the name of a node", fmt::format("one of: {}", fmt::join(names, ", ")));
  }
  const ScenarioToken name = line.next();
  const auto complete = find_node_type(name.value);
  if (!complete) return line.fail(complete.error(), line.suggestion(name.value, views_of(names)));
  line.take();
  if (!line.take_word("without")) return action::UseNode{*complete};
  return node_without(line, name.value);
}

// A node counts ticks, and a tick is a millisecond of its own clock.
std::optional<std::uint32_t> ticks(ScenarioLine& line, VirtualTime time, std::size_t place) {
  if (time.count() % 1000 == 0 && time.count() > 0) {
    return static_cast<std::uint32_t>(time.count() / 1000);
  }
  return line.fail_at(line.token(place), "a server counts whole milliseconds, at least one",
                      "for example 150..300ms");
}

std::optional<Action> timing(ScenarioLine& line) {
  action::SetTiming timing;
  if (line.at_end()) return line.expected("'election' or 'heartbeat'", line.form());
  while (!line.at_end()) {
    if (!timing.election_min && line.take_word("election")) {
      const std::size_t place = line.place();
      const auto range = take_time_range(line);
      if (!range) return std::nullopt;
      timing.election_min = ticks(line, range->min, place);
      timing.election_max = ticks(line, range->max, place);
    } else if (!timing.heartbeat && line.take_word("heartbeat")) {
      const std::size_t place = line.place();
      const auto interval = take_time(line);
      if (!interval) return std::nullopt;
      timing.heartbeat = ticks(line, *interval, place);
    } else {
      return line.expected("'election' or 'heartbeat', each once,", line.form());
    }
    if (line.failed()) return std::nullopt;
  }
  return timing;
}

std::optional<Action> invariants(ScenarioLine& line) {
  if (line.take_word("off")) return action::CheckInvariants{.invariants = false};
  if (line.take_word("on")) return action::CheckInvariants{};
  if (line.at_end() || line.next().kind != ScenarioToken::Kind::text) {
    return line.expected("'on', 'off' or an invariant in quotes", line.form());
  }
  action::CheckInvariants check{.watched = {}};
  while (!line.at_end()) {
    const auto invariant = take_invariant(line);
    if (!invariant) return std::nullopt;
    check.watched.add(*invariant);
  }
  return check;
}

}  // namespace

std::optional<Action> take_beginning(ScenarioLine& line, std::string_view verb) {
  if (verb == "node") return node(line);
  if (verb == "timing") return timing(line);
  if (verb == "invariants") {
    return invariants(line);
  }
  if (verb == "title") {
    const auto title = take_text(line, line.form());
    return title ? std::optional<Action>(action::Title{*title}) : std::nullopt;
  }
  if (verb == "seed") {
    const auto seed = take_number(line, "a number");
    return seed ? std::optional<Action>(action::Seed{*seed}) : std::nullopt;
  }
  if (verb == "batch") {
    const auto entries = take_number(line, "a number of entries", 1, most_in_a_batch);
    if (!entries) return std::nullopt;
    return action::SetBatch{static_cast<std::uint32_t>(*entries)};
  }
  const auto servers = take_number(line, "a number of servers", 1, 64);
  if (!servers) return std::nullopt;
  return action::Servers{static_cast<unsigned>(*servers)};
}

std::optional<Action> take_network(ScenarioLine& line) {
  action::ChangeNetwork network;
  TreatmentChange& change = network.change;
  const auto what = "'delay', 'loss' or 'duplicate'";
  if (line.at_end() || line.next_is_word("for")) return line.expected(what, line.form());
  while (!line.at_end() && !line.take_word("for")) {
    if (!change.delay_min && line.take_word("delay")) {
      const auto range = take_time_range(line);
      if (!range) return std::nullopt;
      change.delay_min = range->min;
      change.delay_max = range->max;
    } else if (!change.loss && line.take_word("loss")) {
      change.loss = take_percent(line);
    } else if (!change.duplication && line.take_word("duplicate")) {
      change.duplication = take_percent(line);
    } else {
      return line.expected(fmt::format("{}, each once,", what), line.form());
    }
    if (line.failed()) return std::nullopt;
  }
  if (!line.token(line.place() - 1).is_word("for")) return network;
  if (line.at_end()) return line.expected("a link or a message", "for S1->S2 AppendEntries");
  const auto filter = take_filter(line);
  if (!filter) return std::nullopt;
  network.of = *filter;
  return network;
}

std::optional<Action> take_disk(ScenarioLine& line) {
  action::ChangeDisk disk;
  if (line.next_is_server()) disk.server = take_server(line);
  if (line.failed()) return std::nullopt;
  if (line.at_end())
    return line.expected("'well', 'delay', 'stuck', 'lies' or 'tears'", line.form());
  while (!line.at_end()) {
    if (line.take_word("well")) {
      disk.well = true;
    } else if (line.take_word("stuck")) {
      disk.stuck = true;
    } else if (line.take_word("lies")) {
      disk.lies = true;
    } else if (line.take_word("tears")) {
      disk.tears = true;
    } else if (line.take_word("delay")) {
      const auto range = take_time_range(line);
      if (!range) return std::nullopt;
      disk.sync_min = range->min;
      disk.sync_max = range->max;
    } else {
      return line.expected("'well', 'delay', 'stuck', 'lies' or 'tears'", line.form());
    }
  }
  return disk;
}

}  // namespace raft
