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
#include "node/part.h"
#include "node/setup.h"
#include "replication/replication.h"

namespace raft {

/// Saves what changed, and restores what was saved.
struct Durability {
  using builds_on = After<Election, Replication>;
  using hears = Events<Appended, Truncated, Saving, Restored>;
  using objects_to = Questions<Plausible<AppendEntries>>;

  explicit Durability(const Setup&) {}

  TermAndVote saved_term_and_vote;
  std::optional<LogIndex> unsaved_from;  ///< the first index where the disk's log may differ

  void on(const Appended& appended, auto&) { changed_from(appended.first); }
  void on(const Truncated& truncated, auto&) { changed_from(truncated.first); }
  void changed_from(LogIndex first) {
    unsaved_from = std::min(first, unsaved_from.value_or(first));
  }

  void on(const Saving& saving, const auto& node) {
    Save& save = saving.save;
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

  // [committed]
  // What is committed has been promised by a majority. Only an old message may still contradict it;
  // a leader of this term or a later one cannot (section 5.4), whatever the message says.
  bool allows(const Plausible<AppendEntries>& question, const auto& node) const {
    const auto& [from, term, message] = question.received;
    const LogIndex previous = message.prev_log.index;
    if (term < node.term_and_vote.current_term || previous >= node.commit_index) return true;
    const LogIndex last = previous.after(message.entries.size());
    return node.log.first_missing(previous, message.entries.span()) >
           std::min(last, node.commit_index);
  }
  // [committed]-end

  auto fields() const { return std::tie(saved_term_and_vote, unsaved_from); }
  friend bool operator==(const Durability&, const Durability&) = default;
};

}  // namespace raft
