#include "linearizability/window_timeline.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/readable.h"

namespace raft {
namespace {

using Bar = WindowTimeline::Bar;

bool overlap(const Bar& a, const Bar& b) {
  return (!a.end || *a.end >= b.begin) && (!b.end || *b.end >= a.begin);
}

std::size_t column_of(const std::vector<std::int64_t>& moments, std::int64_t at) {
  return static_cast<std::size_t>(std::ranges::lower_bound(moments, at) - moments.begin());
}

// Puts the bars of one client into as few rows as they need.
void add_rows_of(std::uint32_t client, const ImpossibleWindow& window, WindowTimeline& timeline) {
  const std::size_t first = timeline.clients.size();
  for (Bar& bar : timeline.bars) {
    if (window.operations[bar.operation].client != client) continue;
    bar.row = first;
    const auto is_taken = [&](const Bar& other) {
      return other.operation < bar.operation && other.row == bar.row && overlap(bar, other) &&
             window.operations[other.operation].client == client;
    };
    while (std::ranges::any_of(timeline.bars, is_taken)) ++bar.row;
    if (bar.row >= timeline.clients.size()) timeline.clients.push_back(client);
  }
}

std::vector<std::int64_t> moments_of(const ImpossibleWindow& window) {
  std::vector<std::int64_t> moments;
  for (const KeyOperation& operation : window.operations) {
    moments.push_back(operation.called);
    if (operation.returned) moments.push_back(*operation.returned);
  }
  std::ranges::sort(moments);
  const auto repeated = std::ranges::unique(moments);
  moments.erase(repeated.begin(), repeated.end());
  return moments;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// "├──2──┤", so many columns wide; "├──2──···" if nobody knows its end.
std::string bar_text(const Bar& bar, std::size_t width) {
  const std::string number = std::to_string(bar.operation + 1);
  const std::size_t room = width > number.size() + 2 ? width - number.size() - 2 : 0;
  const std::string left = "├" + repeated("─", room / 2) + number;
  return left +
         (bar.end ? repeated("─", room - room / 2) + "┤" : repeated("·", room - room / 2 + 1));
}

std::string row_text(const WindowTimeline& timeline, std::size_t row, std::size_t step) {
  std::string text;
  std::size_t at = 0;
  for (const Bar& bar : timeline.bars) {
    if (bar.row != row) continue;
    const std::size_t begin = bar.begin * step;
    const std::size_t end = (bar.end ? *bar.end : timeline.moments.size()) * step;
    text += repeated(" ", begin - std::min(at, begin)) + bar_text(bar, end - begin + 1);
    at = end + 1;
    if (bar.impossible) text += " ✗", at += 2;
  }
  return text;
}

std::string bars_text(const WindowTimeline& timeline, std::size_t step, std::size_t margin) {
  std::string text;
  for (std::size_t row = 0; row < timeline.clients.size(); ++row) {
    const bool first = row == 0 || timeline.clients[row - 1] != timeline.clients[row];
    const std::string name = first ? fmt::format("client {}", timeline.clients[row]) : "";
    text += fmt::format("  {:<{}}{}\n", name, margin - 2, row_text(timeline, row, step));
  }
  return text + "\n";
}

std::string part_text(const Bar& bar) {
  if (bar.impossible) return "impossible next";
  return bar.order ? fmt::format("takes effect as no. {}", *bar.order) : "later";
}

std::string table_text(const ImpossibleWindow& window, const WindowTimeline& timeline) {
  constexpr std::size_t widest = 30;
  std::size_t call = 0;
  std::size_t at = 0;
  for (const KeyOperation& operation : window.operations) {
    call = std::max(call, std::min(widest, readable(call_text(operation)).size()));
    at = std::max(at, interval_text(operation, window.unit).size());
  }
  std::string text;
  for (const Bar& bar : timeline.bars) {
    const KeyOperation& operation = window.operations[bar.operation];
    text += fmt::format("  {:>2}  client {:<3} {:<{}}  {:<{}}  {}\n", bar.operation + 1,
                        operation.client, shortened(readable(call_text(operation)), widest), call,
                        interval_text(operation, window.unit), at, part_text(bar));
  }
  return text;
}

}  // namespace

WindowTimeline window_timeline(const ImpossibleWindow& window) {
  WindowTimeline timeline;
  timeline.moments = moments_of(window);
  for (std::size_t i = 0; i < window.operations.size(); ++i) {
    const KeyOperation& operation = window.operations[i];
    Bar& bar = timeline.bars.emplace_back();
    bar.operation = i;
    bar.begin = column_of(timeline.moments, operation.called);
    if (operation.returned) bar.end = column_of(timeline.moments, *operation.returned);
  }
  for (const auto& contradiction : window.next) {
    timeline.bars[contradiction.operation].impossible = true;
  }
  for (std::size_t i = 0; i < window.explained.size(); ++i) {
    timeline.bars[window.explained[i]].order = i + 1;
  }
  std::vector<std::uint32_t> clients;
  for (const KeyOperation& operation : window.operations) clients.push_back(operation.client);
  std::ranges::sort(clients);
  const auto again = std::ranges::unique(clients);
  clients.erase(again.begin(), again.end());
  for (const std::uint32_t client : clients) add_rows_of(client, window, timeline);
  return timeline;
}

std::string window_text(const ImpossibleWindow& window, std::size_t width) {
  constexpr std::size_t narrowest = 3;
  constexpr std::size_t widest = 8;
  const WindowTimeline timeline = window_timeline(window);
  std::size_t margin = 0;
  for (const std::uint32_t client : timeline.clients) {
    margin = std::max(margin, fmt::format("  client {}  ", client).size());
  }
  const std::size_t step =
      (width - std::min(width, margin + 3)) / std::max<std::size_t>(timeline.moments.size(), 1);
  const std::string bars =
      step < narrowest ? "" : bars_text(timeline, std::min(step, widest), margin);
  return bars + table_text(window, timeline);
}

}  // namespace raft
