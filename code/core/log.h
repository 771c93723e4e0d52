#pragma once
/// @file
/// The log: the list of commands in the order in which every server will execute them. If the logs
/// are equal, so are the state machines; all of Raft is the work of making them equal. Paper
/// sections 2 and 5.3; dissertation sections 2.1 and 3.5.
///
/// This file is the data structure alone. Who may append what, and when, is the business of later
/// chapters; what they need from a log is said here as named functions, tested without any server.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/command.h"
#include "core/digest.h"
#include "core/ensure.h"
#include "core/vocabulary.h"

namespace raft {

/// What an entry is for. Only commands reach the state machine.
enum class EntryKind : std::uint8_t {
  command,        ///< a client's command
  no_op,          ///< nothing: a new leader's first entry (paper section 8)
  configuration,  ///< the members of the cluster from here on (paper section 6)
};

/// One entry: the term in which a leader received it, and its content.
struct Entry {
  Term term = {};
  EntryKind kind = EntryKind::command;
  Command command = {};

  auto fields() const { return std::make_tuple(term, static_cast<int>(kind), command.bytes()); }
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// A server's log. Indices start at 1; terms never decrease along it. A regular value.
class Log {
 public:
  bool empty() const { return entries_.empty(); }
  LogIndex last_index() const { return {entries_.size()}; }
  /// The position of the last entry; that of the empty log is term 0, index 0.
  LogPosition last() const { return position(last_index()); }
  bool contains(LogIndex index) const { return index.value >= 1 && index.value <= entries_.size(); }

  /// The entry at `index`, which must be in the log.
  const Entry& operator[](LogIndex index) const {
    ensure(contains(index), "an index inside the log");
    return entries_[index.value - 1];
  }
  /// The term of the entry at `index`; term 0 at index 0. `index` must not be past the end.
  Term term_at(LogIndex index) const { return index.value == 0 ? Term{} : (*this)[index].term; }
  LogPosition position(LogIndex index) const { return {term_at(index), index}; }
  /// The entries from `first` on, at most `most` of them; none if `first` is past the end. The view
  /// ends with the next change of the log.
  std::span<const Entry> from(LogIndex first, std::uint64_t most = ~std::uint64_t{0}) const {
    if (!contains(first)) return {};
    const std::span<const Entry> rest = std::span(entries_).subspan(first.value - 1);
    return rest.first(std::min<std::uint64_t>(rest.size(), most));
  }

  void append(Entry entry) { entries_.push_back(std::move(entry)); }
  void append(std::span<const Entry> entries) {
    entries_.insert(entries_.end(), entries.begin(), entries.end());
  }
  // [truncate]
  /// Deletes the entry at `first` and all that follow it.
  void truncate_from(LogIndex first) {
    ensure(first.value >= 1, "an index to truncate from");
    if (contains(first))
      entries_.erase(entries_.begin() + std::ptrdiff_t(first.value - 1), entries_.end());
  }
  // [truncate]-end

  // [matching]
  /// The consistency check: is there an entry with this index and term? (Figure 2, AppendEntries
  /// rule 2.) The position before the first entry is in every log.
  bool holds(LogPosition position) const {
    return position.index <= last_index() && term_at(position.index) == position.term;
  }
  /// The first of `entries` (which follow `previous`) that this log does not already hold: the
  /// index where it has another term, or the index after its end; past all of them if it holds all.
  LogIndex first_missing(LogIndex previous, std::span<const Entry> entries) const;
  /// The last position at or before `index` whose term is at most `term`. Two logs that conflict
  /// find their common past with one such step for each term, not for each entry (paper
  /// section 5.3, last paragraphs). O(log of the length).
  LogPosition last_not_after(Term term, LogIndex index) const;
  // [matching]-end

  auto fields() const { return std::tie(entries_); }
  friend bool operator==(const Log&, const Log&) = default;

 private:
  std::vector<Entry> entries_;
};

inline LogIndex Log::first_missing(LogIndex previous, std::span<const Entry> entries) const {
  LogIndex index = previous;
  for (const Entry& entry : entries) {
    index = index.next();
    if (index > last_index() || term_at(index) != entry.term) return index;
  }
  return index.next();
}

inline LogPosition Log::last_not_after(Term term, LogIndex index) const {
  const auto end = entries_.begin() + std::ptrdiff_t(std::min(index, last_index()).value);
  const auto later = std::upper_bound(entries_.begin(), end, term,
                                      [](Term t, const Entry& entry) { return t < entry.term; });
  return position({static_cast<std::uint64_t>(later - entries_.begin())});
}

}  // namespace raft
