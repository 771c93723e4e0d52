#pragma once

#include <optional>

#include "node/effects.h"

enum class Role { follower, candidate, leader };

struct Server {
  raft::TermAndVote term_and_vote = {};
  raft::Log log = {};
  Role role = Role::follower;
  std::optional<raft::ServerId> leader = {};
  raft::LogIndex commit_index = {};
  raft::LogIndex last_applied = {};
};

/// The server that starts again with this disk.
inline Server restored(const raft::Saved& saved) {
  Server server;
  server.term_and_vote = saved.term_and_vote;
  server.log = saved.log;
  return server;
}
