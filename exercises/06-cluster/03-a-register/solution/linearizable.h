#pragma once

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

struct Operation {
  int called = 0;
  int returned = 0;
  bool write = false;
  int value = 0;  ///< written, or read
};

class Search {
 public:
  explicit Search(const std::vector<Operation>& history) : history_(history) {}

  /// Whether the operations of `left`, as bits, can follow when the register holds `value`.
  bool can_follow(unsigned left, int value) {
    if (left == 0) return true;
    if (!tried_.insert({left, value}).second) return false;
    for (std::size_t i = 0; i < history_.size(); ++i) {
      const Operation& operation = history_[i];
      if (!may_come_next(left, i)) continue;
      if (!operation.write && operation.value != value) continue;
      if (can_follow(left & ~(1u << i), operation.write ? operation.value : value)) return true;
    }
    return false;
  }

 private:
  bool may_come_next(unsigned left, std::size_t i) const {
    if ((left >> i & 1) == 0) return false;
    for (std::size_t j = 0; j < history_.size(); ++j) {
      if ((left >> j & 1) != 0 && history_[j].returned < history_[i].called) return false;
    }
    return true;
  }

  const std::vector<Operation>& history_;
  std::set<std::pair<unsigned, int>> tried_;
};

/// Whether the history is that of one register, which holds 0 at the beginning.
inline bool linearizable(const std::vector<Operation>& history) {
  return Search(history).can_follow((1u << history.size()) - 1, 0);
}
