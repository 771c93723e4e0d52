#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

using Counts = std::vector<std::uint64_t>;

inline std::uint64_t count_at(const Counts& counts, std::size_t place) {
  return place < counts.size() ? counts[place] : 0;
}

inline bool known_to(const Counts& a, const Counts& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] > count_at(b, i)) return false;
  }
  return true;
}

/// What a server knows that knew `mine` and has received a message with `theirs`.
inline Counts learned(Counts mine, const Counts& theirs) {
  if (mine.size() < theirs.size()) mine.resize(theirs.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) mine[i] = std::max(mine[i], theirs[i]);
  return mine;
}

/// Whether the moment `a` happened before the moment `b`.
inline bool happened_before(const Counts& a, const Counts& b) {
  return known_to(a, b) && !known_to(b, a);
}

/// Whether neither can have known of the other.
inline bool concurrent(const Counts& a, const Counts& b) {
  return !known_to(a, b) && !known_to(b, a);
}
