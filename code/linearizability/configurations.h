#pragma once
/// @file
/// The configurations that a search has met: which operations have taken effect, and the value that
/// they left. There are many, so each takes as few bytes as it can: some twenty, with its place in
/// the table.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace raft {

/// A set of configurations. Exact: two are the same only if all that they consist of is.
class Configurations {
 public:
  Configurations() : slots_(64) {}

  /// Adds the configuration in which everything that returns before the place `first_return` has
  /// taken effect, and of what returns later the operations whose calls stand at the places
  /// `ahead`, which are in ascending order and before that. False if it has been added before.
  /// Amortised O(size of `ahead`).
  bool add(std::uint32_t first_return, std::uint32_t value, std::span<const std::uint32_t> ahead);

  std::uint64_t size() const { return size_; }
  /// What it takes, in bytes.
  std::size_t bytes() const { return bytes_.size() + slots_.size() * sizeof(Slot); }

 private:
  // Where a configuration begins in bytes_, and above that the upper bits of its hash, which is
  // never 0; 0 is an empty slot.
  using Slot = std::uint64_t;

  void write(std::uint64_t number);
  std::uint64_t read(std::size_t& at) const;
  std::uint64_t hash_up_to_end(std::size_t& at) const;
  bool is_written_at(std::size_t begin) const;
  void grow();

  std::deque<std::uint8_t> bytes_;  // one behind the other, each beginning with its length
  std::vector<Slot> slots_;         // open addressing
  std::uint64_t size_ = 0;
  std::vector<std::uint8_t> written_;
};

}  // namespace raft
