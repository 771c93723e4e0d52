#include "linearizability/key_footprint.h"

#include <algorithm>
#include <utility>

namespace raft {

KeyFootprint footprint(const KeyValueModel& model, const ModelOperation& operation) {
  const bool changed = operation.result == model.ok() || !operation.known;
  switch (operation.verb) {
    case Verb::get:
      if (!operation.known) return {};
      return {.reads = operation.result};
    case Verb::put:
      return {.writes = operation.value};
    case Verb::append:
      return {.reads_otherwise = true, .writes_otherwise = true};
    case Verb::cas:
      if (!changed) return {.avoids = true};
      return {.reads = operation.expected, .writes = operation.value};
    case Verb::del:
      if (!changed) return {.reads = model.nothing()};
      return {.writes = model.nothing(), .reads_otherwise = operation.known};
    case Verb::add:
      if (!operation.known) return {.reads_otherwise = true, .writes_otherwise = true};
      return {.writes = operation.result, .reads_otherwise = true};
    case Verb::nonsense:
      break;
  }
  return {};
}

KeyInterest::KeyInterest(const KeyValueModel& model, std::span<const ModelOperation> operations) {
  footprints_.reserve(operations.size());
  for (const ModelOperation& operation : operations) {
    footprints_.push_back(footprint(model, operation));
    known_.push_back(operation.known);
    count(footprints_.size() - 1, 1);
  }
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const TextNumber expected = operations[i].expected;
    if (footprints_[i].writes_otherwise) writes_are_known_ = false;
    if (footprints_[i].reads_otherwise) reads_are_known_ = false;
    const bool may_be_there = expected == model.nothing() || writers(expected) > 0;
    if (footprints_[i].avoids && may_be_there) something_is_avoided_ = true;
  }
  find_wanted();
}

// From what is needed backwards to what it can be made of.
void KeyInterest::find_wanted() {
  std::vector<std::pair<TextNumber, TextNumber>> makes;  // of unknown outcome: what, and of what
  std::vector<TextNumber> found;
  for (std::size_t i = 0; i < footprints_.size(); ++i) {
    const KeyFootprint& print = footprints_[i];
    if (print.reads && known_[i]) found.push_back(*print.reads);
    if (print.reads && print.writes && !known_[i]) makes.emplace_back(*print.writes, *print.reads);
  }
  std::ranges::sort(makes);
  while (!found.empty()) {
    const TextNumber text = found.back();
    found.pop_back();
    if (std::exchange(grown(text).wanted, true)) continue;
    auto make = std::ranges::lower_bound(makes, std::pair(text, TextNumber{0}));
    for (; make != makes.end() && make->first == text; ++make) found.push_back(make->second);
  }
}

KeyInterest::Counts& KeyInterest::grown(TextNumber text) {
  if (text >= counts_.size()) counts_.resize(text + std::size_t{1});
  return counts_[text];
}

void KeyInterest::count(std::size_t operation, int by) {
  const auto add = [by](std::uint32_t& count) {
    count += static_cast<std::uint32_t>(by);  // unsigned numbers wrap around: -1 works as well
  };
  const KeyFootprint& print = footprints_[operation];
  if (print.reads) {
    add(grown(*print.reads).readers);
    if (known_[operation]) add(grown(*print.reads).needs);
  }
  if (print.writes) add(grown(*print.writes).writers);
}

std::optional<std::size_t> KeyInterest::reads_what_nobody_writes(const KeyValueModel& model) const {
  if (!writes_are_known_) return std::nullopt;
  for (std::size_t i = 0; i < footprints_.size(); ++i) {
    const auto& reads = footprints_[i].reads;
    if (known_[i] && reads && *reads != model.nothing() && writers(*reads) == 0) return i;
  }
  return std::nullopt;
}

}  // namespace raft
