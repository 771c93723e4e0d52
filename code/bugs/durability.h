#pragma once
/// @file
/// Bugs of the disk: something that was promised is not on it. Each replaces Durability (paper
/// section 5.1 and Figure 2, "persistent state on all servers") and shows only when a server
/// crashes.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

#include "safety/durability.h"

namespace raft {

/// The term is saved and the vote is not.
struct VoteNotSaved : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const Saving& saving, const auto& node) {
    Durability::on(saving, node);
    if (auto& saved = saving.save.term_and_vote) saved->voted_for.reset();
  }
};

/// The vote for another is saved, the candidate's vote for itself is not.
struct OwnVoteNotSaved : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const Saving& saving, const auto& node) {
    Durability::on(saving, node);
    auto& saved = saving.save.term_and_vote;
    if (saved && saved->voted_for == node.me) saved->voted_for.reset();
  }
};

/// The term is not read from the disk, but from the last entry of the log.
struct TermFromLog : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const Restored& restored, auto& node) {
    Durability::on(restored, node);
    node.term_and_vote = {.current_term = node.log.last().term, .voted_for = std::nullopt};
  }
};

/// Term and vote are saved, entries are not.
struct EntriesNotSaved : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const Saving& saving, const auto& node) {
    Durability::on(saving, node);
    saving.save.log_from.reset();
  }
};

/// A leader counts itself for an entry that only its followers have saved.
struct LeaderSavesLater : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const Saving& saving, const auto& node) {
    const auto unsaved = unsaved_from;
    if (node.leads()) unsaved_from.reset();
    Durability::on(saving, node);
    if (node.leads()) unsaved_from = unsaved;
  }
};

/// A first entry that does nothing is not worth a write.
struct NoOpNotSaved : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const Appended& appended, auto& node) {
    if (node.log[appended.first].kind != EntryKind::no_op) Durability::on(appended, node);
  }
};

/// The disk is only ever appended to: what is replaced in the log stays on it.
struct TruncationNotSaved : Durability {
  using Durability::Durability;
  using Durability::on;

  LogIndex on_disk;  ///< where the disk's log ends

  void on(const Truncated&, auto&) {}
  void on(const Appended& appended, auto& node) {
    if (node.log.last_index() > on_disk) changed_from(std::max(appended.first, on_disk.next()));
  }
  void on(const Saving& saving, const auto& node) {
    if (unsaved_from) on_disk = node.log.last_index();
    Durability::on(saving, node);
  }
  void on(const Restored& restored, auto& node) {
    Durability::on(restored, node);
    on_disk = node.log.last_index();
  }

  auto fields() const { return std::tuple_cat(Durability::fields(), std::tie(on_disk)); }
  friend bool operator==(const TruncationNotSaved&, const TruncationNotSaved&) = default;
};

/// The disk is written now and then, in the background.
struct SavesInBackground : Durability {
  using Durability::Durability;
  using Durability::on;
  using hears = And<Durability::hears, Events<Tick>>;

  std::uint32_t ticks = 0;  ///< since the last write

  void on(const Tick&, auto&) { ++ticks; }
  void on(const Saving& saving, const auto& node) {
    if (ticks < node.heartbeat_timer.interval()) return;
    ticks = 0;
    Durability::on(saving, node);
  }

  auto fields() const { return std::tuple_cat(Durability::fields(), std::tie(ticks)); }
  friend bool operator==(const SavesInBackground&, const SavesInBackground&) = default;
};

}  // namespace raft
