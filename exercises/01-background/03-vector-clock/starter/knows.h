#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

using Counts = std::vector<std::uint64_t>;

/// What a server knows that knew `mine` and has received a message with `theirs`.
inline Counts learned(Counts mine, const Counts& theirs) {
  return mine;
}

/// Whether the moment `a` happened before the moment `b`.
inline bool happened_before(const Counts& a, const Counts& b) {
  return a < b;
}

/// Whether neither can have known of the other.
inline bool concurrent(const Counts& a, const Counts& b) {
  return false;
}
