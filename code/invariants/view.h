#pragma once
/// @file
/// What an onlooker may know of a server: the whole of its state, read-only, in the same form for
/// every chapter's node. The state that a chapter's node does not have yet is empty.

#include <cstdint>
#include <optional>

#include "core/log.h"
#include "membership/configuration.h"
#include "node/effects.h"
#include "replication/progress.h"
#include "trace/event.h"

namespace raft {

/// A look at one node. Holds pointers into the node: use it before the node's next step.
struct View {
  ServerId server = {};
  RoleName role = RoleName::follower;
  TermAndVote term_and_vote = {};
  std::optional<ServerId> leader = {};  ///< whom it believes to lead; itself, if it leads
  ServerSet votes_granted = {};         ///< of a candidate
  ServerSet votes_refused = {};         ///< of a candidate
  const Log* log = nullptr;             ///< never null
  LogIndex commit_index = {};
  LogIndex last_applied = {};
  const Followers* followers = nullptr;  ///< of a leader, from chapter 3 on
  Configuration members = {};            ///< in force on this server
  LogIndex members_since = {};           ///< the index of the entry that brought them
  ServerSet newcomers = {};              ///< of a leader: those that are catching up
  std::uint32_t election_elapsed = 0;    ///< ticks
  std::uint32_t election_timeout = 0;    ///< ticks
  std::uint32_t heartbeat_elapsed = 0;   ///< ticks
  std::uint32_t heartbeat_interval = 0;  ///< ticks
};

}  // namespace raft
