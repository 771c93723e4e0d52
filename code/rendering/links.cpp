#include "rendering/links.h"

#include <algorithm>
#include <vector>

namespace raft {
namespace {

template <class Change>
std::string text_of(std::span<const Change> links, const std::string& fate) {
  if (links.size() < 2) return "";
  ServerSet from, to;
  for (const Change& link : links) {
    from.add(link.from);
    to.add(link.to);
  }
  const auto told = [&](const std::string& where) { return "messages " + where + " " + fate; };
  const std::size_t ways = links.size();
  if (from.size() * to.size() == ways && (from & to).empty()) {
    return told("from " + to_string(from) + " to " + to_string(to));
  }
  // Both ways between one server, which comes first, and others.
  const ServerId one = links.front().from;
  const ServerSet others = (from | to).without(one);
  const bool all_are_of_it = std::ranges::all_of(
      links, [&](const Change& link) { return link.from == one || link.to == one; });
  if (from != to || !all_are_of_it || 2 * others.size() != ways) return "";
  return told("between " + to_string(one) + " and " + to_string(others));
}

template <class Change>
ToldLinks changes_at(std::span<const Step> steps, const std::string& fate) {
  std::vector<Change> links;
  for (const Step& step : steps) {
    const auto* link = std::get_if<Change>(&step.events.front().what);
    if (!link) break;
    links.push_back(*link);
  }
  std::string text = text_of<Change>(links, fate);
  if (text.empty()) return {};
  return {.steps = links.size(), .text = std::move(text)};
}

}  // namespace

ToldLinks links_at(std::span<const Step> steps) {
  const bool mended = std::holds_alternative<trace::LinkMended>(steps.front().events.front().what);
  return mended ? changes_at<trace::LinkMended>(steps, "arrive again")
                : changes_at<trace::LinkCut>(steps, "are lost from now on");
}

}  // namespace raft
