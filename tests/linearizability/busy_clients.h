#pragma once
// Histories of many clients that work on a few keys at once, good ones and such with one fault.
//
// They are made by running the clients on one store under virtual time: each operation takes effect
// at a moment drawn between its call and its return, so that a history is linearizable until
// somebody spoils it.

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/ensure.h"
#include "core/random.h"
#include "linearizability/naive_checker.h"

namespace raft {

// What the clients do. Shares in percent; what is left over are reads.
struct BusyClients {
  std::uint32_t clients = 50;
  std::size_t operations = 2'000;
  std::uint64_t keys = 10;
  std::uint64_t appends = 0;
  std::uint64_t puts = 50;
  std::uint64_t swaps = 0;      // cas, with a value that the key may have
  std::uint32_t lost = 20'000;  // so many writes in a million never return
  std::uint64_t seed = 7;
};

// The kind of the histories with which porcupine is tested.
inline BusyClients appending_clients(std::uint64_t seed = 7) {
  return {.appends = 50, .puts = 5, .lost = 0, .seed = seed};
}

inline std::string key_number(std::uint64_t number) { return "k" + std::to_string(number); }

class BusyRun {
 public:
  explicit BusyRun(const BusyClients& load) : load_(load), random_(load.seed) {}

  std::vector<KeyOperation> history() {
    call_all();
    take_effect();
    for (KeyOperation& operation : operations_) {
      if (operation.verb == Verb::get || !random_.happens(load_.lost)) continue;
      operation.returned.reset();
    }
    return std::move(operations_);
  }

 private:
  static constexpr std::uint64_t longest_call = 100;

  // Every client calls again soon after it got its answer.
  void call_all() {
    std::vector<std::int64_t> free_at(load_.clients, 0);
    while (operations_.size() < load_.operations) {
      const auto client =
          static_cast<std::size_t>(std::ranges::min_element(free_at) - free_at.begin());
      KeyOperation operation = next_operation(std::to_string(operations_.size()));
      operation.client = static_cast<std::uint32_t>(client);
      operation.called = free_at[client] + drawn(1, 20);
      const std::int64_t length = drawn(2, longest_call);
      operation.returned = operation.called + length;
      free_at[client] = *operation.returned;
      effects_.emplace_back(operation.called + drawn(1, static_cast<std::uint64_t>(length) - 1),
                            operations_.size());
      operations_.push_back(std::move(operation));
    }
  }

  KeyOperation next_operation(const std::string& value) {
    KeyOperation operation{.key = key_number(random_.between(0, load_.keys - 1))};
    std::uint64_t dice = random_.between(0, 99);
    const auto falls_to = [&](std::uint64_t share) {
      if (dice < share) return true;
      dice -= share;
      return false;
    };
    if (falls_to(load_.appends)) {
      operation.verb = Verb::append, operation.value = value + ";";
    } else if (falls_to(load_.puts)) {
      operation.verb = Verb::put, operation.value = value + (load_.appends > 0 ? ";" : "");
      seen_[operation.key] = operation.value;
    } else if (falls_to(load_.swaps)) {
      const auto guess = seen_.find(operation.key);
      operation.verb = Verb::cas, operation.value = value;
      operation.expected = guess == seen_.end() ? "nothing" : guess->second;
    }
    return operation;
  }

  void take_effect() {
    std::ranges::sort(effects_);
    NaiveStore store;
    for (const auto& [at, place] : effects_) {
      operations_[place].result = store.apply(operations_[place]);
    }
  }

  std::int64_t drawn(std::uint64_t low, std::uint64_t high) {
    return static_cast<std::int64_t>(random_.between(low, high));
  }

  BusyClients load_;
  Random random_;
  std::vector<KeyOperation> operations_;
  std::vector<std::pair<std::int64_t, std::size_t>> effects_;
  std::map<std::string, std::string> seen_;
};

inline std::vector<KeyOperation> good_history(const BusyClients& load) {
  return BusyRun(load).history();
}

// What one client reads of one key, late in the history, and cannot have read.
enum class Fault : std::uint8_t {
  stale_read,       // what was overwritten, or appended to, long before
  lost_append,      // the text without a piece in its middle
  swapped_appends,  // two pieces in the wrong order
};

inline std::vector<KeyOperation> bad_history(const BusyClients& load, const std::string& key,
                                             Fault fault) {
  std::vector<KeyOperation> operations = good_history(load);
  const auto reads = [&](const KeyOperation& one) {
    return one.key == key && one.verb == Verb::get && one.result != "nothing";
  };
  for (std::size_t late = operations.size() * 9 / 10; late < operations.size(); ++late) {
    std::string& result = operations[late].result;
    if (!reads(operations[late])) continue;
    if (fault == Fault::stale_read) {
      for (std::size_t early = late - late / 10; early-- > 0;) {
        if (!reads(operations[early]) || operations[early].result == result) continue;
        result = operations[early].result;
        return operations;
      }
      continue;
    }
    const std::size_t first = result.find(';');
    const std::size_t second = first == result.npos ? first : result.find(';', first + 1);
    if (second == result.npos || second + 1 == result.size()) continue;
    const std::string piece = result.substr(first + 1, second - first);
    result.erase(first + 1, piece.size());
    if (fault == Fault::swapped_appends) result.insert(0, piece);
    return operations;
  }
  ensure(false, "no read of the key could be spoilt");
  return operations;
}

}  // namespace raft
