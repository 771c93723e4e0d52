#pragma once
/// @file
/// The smallest state machine that has to look at every command.

#include <cstdint>
#include <span>

#include "core/log.h"

namespace raft::bench {

/// Adds up what it has read. Compiled in a file of its own, so that no reading can be optimised
/// away.
class ByteCounter {
 public:
  void apply(std::span<const Entry> entries);

  /// The sum of every command's size and first byte.
  std::uint64_t sum() const { return sum_; }

 private:
  std::uint64_t sum_ = 0;
};

}  // namespace raft::bench
