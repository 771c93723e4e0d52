#pragma once
/// @file
/// Chapter 4, third rule: what a server may not forget. Paper section 5.1 and Figure 2, "persistent
/// state on all servers (updated on stable storage before responding to RPCs)"; dissertation
/// section 3.8.
///
/// A vote, a term and an entry are promises, and others build on them. The part asks for each to be
/// saved in the step that makes it; the driver saves before it sends (node/effects.h).

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "core/log.h"
#include "election/election.h"
#include "node/events.h"
#include "node/node.h"
#include "node/setup.h"
#include "replication/replication.h"

namespace raft {

/// Saves what changed, and restores what was saved.
struct Durability {
  using builds_on = After<Election, Replication>;

  explicit Durability(const Setup&) {}

  TermAndVote saved_term_and_vote;
  std::optional<LogIndex> unsaved_from;  ///< the first index where the disk's log may differ

  void on(const Appended& appended, auto&) { changed_from(appended.first); }
  void on(const Truncated& truncated, auto&) { changed_from(truncated.first); }
  void changed_from(LogIndex first) {
    unsaved_from = std::min(first, unsaved_from.value_or(first));
  }

  void on(const StepEnding&, auto& node) {
    Save& save = node.effects().save;
    if (node.term_and_vote != saved_term_and_vote) {
      save.term_and_vote = saved_term_and_vote = node.term_and_vote;
    }
    save.log_from = std::exchange(unsaved_from, std::nullopt);
  }

  void on(const Restored& restored, auto& node) {
    node.term_and_vote = restored.saved.term_and_vote;
    node.log = restored.saved.log;
    saved_term_and_vote = node.term_and_vote;
  }

  auto fields() const { return std::tie(saved_term_and_vote, unsaved_from); }
  friend bool operator==(const Durability&, const Durability&) = default;
};

}  // namespace raft
