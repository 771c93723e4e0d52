#pragma once
/// @file
/// Bugs of membership: which configuration is in force, who is counted, when a change may begin and
/// when it is over. They spoil the parts of chapter 5, or how Election counts (paper section 6;
/// dissertation chapter 4).

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "election/election.h"
#include "membership/commit_before_change.h"
#include "membership/joint_consensus.h"
#include "membership/membership.h"
#include "membership/one_change_at_a_time.h"

namespace raft {

// ---- which configuration is in force

/// A configuration is in force from the moment it is committed, not from the moment it is appended.
struct MembersAtCommit : Membership {
  using Membership::Membership;
  using Membership::on;

  void on(const Appended&, auto&) {}
  void on(const Truncated&, auto&) {}
  void on(const Restored&, auto&) {}
  void on(const Committed& committed, auto& node) {
    LogIndex index = committed.before;
    const std::uint64_t news = node.commit_index.value - index.value;
    for (const Entry& entry : node.log.from(index.next(), news)) {
      index = index.next();
      if (entry.kind != EntryKind::configuration) continue;
      configurations.push_back({index, *decode_configuration(entry.command)});
      adopt(node);
    }
    if (!change_pending(node)) Membership::on(committed, node);
  }
  static bool change_pending(const auto& node) {
    return std::ranges::any_of(node.log.from(node.commit_index.next()), [](const Entry& entry) {
      return entry.kind == EntryKind::configuration;
    });
  }
};

/// The configuration of an entry that was removed from the log stays in force.
struct RemovedEntryInForce : Membership {
  using Membership::Membership;
  using Membership::on;

  void on(const Truncated&, auto&) {}
};

/// After a restart the first configuration is in force again.
struct MembersForgotten : Membership {
  using Membership::Membership;
  using Membership::on;

  void on(const Restored&, auto&) {}
};

/// A new leader goes back to the last committed configuration.
struct LeaderDropsMembers : Membership {
  using Membership::Membership;
  using Membership::on;
  using hears = And<Membership::hears, Events<Elected>>;

  void on(const Elected&, auto& node) {
    while (!members_committed(node)) configurations.pop_back();
    adopt(node);
  }
};

// ---- when a change may begin, and when it is over

/// A change waits for the newcomers of the one before, and not for its entry.
struct ChangesOverlap : OneChangeAtATime {
  using OneChangeAtATime::OneChangeAtATime;

  bool allows(const MembershipChange& question, const auto& node) const {
    if (!node.change) return true;
    question.why = Refusal::change_in_progress;
    return false;
  }
};

/// Any entry that is committed will do, also one of an earlier term.
struct AnyCommitWillDo : CommitBeforeChange {
  using CommitBeforeChange::CommitBeforeChange;

  bool allows(const MembershipChange& question, const auto& node) const {
    if (node.commit_index > LogIndex{}) return true;
    question.why = Refusal::no_commit_in_this_term;
    return false;
  }
};

/// A newcomer votes and counts before it has the log.
struct NoCatchUp : Membership {
  using Membership::Membership;
  using Membership::on;

  void on(const Reconfigure& wanted, auto& node) {
    Membership::on(wanted, node);
    if (!change) return;
    change->newcomers.clear();
    append_when_ready(node);
  }
};

/// The new configuration follows the joint one at once.
struct JointNotCommitted : Membership {
  using Membership::Membership;
  using Membership::on;

  void on(const Appended& appended, auto& node) {
    Membership::on(appended, node);
    if (node.leads() && members().joint()) {
      append_configuration({.voters = members().voters}, node);
    }
  }
};

/// Only the leader that began a joint change ends it.
struct JointNeverLeft : Membership {
  using Membership::Membership;
  using Membership::on;

  bool mine = false;  ///< whether this leader has appended the joint configuration

  void on(const Appended& appended, auto& node) {
    Membership::on(appended, node);
    if (node.leads() && members().joint() && members_since() >= appended.first) mine = true;
  }
  void on(const SteppedDown& stepped_down, auto& node) {
    mine = false;
    Membership::on(stepped_down, node);
  }
  void on(const Committed& committed, auto& node) {
    if (mine || !members().joint()) Membership::on(committed, node);
  }
  LogIndex members_since() const { return configurations.back().since; }

  auto fields() const { return std::tuple_cat(Membership::fields(), std::tie(mine)); }
  friend bool operator==(const JointNeverLeft&, const JointNeverLeft&) = default;
};

// ---- who is counted, and who takes part

/// A joint configuration is decided by the new voters.
struct NewVotersDecide : JointConsensus {
  using JointConsensus::JointConsensus;

  bool allows(const Decision&, const auto&) const { return true; }
};

/// A joint configuration is decided by the old voters.
struct OldVotersDecide : Election {
  using Election::allows;
  using Election::Election;

  bool allows(const Decision& decision, const auto& node) const {
    return node.members().joint() || Election::allows(decision, node);
  }
};

/// A joint configuration is decided by one majority of all that it names.
struct EveryoneDecides : Election {
  using Election::allows;
  using Election::Election;

  bool allows(const Decision& decision, const auto& node) const {
    return has_majority(decision.in_favour, node.members().everyone());
  }
};

/// Whoever answers is counted, voter or not.
struct CountsNonVoters : Election {
  using Election::allows;
  using Election::Election;

  bool allows(const Decision& decision, const auto&) const {
    return !voters.empty() && decision.in_favour.size() >= majority_of(voters.size());
  }
};

/// A leader counts itself, also when it has been removed.
struct RemovedLeaderCounts : Election {
  using Election::allows;
  using Election::Election;

  bool allows(const Decision& decision, const auto&) const {
    const ServerSet counted = leads() ? voters.with(me) : voters;
    return (decision.in_favour & counted).size() >= majority_of(voters.size());
  }
};

/// Whoever has once been a voter stays one in the count.
struct RemovedStillCount : Election {
  using Election::allows;
  using Election::Election;

  bool allows(const Decision& decision, const auto& node) const {
    ServerSet ever = voters;
    for (const InForce& earlier : node.configurations) ever = ever | earlier.members.everyone();
    return has_majority(decision.in_favour, ever);
  }
};

/// A removed server goes on standing for election.
struct RemovedStands : Membership {
  using Membership::allows;
  using Membership::Membership;

  bool allows(const Candidacy&, const auto&) const { return true; }
};

/// Who does not know that it is a voter does not vote.
struct NewcomerDoesNotVote : Membership {
  using Membership::allows;
  using Membership::Membership;
  using objects_to = And<Membership::objects_to, Questions<Vote>>;

  bool allows(const Vote&, const auto& node) const {
    return members().everyone().contains(node.me);
  }
};

}  // namespace raft
