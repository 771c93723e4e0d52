#pragma once
/// @file
/// Two operations of one client that are under way at once. A client waits for its answer before it
/// calls again, so where that happens, mostly the recorder is wrong: several clients under one
/// number, or clocks that disagree. A history is judged all the same, by its calls and returns.

#include <cstddef>
#include <optional>
#include <vector>

#include "linearizability/key_operation.h"

namespace raft {

/// Two operations of one client, by their places in a history: the second was called before the
/// first returned.
struct ClientOverlap {
  std::size_t first = 0;
  std::size_t second = 0;

  friend bool operator==(const ClientOverlap&, const ClientOverlap&) = default;
};

/// The overlap whose second operation was called first; none if every client waits. A client that
/// never hears of an operation may go on, and to call at the very moment of a return is to wait.
/// O(n log n).
std::optional<ClientOverlap> first_client_overlap(const std::vector<KeyOperation>& operations);

}  // namespace raft
