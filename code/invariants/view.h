#pragma once
/// @file
/// What an onlooker may know of a server: the whole of its state, read-only, in the same form for
/// every chapter's node. The state that a chapter's node does not have yet is empty.

#include <cstdint>
#include <optional>
#include <variant>

#include "core/log.h"
#include "election/election.h"
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

/// What onlookers call this role.
inline RoleName role_name(const Role& role) {
  if (std::holds_alternative<Leader>(role)) return RoleName::leader;
  return std::holds_alternative<Candidate>(role) ? RoleName::candidate : RoleName::follower;
}

/// What an onlooker sees of a node; what its parts do not have is empty.
View view_of(const auto& node) {
  static const Log no_log;
  View view{.server = node.me,
            .role = role_name(node.role),
            .term_and_vote = node.term_and_vote,
            .leader = node.known_leader(),
            .log = &no_log,
            .members = {node.voters, {}},
            .election_elapsed = node.election_timer.elapsed(),
            .election_timeout = node.election_timer.timeout(),
            .heartbeat_elapsed = node.heartbeat_timer.elapsed(),
            .heartbeat_interval = node.heartbeat_timer.interval()};
  if (const auto* candidate = std::get_if<Candidate>(&node.role)) {
    view.votes_granted = candidate->granted;
    view.votes_refused = candidate->refused;
  }
  if constexpr (requires { node.log; }) {
    view.log = &node.log;
    view.commit_index = node.commit_index;
    view.last_applied = node.last_applied;
    view.followers = node.followers ? &*node.followers : nullptr;
  }
  if constexpr (requires { node.configurations; }) {
    view.members = node.members();
    view.members_since = node.configurations.back().since;
    if (node.change) {
      for (const auto& newcomer : node.change->newcomers) view.newcomers.add(newcomer.server);
    }
  }
  return view;
}

}  // namespace raft
