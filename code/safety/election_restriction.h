#pragma once
/// @file
/// Chapter 4, first rule: who may win. Paper section 5.4.1 and Figure 2 (RequestVote, rule 2);
/// dissertation section 3.6.1.
///
/// "the voter denies its vote if its own log is more up-to-date than that of the candidate." A
/// committed entry is on a majority; whoever wins was compared with a majority; so the winner holds
/// it.

#include <tuple>

#include "core/log.h"
#include "election/election.h"
#include "node/events.h"
#include "node/part.h"
#include "node/setup.h"
#include "replication/replication.h"

namespace raft {

/// Of two logs the one that ends later is more up-to-date: a later term first, and a greater index
/// within the same term.
inline bool at_least_as_up_to_date(LogPosition candidates_last, LogPosition mine) {
  return candidates_last >= mine;
}

/// Candidates say where their logs end; voters compare.
struct ElectionRestriction {
  using builds_on = After<Election, Replication>;
  using hears = Events<Departing<RequestVote>>;
  using objects_to = Questions<Vote>;

  explicit ElectionRestriction(const Setup&) {}

  void on(const Departing<RequestVote>& departing, auto& node) {
    departing.message.last_log = node.log.last();
  }

  bool allows(const Vote& vote, const auto& node) const {
    return at_least_as_up_to_date(vote.request.last_log, node.log.last());
  }

  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const ElectionRestriction&, const ElectionRestriction&) = default;
};

}  // namespace raft
