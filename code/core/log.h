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

/// A server's log. Indices start at 1; terms never decrease along it. The entries at its beginning
/// may have been given up once their effect was kept elsewhere (paper section 7): then it starts
/// after a position of which only index and term are remembered. A regular value.
class Log {
 public:
  bool empty() const { return entries_.empty(); }
  /// Where the log starts: the index before its first entry; 0, unless entries were given up.
  LogIndex start() const { return start_.index; }
  LogIndex first_index() const { return start_.index.next(); }
  LogIndex last_index() const { return start_.index.after(entries_.size()); }
  /// The position of the last entry; that of the empty log is term 0, index 0.
  LogPosition last() const { return position(last_index()); }
  bool contains(LogIndex index) const { return index > start_.index && index <= last_index(); }

  /// The entry at `index`, which must be in the log.
  const Entry& operator[](LogIndex index) const {
    ensure(contains(index), "an index inside the log");
    return entries_[place_of(index)];
  }
  /// The term of the entry at `index`, which must not be before the start nor past the end; term 0
  /// at index 0.
  Term term_at(LogIndex index) const {
    return index == start_.index ? start_.term : (*this)[index].term;
  }
  LogPosition position(LogIndex index) const { return {term_at(index), index}; }
  /// The entries from `first` on, at most `most` of them; none if `first` is not in the log. The
  /// view ends with the next change of the log.
  std::span<const Entry> from(LogIndex first, std::uint64_t most = ~std::uint64_t{0}) const {
    if (!contains(first)) return {};
    const std::span<const Entry> rest = std::span(entries_).subspan(place_of(first));
    return rest.first(std::min<std::uint64_t>(rest.size(), most));
  }
  /// All entries that the log has.
  std::span<const Entry> entries() const { return entries_; }

  void append(Entry entry) { entries_.push_back(std::move(entry)); }
  void append(std::span<const Entry> entries) {
    entries_.insert(entries_.end(), entries.begin(), entries.end());
  }
  // [truncate]
  /// Deletes the entry at `first` and all that follow it.
  void truncate_from(LogIndex first) {
    ensure(first > start_.index, "an index to truncate from");
    if (contains(first)) entries_.resize(place_of(first));
  }
  // [truncate]-end

  // [compact]
  /// Gives up the entries up to and including `last`, which is in the log or where it starts.
  void compact(LogIndex last) {
    ensure(last >= start_.index && last <= last_index(), "an index to compact up to");
    const LogPosition start = position(last);
    entries_.erase(entries_.begin(), entries_.begin() + std::ptrdiff_t(place_of(last.next())));
    start_ = start;
  }
  /// Gives up all entries: the log starts anew after `start`, wherever it was before.
  void reset(LogPosition start) {
    start_ = start;
    entries_.clear();
  }
  // [compact]-end

  // [matching]
  /// The consistency check: is there an entry with this index and term? (Figure 2, AppendEntries
  /// rule 2.) The position before the first entry is in every log. Of what was given up the log
  /// knows no terms, and says no.
  bool holds(LogPosition position) const {
    return position.index >= start_.index && position.index <= last_index() &&
           term_at(position.index) == position.term;
  }
  /// The first of `entries` (which follow `previous`) that this log does not already hold: the
  /// index where it has another term, or the index after its end; past all of them if it holds all.
  /// What was given up, it held.
  LogIndex first_missing(LogIndex previous, std::span<const Entry> entries) const;
  /// The last position at or before `index` whose term is at most `term`; {0, 0} if that is before
  /// the start. Two logs that conflict find their common past with one such step for each term, not
  /// for each entry (paper section 5.3, last paragraphs). O(log of the length).
  LogPosition last_not_after(Term term, LogIndex index) const;
  // [matching]-end

  auto fields() const { return std::tie(start_, entries_); }
  friend bool operator==(const Log&, const Log&) = default;

 private:
  std::size_t place_of(LogIndex index) const { return index.value - start_.index.value - 1; }

  LogPosition start_;
  std::vector<Entry> entries_;
};

inline LogIndex Log::first_missing(LogIndex previous, std::span<const Entry> entries) const {
  LogIndex index = previous;
  for (const Entry& entry : entries) {
    index = index.next();
    if (index <= start_.index) continue;
    if (index > last_index() || term_at(index) != entry.term) return index;
  }
  return index.next();
}

inline LogPosition Log::last_not_after(Term term, LogIndex index) const {
  if (index < start_.index || start_.term > term) return {};
  const auto end =
      entries_.begin() + std::ptrdiff_t(place_of(std::min(index, last_index()).next()));
  const auto later = std::upper_bound(entries_.begin(), end, term,
                                      [](Term t, const Entry& entry) { return t < entry.term; });
  return position(start_.index.after(static_cast<std::uint64_t>(later - entries_.begin())));
}

}  // namespace raft
