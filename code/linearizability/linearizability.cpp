#include "linearizability/linearizability.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

namespace raft {
namespace {

using Subhistory = std::vector<const KeyOperation*>;

// The search among the operations on one key, which can be ended at any step and go on later.
class KeySearch {
 public:
  explicit KeySearch(const Subhistory& operations) : search_(model_, numbered(operations)) {}

  Verdict run(std::uint64_t limit) { return search_.run(limit); }
  std::uint64_t steps() const { return search_.steps(); }
  std::uint64_t configurations() const { return search_.configurations(); }
  std::size_t bytes() const { return search_.bytes_remembered() + model_.bytes(); }

 private:
  std::span<const ModelOperation> numbered(const Subhistory& operations) {
    numbered_.reserve(operations.size());
    for (const KeyOperation* operation : operations) numbered_.push_back(model_.number(*operation));
    return numbered_;
  }

  KeyValueModel model_;
  std::vector<ModelOperation> numbered_;
  LinearizationSearch search_;
};

// A key, as far as it has been searched.
struct Candidate {
  std::string_view key;
  Subhistory operations = {};
  std::unique_ptr<KeySearch> search = {};  // from its first turn until it is decided
};

std::vector<Candidate> by_key(const std::vector<KeyOperation>& operations) {
  std::map<std::string_view, Subhistory> subhistories;
  for (const KeyOperation& operation : operations) {
    subhistories[operation.key].push_back(&operation);
  }
  std::vector<Candidate> keys;
  for (auto& [key, subhistory] : subhistories) keys.push_back({key, std::move(subhistory)});
  return keys;
}

// Searches the keys in turns, so that none that is hard to decide keeps the others waiting for
// long. A key's first turn has room for a search that goes nearly straight on, and each turn may
// bring a key to twice as many steps as the one before.
class Turns {
 public:
  Turns(std::vector<Candidate> keys, std::uint64_t limit, Linearizability& found)
      : undecided_(std::move(keys)), limit_(limit), found_(found) {}

  // The first key that is found to be impossible, if there is one. What cannot be decided within
  // the limit is left over.
  std::optional<Candidate> impossible() {
    do {
      for (Candidate& key : undecided_) {
        const Verdict verdict = turn(key);
        if (verdict == Verdict::not_linearizable) return std::move(key);
        if (verdict == Verdict::linearizable) decide(key);
      }
      std::erase_if(undecided_, [](const Candidate& key) { return key.operations.empty(); });
      times_ *= 2;
    } while (!undecided_.empty() && found_.steps < limit_);
    return std::nullopt;
  }
  const std::vector<Candidate>& undecided() const { return undecided_; }

 private:
  // Even where no step is left: some keys need none.
  Verdict turn(Candidate& key) {
    if (!key.search) key.search = std::make_unique<KeySearch>(key.operations);
    KeySearch& search = *key.search;
    const std::uint64_t steps = search.steps();
    const std::uint64_t configurations = search.configurations();
    const std::size_t bytes = search.bytes();
    const std::uint64_t left = limit_ - std::min(limit_, found_.steps);
    const std::uint64_t room = 4 * key.operations.size() * times_;
    const Verdict verdict = search.run(std::min(steps + left, std::max(steps, room)));
    found_.steps += search.steps() - steps;
    found_.configurations += search.configurations() - configurations;
    bytes_ += search.bytes() - (steps == 0 ? 0 : bytes);
    found_.most_bytes = std::max(found_.most_bytes, bytes_);
    return verdict;
  }
  void decide(Candidate& key) {
    bytes_ -= key.search->bytes();
    key.search.reset();
    key.operations = {};
  }

  std::vector<Candidate> undecided_;
  std::uint64_t limit_;
  Linearizability& found_;
  std::uint64_t times_ = 1;
  std::size_t bytes_ = 0;  // what the searches take that are not decided
};

UndecidedKey undecided_key(const Candidate& key) {
  UndecidedKey undecided{.key = std::string(key.key), .operations = key.operations.size()};
  std::vector<std::pair<std::int64_t, int>> moments;  // a call at the moment of a return overlaps
  for (const KeyOperation* operation : key.operations) {
    moments.emplace_back(operation->called, -1);
    if (operation->returned) moments.emplace_back(*operation->returned, 1);
    if (!operation->returned) ++undecided.unknown_outcomes;
  }
  std::ranges::sort(moments);
  std::uint64_t now = 0;
  for (const auto& [at, what] : moments) {
    now = what < 0 ? now + 1 : now - 1;
    undecided.most_at_once = std::max(undecided.most_at_once, now);
  }
  return undecided;
}

void search(std::vector<Candidate> keys, std::uint64_t limit, ImpossibleWindow::Unit unit,
            Linearizability& found) {
  Turns turns(std::move(keys), limit, found);
  if (auto bad = turns.impossible()) {
    bad->search.reset();
    std::vector<KeyOperation> operations;
    for (const KeyOperation* operation : bad->operations) operations.push_back(*operation);
    found.verdict = Verdict::not_linearizable;
    found.window = impossible_window(operations, limit, unit);
    return;
  }
  if (turns.undecided().empty()) return;
  found.verdict = Verdict::unknown;
  for (const Candidate& key : turns.undecided()) found.undecided.push_back(undecided_key(key));
}

}  // namespace

Linearizability check_linearizability(const std::vector<KeyOperation>& operations,
                                      std::uint64_t limit, ImpossibleWindow::Unit unit) {
  Linearizability found;
  std::set<std::uint32_t> clients;
  for (const KeyOperation& operation : operations) {
    clients.insert(operation.client);
    if (!operation.returned) ++found.unknown_outcomes;
  }
  found.operations = operations.size();
  found.clients = clients.size();
  std::vector<Candidate> keys = by_key(operations);
  found.keys = keys.size();
  search(std::move(keys), limit, unit, found);
  return found;
}

Linearizability check_linearizability(const History& history, std::uint64_t limit) {
  return check_linearizability(key_operations(history), limit,
                               ImpossibleWindow::Unit::microseconds);
}

std::string explanation(const Linearizability& found) {
  if (found.verdict == Verdict::linearizable) {
    return fmt::format("{} operations are linearizable", found.operations);
  }
  if (found.verdict == Verdict::unknown) {
    std::string keys;
    for (const UndecidedKey& one : found.undecided) {
      if (!one.key.empty()) keys += (keys.empty() ? ": undecided is key " : ", key ") + one.key;
    }
    return fmt::format("whether {} operations are linearizable is unknown after {} steps{}",
                       found.operations, found.steps, keys);
  }
  std::string text = "not linearizable";
  constexpr std::size_t most = 2;
  const auto& next = found.window->next;
  for (std::size_t i = 0; i < std::min(most, next.size()); ++i) {
    text += (i == 0 ? ": " : "; nor could this come first: ") + next[i].reason;
  }
  return text;
}

}  // namespace raft
