#include "rendering/cuts.h"

#include <algorithm>

namespace raft {
namespace {

std::string text_of(std::span<const trace::LinkCut> cuts) {
  if (cuts.size() < 2) return "";
  ServerSet from, to;
  for (const trace::LinkCut& cut : cuts) {
    from.add(cut.from);
    to.add(cut.to);
  }
  const auto lost = [](const std::string& where) {
    return "messages " + where + " are lost from now on";
  };
  const std::size_t ways = cuts.size();
  if (from.size() * to.size() == ways && (from & to).empty()) {
    return lost("from " + to_string(from) + " to " + to_string(to));
  }
  // Both ways between one server, which comes first, and others.
  const ServerId one = cuts.front().from;
  const ServerSet others = (from | to).without(one);
  const bool all_are_of_it = std::ranges::all_of(
      cuts, [&](const trace::LinkCut& cut) { return cut.from == one || cut.to == one; });
  if (from != to || !all_are_of_it || 2 * others.size() != ways) return "";
  return lost("between " + to_string(one) + " and " + to_string(others));
}

}  // namespace

ToldCuts cuts_at(std::span<const Step> steps) {
  std::vector<trace::LinkCut> cuts;
  for (const Step& step : steps) {
    const auto* cut = std::get_if<trace::LinkCut>(&step.events.front().what);
    if (!cut) break;
    cuts.push_back(*cut);
  }
  std::string text = text_of(cuts);
  if (text.empty()) return {};
  return {.steps = cuts.size(), .text = std::move(text)};
}

}  // namespace raft
