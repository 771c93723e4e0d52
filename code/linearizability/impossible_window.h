#pragma once
/// @file
/// What is wrong with a history that is not linearizable, in as few operations as possible. A
/// history of a thousand operations that cannot be explained teaches nobody; the three operations
/// of it that cannot be explained do.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "linearizability/key_operation.h"

namespace raft {

/// Why a key's history is not linearizable: the fewest of its operations that cannot be explained,
/// even if every other one may take effect at any moment after its call, or never.
struct ImpossibleWindow {
  /// How the moments are written.
  enum class Unit : std::uint8_t { bare, microseconds };

  /// An operation that would have to come next, and cannot.
  struct Contradiction {
    std::size_t operation = 0;  ///< its place in `operations`
    std::string reason = {};    ///< a sentence without a full stop
  };

  std::string key = {};
  Unit unit = Unit::bare;
  /// In order of calls; and, so that one can see where they come from, the writes of the values
  /// that they read.
  std::vector<KeyOperation> operations = {};
  /// The places in `operations` of a longest sequence that can be explained, in its order.
  std::vector<std::size_t> explained = {};
  std::string value = {};  ///< what a get would answer after these
  std::vector<Contradiction> next = {};
};

/// The fewest operations of one key that cannot be explained.
/// @param operations  all on one key, in any order; not linearizable within `limit` steps
/// @param limit       for all searches together; what they cannot judge within it is not made
///                    smaller, so the window is impossible in any case
ImpossibleWindow impossible_window(const std::vector<KeyOperation>& operations, std::uint64_t limit,
                                   ImpossibleWindow::Unit unit);

/// "34"; or, of 34250 microseconds, "34.2ms".
std::string moment_text(std::int64_t at, ImpossibleWindow::Unit unit);

/// "34..40"; "34.." if it never returned.
std::string interval_text(const KeyOperation& operation, ImpossibleWindow::Unit unit);

}  // namespace raft
