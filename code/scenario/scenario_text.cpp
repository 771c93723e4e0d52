/// @file
/// The scenario language, written: mistakes as people should see them, and values as a scenario
/// would say them.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenario/scenario.h"
#include "scenario/scenario_tokens.h"
#include "scenario/scenario_values.h"
#include "text/utf8.h"

namespace raft {
namespace {

// The part of `line` around the caret that fits on a screen, and by how many characters it begins
// later than the line. Tabs and characters that cannot be shown become blanks and question marks.
std::string shown_part(std::string_view line, std::size_t column, std::size_t& skipped) {
  constexpr std::size_t width = 100;
  skipped = column > width - 20 ? column - (width - 20) : 0;
  std::string shown;
  std::size_t character = 0;
  for (std::size_t i = 0; i < line.size() && character < skipped + width; ++character) {
    const std::size_t length = utf8_length(line.substr(i));
    if (character >= skipped) {
      const auto byte = static_cast<unsigned char>(line[i]);
      if (line[i] == '\t')
        shown += ' ';
      else if (length == 0 || byte < 0x20 || byte == 0x7f)
        shown += '?';
      else
        shown += line.substr(i, length);
    }
    i += std::max<std::size_t>(1, length);
  }
  return shown;
}

}  // namespace

std::string ScenarioError::text() const {
  std::string text = fmt::format("{}:{}:{}: {}", file, line, column, message);
  if (!source.empty()) {
    std::size_t skipped = 0;
    const std::string shown = shown_part(source, column, skipped);
    const std::size_t before = column - std::min(column, skipped + 1);
    const std::size_t carets = std::clamp<std::size_t>(width, 1, 100);
    text += fmt::format("\n{:>5} | {}\n{:>5} | {}{}", line, shown, "", std::string(before, ' '),
                        std::string(carets, '^'));
  }
  if (!hint.empty()) text += "\n  " + hint;
  return text;
}

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

std::string_view message_kind_text(MessageKind kind) {
  return message_names[static_cast<std::size_t>(kind)];
}

std::string filter_text(const MessageFilter& filter) {
  std::string text;
  if (filter.from || filter.to) {
    text = (filter.from ? to_string(*filter.from) : "") + "->" +
           (filter.to ? to_string(*filter.to) : "");
  }
  if (filter.kind) text += (text.empty() ? "" : " ") + std::string(message_kind_text(*filter.kind));
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

}  // namespace raft
