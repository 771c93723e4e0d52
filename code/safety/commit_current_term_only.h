#pragma once
/// @file
/// Chapter 4, second rule: what a leader may count. Paper section 5.4.2 and Figure 8; dissertation
/// section 3.6.2.
///
/// "Raft never commits log entries from previous terms by counting replicas." An old entry on a
/// majority can still be overwritten; an entry of the leader's own term cannot, and committing it
/// commits all before it. So that a leader need not wait for a client to bring such an entry, it
/// begins its term with one that does nothing (paper section 8).

#include <tuple>

#include "core/log.h"
#include "election/election.h"
#include "node/events.h"
#include "node/part.h"
#include "node/setup.h"
#include "replication/replication.h"

namespace raft {

/// A leader counts replicas of its own term's entries only.
struct CommitCurrentTermOnly {
  using builds_on = After<Election, Replication>;
  using hears = Events<Elected>;
  using objects_to = Questions<Commit>;

  explicit CommitCurrentTermOnly(const Setup&) {}

  bool allows(const Commit& commit, const auto& node) const {
    return node.log.term_at(commit.index) == node.term_and_vote.current_term;
  }

  void on(const Elected&, auto& node) {
    const Command nothing;
    node.append({&nothing, 1}, EntryKind::no_op, node);
  }

  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const CommitCurrentTermOnly&, const CommitCurrentTermOnly&) = default;
};

}  // namespace raft
