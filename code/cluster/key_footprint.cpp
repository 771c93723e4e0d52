#include "cluster/key_footprint.h"

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
      if (!changed) return {.reads_otherwise = true};
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
    const ModelOperation& operation = operations[i];
    if (footprints_[i].writes_otherwise) writes_are_known_ = false;
    if (!footprints_[i].reads_otherwise) continue;
    // A cas that fails on what is never there fails whatever is there.
    const bool fails_anyway = operation.verb == Verb::cas && operation.known &&
                              operation.expected != model.nothing() &&
                              writers(operation.expected) == 0;
    if (!fails_anyway) reads_are_known_ = false;
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
