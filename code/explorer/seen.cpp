#include "explorer/seen.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace raft {
namespace {

constexpr std::size_t first_slots = std::size_t{1} << 12;

}  // namespace

Seen::Seen(std::size_t most_bytes)
    : most_bytes_(std::max(most_bytes, std::size_t{1} << 20)), slots_(first_slots) {}

// The slot that holds it, or the empty one where it belongs.
std::size_t Seen::slot_of(std::uint64_t fingerprint) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = fingerprint & mask;
  while (slots_[slot] != 0 && slots_[slot] != fingerprint) slot = (slot + 1) & mask;
  return slot;
}

Seen::Added Seen::add(std::uint64_t fingerprint, WorldNumber parent, std::uint16_t move) {
  if (fingerprint == 0) fingerprint = 1;
  if (slots_[slot_of(fingerprint)] == fingerprint) return Added::known;
  if (!make_room()) return Added::no_room;
  slots_[slot_of(fingerprint)] = fingerprint;
  parents_.push_back(parent);
  moves_.push_back(move);
  return Added::yes;
}

// Doubles the table when it is three quarters full. While it does, both tables are there; if that
// is too much, the old one is filled up to nineteen twentieths.
bool Seen::make_room() {
  if (size() == std::numeric_limits<WorldNumber>::max()) return false;
  if (bytes() + sizeof(WorldNumber) + sizeof(std::uint16_t) > most_bytes_) return false;
  if (size() * 4 < slots_.size() * 3) return true;
  if (bytes_with(slots_.size() * 3) > most_bytes_) return size() * 20 < slots_.size() * 19;
  const std::vector<std::uint64_t> old =
      std::exchange(slots_, std::vector<std::uint64_t>(slots_.size() * 2));
  for (const std::uint64_t fingerprint : old) {
    if (fingerprint != 0) slots_[slot_of(fingerprint)] = fingerprint;
  }
  return true;
}

}  // namespace raft
