#pragma once

#include <vector>

struct Operation {
  int called = 0;
  int returned = 0;
  bool write = false;
  int value = 0;  ///< written, or read
};

/// Whether the history is that of one register, which holds 0 at the beginning.
inline bool linearizable(const std::vector<Operation>& history) {
  // Each read alone must have been possible: it gives 0, or what some write had begun to write.
  for (const Operation& read : history) {
    if (read.write) continue;
    bool possible = read.value == 0;
    for (const Operation& write : history) {
      possible |= write.write && write.value == read.value && write.called < read.returned;
    }
    if (!possible) return false;
  }
  return true;
}
