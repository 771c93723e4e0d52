#include "linearizability/key_descent.h"

#include <algorithm>

namespace raft {

KeyDescent::KeyDescent(const KeyValueModel& model, const KeyInterest& interest,
                       std::span<const ModelOperation> operations)
    : model_(model), interest_(interest) {
  bool appends = false;
  bool writes_are_known = true;
  all_is_known_ = true;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const KeyFootprint& print = interest_.of(i);
    const bool append = operations[i].verb == Verb::append;
    appends |= append;
    writes_are_known &= append || !print.writes_otherwise;
    all_is_known_ &= append || !(print.reads_otherwise || print.avoids);
  }
  applies_ = appends && writes_are_known;
  all_is_known_ &= applies_;
  if (!applies_) return;

  rank_of_.resize(model_.texts(), nowhere);
  will_be_written_.resize(model_.texts());
  std::vector<TextNumber> texts;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (const auto& reads = interest_.of(i).reads) texts.push_back(*reads);
  }
  std::ranges::sort(texts, {}, [&](TextNumber text) { return model_.written(text); });
  const auto again = std::ranges::unique(texts);
  texts.erase(again.begin(), again.end());
  for (const TextNumber text : texts) {
    rank_of_[text] = static_cast<Rank>(readers_.size());
    readers_.push_back({text});
  }
  for (std::size_t i = 0; i < operations.size(); ++i) refresh(i);
}

void KeyDescent::refresh(std::size_t operation) {
  if (!applies_) return;
  const KeyFootprint& print = interest_.of(operation);
  if (print.writes) {
    const bool will_be = interest_.writers(*print.writes) > 0;
    if (will_be != will_be_written_[*print.writes]) {
      will_be_written_[*print.writes] = will_be;
      const Range range = range_of_writer(*print.writes);
      for (Rank rank = range.first; rank < range.behind; ++rank) {
        will_be ? ++readers_[rank].sources : --readers_[rank].sources;
        bind(rank);
      }
    }
  }
  if (print.reads) bind(rank_of_[*print.reads]);
}

// Puts a text among those that are awaited and bound, or takes it away.
void KeyDescent::bind(Rank rank) {
  const auto put = [rank](std::set<Rank>& set, bool in) {
    in ? void(set.insert(rank)) : void(set.erase(rank));
  };
  const Reader& reader = readers_[rank];
  put(awaited_, interest_.readers(reader.text) > 0);
  put(bound_, interest_.needs(reader.text) > 0 && reader.sources == 0);
}

bool KeyDescent::strands(KeyState value) {
  if (bound_.empty()) return false;
  const Range range = range_of(value);
  return *bound_.begin() < range.first || *bound_.rbegin() >= range.behind;
}

bool KeyDescent::is_awaited(KeyState value) {
  const Range range = range_of(value);
  const auto first = awaited_.lower_bound(range.first);
  return first != awaited_.end() && *first < range.behind;
}

// From the longest beginning of the value of which it is known, or that is written as a whole.
KeyDescent::Range KeyDescent::range_of(KeyState value) {
  if (model_.texts() > ranges_.size()) ranges_.resize(model_.texts());
  std::vector<KeyState> way;
  while (ranges_[value].first == nowhere && model_.joint(value).back != 0 &&
         model_.written(value).empty()) {
    way.push_back(value);
    value = model_.joint(value).front;
  }
  const auto whole = [&] {
    return range_within({0, static_cast<Rank>(readers_.size())}, 0, model_.written(value));
  };
  if (ranges_[value].first == nowhere) ranges_[value] = whole();
  for (; !way.empty(); way.pop_back()) {
    const auto [front, back] = model_.joint(way.back());
    ranges_[way.back()] = range_within(ranges_[front], model_.length(front), model_.written(back));
    value = way.back();
  }
  return ranges_[value];
}

// What takes a value away, or puts the text that a reader would take for none, may begin anything.
KeyDescent::Range KeyDescent::range_of_writer(TextNumber text) {
  return range_of(text == model_.nothing() ? KeyValueModel::none : text);
}

// Of texts that have the beginning of `offset` bytes in common, those that go on with `piece`.
KeyDescent::Range KeyDescent::range_within(Range range, std::size_t offset,
                                           std::string_view piece) const {
  const std::span<const Reader> all(readers_);
  const auto rest = [&](const Reader& reader) {
    return model_.written(reader.text).substr(offset);
  };
  const auto within = all.subspan(range.first, range.behind - range.first);
  const auto first = std::ranges::lower_bound(within, piece, {}, rest);
  const auto behind = std::partition_point(
      first, within.end(), [&](const Reader& reader) { return rest(reader).starts_with(piece); });
  const auto rank = [&](auto place) {
    return range.first + static_cast<Rank>(place - within.begin());
  };
  return {rank(first), rank(behind)};
}

}  // namespace raft
