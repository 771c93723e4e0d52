#pragma once
/// @file
/// The invariants by name: what each says, where the paper says it, and what usually breaks it.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "background/vocabulary.h"
#include "simulation/violation.h"

namespace raft {

/// The five of the paper's Figure 3, then the things that only ever grow.
enum class Invariant : std::uint8_t {
  election_safety,
  leader_append_only,
  log_matching,
  leader_completeness,
  state_machine_safety,
  term_monotonicity,
  vote_stability,
  commit_monotonicity,
  apply_order,
};

/// The names of all, in this order.
std::span<const char* const> invariant_names();

/// A violation of this invariant by a step of `server`, with all that is to be said of it.
Violation broken(Invariant invariant, ServerId server, std::vector<std::string> facts);

}  // namespace raft
