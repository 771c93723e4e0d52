#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/majority.h"

/// The highest index that a majority holds.
/// @param leaders_last  the end of the leader's own log
/// @param match         for each follower, up to where its log agrees with the leader's
inline std::uint64_t commit_index(std::uint64_t leaders_last, std::vector<std::uint64_t> match) {
  return *std::max_element(match.begin(), match.end());
}
