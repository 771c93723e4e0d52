#pragma once
/// @file
/// A second change waits until the first is committed. Overlapping changes can add up to a step
/// that none of them takes alone, after which two majorities need not overlap. Dissertation
/// section 4.1.

#include <tuple>

#include "membership/membership.h"

namespace raft {

/// A leader refuses a change while another is under way.
struct OneChangeAtATime {
  using builds_on = After<Membership>;
  using objects_to = Questions<MembershipChange>;

  explicit OneChangeAtATime(const Setup&) {}

  bool allows(const MembershipChange& question, const auto& node) const {
    if (!node.change && node.members_committed(node) && !node.members().joint()) return true;
    question.why = Refusal::change_in_progress;
    return false;
  }

  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const OneChangeAtATime&, const OneChangeAtATime&) = default;
};

}  // namespace raft
