#pragma once
/// @file
/// Who waits for which entry. A client's command stands at a place in the leader's log, and its
/// client is answered when that place is executed, and not before: an entry that has gone from this
/// log may stand in others, and may yet be committed.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/vocabulary.h"
#include "server/outputs.h"

namespace raft {

/// The tickets of commands that were accepted. A regular value.
class WaitingClients {
 public:
  /// The command of this ticket stands at `position`.
  void wait(LogPosition position, Ticket ticket) {
    waiting_.emplace(position.index, std::pair(position.term, ticket));
  }

  /// The entry at `position` was executed, and those before it were before. Answers whom that
  /// concerns. O(log of those that wait).
  void executed(LogPosition position, const std::string& result, std::vector<Reply>& replies) {
    const auto [first, end] = waiting_.equal_range(position.index);
    for (auto one = first; one != end; ++one) {
      const auto& [term, ticket] = one->second;
      if (term == position.term) {
        replies.push_back({ticket, Executed{result}});
      } else {
        replies.push_back({ticket, Replaced{}});
      }
    }
    waiting_.erase(first, end);
  }

  friend bool operator==(const WaitingClients&, const WaitingClients&) = default;

 private:
  std::multimap<LogIndex, std::pair<Term, Ticket>> waiting_;
};

}  // namespace raft
