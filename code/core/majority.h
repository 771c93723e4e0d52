#pragma once
/// @file
/// The arithmetic under all of consensus. Two majorities of the same voters share at least one
/// voter, so two decisions taken by majorities cannot pass each other by: somebody was present at
/// both.

#include "core/server_set.h"

namespace raft {

/// How many of `voters` are the fewest that make a majority: more than half.
constexpr unsigned majority_of(unsigned voters) { return voters / 2 + 1; }

/// How many of `voters` may fail while a majority remains: 1 of 3, 2 of 5, and no more of 4 than
/// of 3.
constexpr unsigned failures_survived_by(unsigned voters) {
  return voters == 0 ? 0 : voters - majority_of(voters);
}

/// Whether more than half of `voters` are in `in_favour`. Who is not a voter does not count.
/// Without any voters nothing can be decided.
constexpr bool has_majority(ServerSet in_favour, ServerSet voters) {
  return (in_favour & voters).size() >= majority_of(voters.size());
}

}  // namespace raft
