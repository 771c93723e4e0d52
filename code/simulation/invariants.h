#pragma once
/// @file
/// The named invariants, checked after every step of every server, on the new state and on the pair of
/// old and new: the five of the paper's Figure 3, and the things that only ever grow.
///
/// Election Safety, Leader Append-Only, Log Matching, Leader Completeness, State Machine Safety;
/// Term Monotonicity, Vote Stability (one vote a term), Commit Monotonicity, Apply Order.
///
/// The checker remembers the whole history of the run (who led which term, which entry stood at which
/// position, what was committed and applied), so each step costs only what the step changed.

#include <memory>
#include <optional>
#include <span>

#include "node/effects.h"
#include "simulation/view.h"
#include "simulation/violation.h"
#include "simulation/witness.h"

namespace raft {

/// The memory of a run and the judge over it. A regular value. Not for use from two threads at once.
class Invariants {
 public:
  /// After each step of a server: its state now, and what happened inside during the step, in order.
  /// Returns the first invariant that is broken. Amortised O(entries appended, committed and applied
  /// in this step), and O(length of the log) when a leader is elected.
  std::optional<Violation> check(const View& now, std::span<const Occurrence> happened);

  /// After a server has started again: it has lost all but what its disk held, which is no violation
  /// in itself; what it does with it may be one.
  std::optional<Violation> check_restart(const View& now);

  /// The names of all invariants, in the order of the paper.
  static std::span<const char* const> names();
};

}  // namespace raft
