#pragma once
/// @file
/// The invariants by name: what each says, where the paper says it, and what usually breaks it.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/vocabulary.h"
#include "invariants/violation.h"

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

/// The invariant of this name, if there is one.
std::optional<Invariant> find_invariant(std::string_view name);

/// Some of the invariants.
class InvariantSet {
 public:
  constexpr InvariantSet() = default;
  static constexpr InvariantSet all() {
    InvariantSet set;
    set.bits_ = (1u << (static_cast<unsigned>(Invariant::apply_order) + 1)) - 1;
    return set;
  }

  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool contains(Invariant invariant) const { return (bits_ & bit(invariant)) != 0; }
  constexpr void add(Invariant invariant) { bits_ |= bit(invariant); }
  friend constexpr bool operator==(InvariantSet, InvariantSet) = default;

 private:
  static constexpr std::uint32_t bit(Invariant invariant) {
    return 1u << static_cast<unsigned>(invariant);
  }
  std::uint32_t bits_ = 0;
};

/// A violation of this invariant by a step of `server`, with all that is to be said of it.
Violation broken(Invariant invariant, ServerId server, std::vector<std::string> facts);

}  // namespace raft
