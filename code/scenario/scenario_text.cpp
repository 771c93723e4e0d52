#include "scenario/scenario_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rendering/words.h"
#include "scenario/scenario_tokens.h"
#include "trace/message_kind.h"

namespace raft {

std::string time_text(VirtualTime time) {
  const auto us = time.count();
  if (us % 1'000'000 == 0 && us != 0) return fmt::format("{}s", us / 1'000'000);
  if (us % 1'000 == 0) return fmt::format("{}ms", us / 1'000);
  if (us < 1'000) return fmt::format("{}us", us);
  std::string text = fmt::format("{}.{:03}", us / 1'000, us % 1'000);
  text.erase(text.find_last_not_of('0') + 1);
  return text + "ms";
}

std::string_view refusal_text(Refusal refusal) {
  static constexpr std::array<std::string_view, 5> names{
      "not leader", "change in progress", "no commit in this term", "no voters", "not supported"};
  return names[static_cast<std::size_t>(refusal)];
}

std::string filter_text(const MessageFilter& filter) {
  std::string text;
  if (filter.from || filter.to) {
    text = (filter.from ? to_string(*filter.from) : "") + "->" +
           (filter.to ? to_string(*filter.to) : "");
  }
  if (filter.kind) text += (text.empty() ? "" : " ") + std::string(name_of(*filter.kind));
  return text;
}

std::string ordinal_text(Ordinal which) {
  if (which.place == 0) return "last";
  const std::uint32_t tens = which.place % 100 / 10;
  const std::uint32_t ones = tens == 1 ? 0 : which.place % 10;  // 11th, 12th, 13th
  static constexpr std::array<std::string_view, 4> endings{"th", "st", "nd", "rd"};
  return fmt::format("{}{}", which.place, endings[ones < endings.size() ? ones : 0]);
}

NamedFlight name_of(const Stage& stage, const Flight& flight) {
  const Message& message = flight.message;
  const MessageFilter filter{message.from, message.to, kind_of(message)};
  const auto alike = stage.in_flight(filter);
  if (alike.size() == 1) return {filter};
  const auto found = std::ranges::find(alike, flight.id, &Flight::id);
  return {filter, Ordinal{static_cast<std::uint32_t>(found - alike.begin()) + 1}};
}

std::string flight_text(const Stage& stage, const Flight& flight) {
  const NamedFlight name = name_of(stage, flight);
  return (name.which ? ordinal_text(*name.which) + " " : "") + filter_text(name.filter);
}

// The shorter time needs no unit if it is the other's.
std::string time_range_text(VirtualTime min, VirtualTime max) {
  const std::string last = time_text(max);
  if (min == max) return last;
  std::string first = min == VirtualTime{0} ? "0" : time_text(min);
  const std::string_view unit = unit_of(last);
  if (unit_of(first) == unit) first.resize(first.size() - unit.size());
  return first + ".." + last;
}

std::string percent_text(std::uint32_t millionths) {
  std::string text = fmt::format("{}.{:04}", millionths / 10'000, millionths % 10'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + "%";
}

std::string position_text(const LogPosition& position) {
  return fmt::format("{}@{}", position.index.value, position.term.value);
}

std::string log_text(std::span<const Entry> entries) {
  std::string text;
  for (const Entry& entry : entries) {
    text += (text.empty() ? "" : ", ") + std::string(entry.term == Term{} ? "0:" : "") +
            entry_text(entry);
  }
  return "[" + text + "]";
}

}  // namespace raft
