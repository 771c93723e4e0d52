#pragma once
/// @file
/// The worlds that have been seen: of each its fingerprint, the world from which it was reached
/// first, and by which move. That is all there is room for; a world itself is made again from its
/// way when it is needed.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace raft {

/// A number for each world seen, from 0, in the order in which they were seen.
using WorldNumber = std::uint32_t;

/// A set of fingerprints that never takes more memory than it may, and the tree of ways.
class Seen {
 public:
  /// @param most_bytes  what it may take, at least 1 MB
  explicit Seen(std::size_t most_bytes);

  enum class Added : std::uint8_t { yes, known, no_room };
  /// Adds the world that `move`, counted in its parent's list of moves, leads to. The first world
  /// has no parent: both are 0. Amortised O(1).
  Added add(std::uint64_t fingerprint, WorldNumber parent, std::uint16_t move);

  std::size_t size() const { return parents_.size(); }
  WorldNumber parent(WorldNumber world) const { return parents_[world]; }
  std::uint16_t move(WorldNumber world) const { return moves_[world]; }
  /// What it takes now.
  std::size_t bytes() const { return bytes_with(slots_.size()); }

 private:
  std::size_t bytes_with(std::size_t slots) const {
    return slots * sizeof(std::uint64_t) + size() * (sizeof(WorldNumber) + sizeof(std::uint16_t));
  }
  std::size_t slot_of(std::uint64_t fingerprint) const;
  bool make_room();

  std::size_t most_bytes_;
  std::vector<std::uint64_t> slots_;  // open addressing; 0 is an empty slot
  std::deque<WorldNumber> parents_;   // in pieces, which need not be copied to grow
  std::deque<std::uint16_t> moves_;
};

}  // namespace raft
