#pragma once
// The definition of linearizability, tried out: every order, whatever it costs. Histories for it
// are a few operations long. The checker is tested against it.

#include <string>
#include <vector>

#include "background/key_value_store.h"
#include "linearizability/key_operation.h"

namespace raft {

// A store that can append, too. One key.
struct NaiveStore {
  KeyValueStore store = {};

  std::string apply(const KeyOperation& operation) {
    if (operation.verb != Verb::append) return store.apply(command_of(operation));
    const std::string old = store.get(operation.key);
    return store.apply(operation.key + "=" + (old == "nothing" ? "" : old) + operation.value);
  }
};

class NaiveChecker {
 public:
  explicit NaiveChecker(const std::vector<KeyOperation>& operations)
      : operations_(operations), done_(operations.size()) {}

  bool linearizable() { return goes_on(NaiveStore{}); }

 private:
  bool goes_on(const NaiveStore& store) {
    bool finished = true;
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      if (!done_[i] && operations_[i].returned) finished = false;
    }
    if (finished) return true;  // what is left over has an unknown outcome: it never takes effect
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      if (done_[i] || !may_come_next(i)) continue;
      NaiveStore next = store;
      const std::string answer = next.apply(operations_[i]);
      if (operations_[i].returned && answer != operations_[i].result) continue;
      done_[i] = true;
      const bool found = goes_on(next);
      done_[i] = false;
      if (found) return true;
    }
    return false;
  }

  bool may_come_next(std::size_t place) const {
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      if (done_[i] || !operations_[i].returned) continue;
      if (*operations_[i].returned < operations_[place].called) return false;
    }
    return true;
  }

  const std::vector<KeyOperation>& operations_;
  std::vector<bool> done_;
};

}  // namespace raft
