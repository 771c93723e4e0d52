#pragma once
/// @file
/// What is wrong with a history that is not linearizable, in as few operations as possible. A
/// history of a thousand operations that cannot be explained teaches nobody; the three operations
/// of it that cannot be explained do.

#include <cstdint>
#include <vector>

#include "linearizability/linearizability.h"

namespace raft {

/// The fewest operations of one key that cannot be explained.
/// @param operations  all on one key, in any order; not linearizable within `limit` steps
/// @param limit       for all searches together; what they cannot judge within it is not made
///                    smaller, so the window is impossible in any case
ImpossibleWindow impossible_window(const std::vector<KeyOperation>& operations, std::uint64_t limit,
                                   ImpossibleWindow::Unit unit);

}  // namespace raft
