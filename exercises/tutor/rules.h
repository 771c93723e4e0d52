#pragma once
/// @file
/// The rules of the whole node that a reader may write anew, each as a function. The whole node is
/// compiled once and calls them; what a reader saves compiles without it, in a second.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/log.h"
#include "core/server_set.h"
#include "core/vocabulary.h"
#include "membership/configuration.h"
#include "node/effects.h"

/// What becomes of a message: it is handled, refused with the server's own term, or ignored.
enum class Handling : std::uint8_t { handle, refuse, ignore };

/// What a message of another term may change.
struct Standing {
  std::uint64_t term = 0;
  std::optional<raft::ServerId> voted_for = {};
  bool follows = true;  ///< neither stands nor leads
};

/// What a server begins with after a crash.
struct Beginning {
  raft::TermAndVote term_and_vote = {};
  raft::Log log = {};
  raft::LogIndex commit_index = {};
  raft::LogIndex last_applied = {};
};

/// One that is not given is the book's.
struct Rules {
  /// May a server with this term and vote give its vote to the candidate?
  bool (*may_vote)(const raft::TermAndVote& mine, raft::ServerId candidate) = nullptr;
  /// Do these votes elect?
  bool (*won)(raft::ServerSet granted, raft::ServerSet voters) = nullptr;
  /// A message of this term has come.
  Handling (*on_term)(Standing& mine, std::uint64_t term, bool is_request) = nullptr;
  /// Does the log hold the entry at this position?
  bool (*holds)(const raft::Log& log, raft::LogPosition prev) = nullptr;
  /// The follower does not hold `asked`. Where may the logs still agree, seen from its log?
  raft::LogPosition (*answer)(const raft::Log& followers, raft::LogPosition asked) = nullptr;
  /// The place that the leader tries next, when the follower has answered so.
  raft::LogPosition (*next_try)(const raft::Log& leaders, raft::LogPosition answered) = nullptr;
  /// Makes the log hold the entries after `prev`.
  void (*merge)(raft::Log& log, raft::LogIndex prev,
                std::span<const raft::Entry> entries) = nullptr;
  /// The highest index that a majority holds.
  std::uint64_t (*commit_index)(std::uint64_t leaders_last,
                                std::vector<std::uint64_t> match) = nullptr;
  /// Is a log that ends at `candidate` at least as up-to-date as one that ends at `mine`?
  bool (*up_to_date)(raft::LogPosition candidate, raft::LogPosition mine) = nullptr;
  /// May a leader in this term commit the entry at `index`, which is on a majority?
  bool (*may_commit)(const raft::Log& log, raft::Term leaders_term, raft::LogIndex index) = nullptr;
  /// Whether a leader begins its term with an entry that does nothing.
  bool begins_with_no_op = true;
  /// What must be saved at the end of a step?
  raft::Save (*to_save)(const raft::TermAndVote& on_disk, const raft::TermAndVote& now,
                        std::optional<raft::LogIndex> changed_from) = nullptr;
  /// What does a server begin with that restarts with this disk?
  Beginning (*restored)(const raft::Saved& saved) = nullptr;
  /// Are these enough to decide under this configuration?
  bool (*enough)(raft::ServerSet in_favour, const raft::Configuration& members) = nullptr;
};
