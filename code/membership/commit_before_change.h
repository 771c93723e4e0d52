#pragma once
/// @file
/// A leader changes the members only after it has committed an entry of its own term. Without this,
/// the change that a former leader left uncommitted and the one that this leader makes are both in
/// play, each with its own majority. The dissertation's chapter 4 lacks the rule; Ongaro announced
/// it to the raft-dev mailing list in July 2015.

#include <tuple>

#include "membership/membership.h"

namespace raft {

/// A leader that has committed nothing in its term refuses to change the members.
struct CommitBeforeChange {
  using builds_on = After<Membership>;
  using objects_to = Questions<MembershipChange>;

  explicit CommitBeforeChange(const Setup&) {}

  bool allows(const MembershipChange& question, const auto& node) const {
    if (node.log.holds({node.term_and_vote.current_term, node.commit_index})) return true;
    question.why = Refusal::no_commit_in_this_term;
    return false;
  }

  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const CommitBeforeChange&, const CommitBeforeChange&) = default;
};

}  // namespace raft
