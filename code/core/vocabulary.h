#pragma once
/// @file
/// The words that everybody says: a term, a place in the log, a server. Each is a type of its own,
/// so that the compiler refuses a term where an index belongs. Paper section 5.1 and Figure 2;
/// dissertation section 3.3.

#include <compare>
#include <cstdint>
#include <string>

namespace raft {

/// Raft's logical time: a number that only grows. Term 0 is the time before the first election.
struct Term {
  std::uint64_t value = 0;

  constexpr Term next() const { return {value + 1}; }
  friend constexpr auto operator<=>(Term, Term) = default;
};

/// A place in the log. The first entry has index 1; index 0 is the place before it.
struct LogIndex {
  std::uint64_t value = 0;

  constexpr LogIndex next() const { return {value + 1}; }
  /// The index before this one; index 0 has none before it and stays.
  constexpr LogIndex previous() const { return {value == 0 ? 0 : value - 1}; }
  constexpr LogIndex after(std::uint64_t entries) const { return {value + entries}; }
  friend constexpr auto operator<=>(LogIndex, LogIndex) = default;
};

/// One server, S1 to S64. An id is never given to a second server, not even after the first is
/// gone: the newcomer would be counted for what the other had promised.
struct ServerId {
  static constexpr std::uint8_t highest = 64;

  std::uint8_t value = 1;

  friend constexpr auto operator<=>(ServerId, ServerId) = default;
};

/// The term and index of an entry, which together identify it (Log Matching, paper section 5.3).
/// Positions are ordered by term first and index second: the later position is the more up-to-date
/// log's end (paper section 5.4.1). The default is the end of the empty log.
struct LogPosition {
  Term term = {};
  LogIndex index = {};

  friend constexpr auto operator<=>(LogPosition, LogPosition) = default;
};

// [names]
inline std::string to_string(Term term) { return std::to_string(term.value); }
inline std::string to_string(LogIndex index) { return std::to_string(index.value); }
inline std::string to_string(ServerId server) { return "S" + std::to_string(server.value); }
// [names]-end

}  // namespace raft
