#pragma once
/// @file
/// While the members change from an old set to a new one, "agreement (for elections and entry
/// commitment) requires separate majorities from both the old and new configurations". Paper
/// section 6; dissertation section 4.3.

#include <tuple>

#include "core/majority.h"
#include "membership/membership.h"

namespace raft {

/// The second majority of a joint configuration; the first is Election's.
struct JointConsensus {
  using builds_on = After<Membership>;
  using objects_to = Questions<Decision>;

  explicit JointConsensus(const Setup&) {}

  bool allows(const Decision& decision, const auto& node) const {
    return !node.members().joint() || has_majority(decision.in_favour, node.members().outgoing);
  }

  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const JointConsensus&, const JointConsensus&) = default;
};

}  // namespace raft
