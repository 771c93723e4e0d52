#pragma once

#include <cstdint>
#include <optional>

#include "core/vocabulary.h"

enum class Role { follower, candidate, leader };
enum class Then { handle, refuse, ignore };

struct Server {
  std::uint64_t term = 0;
  std::optional<raft::ServerId> voted_for = {};
  Role role = Role::follower;
};

/// A message of `term` has arrived. Changes `server` as the rule says, and tells what to do with
/// the message: handle it, refuse it with the server's own term, or ignore it.
inline Then term_rule(Server& server, std::uint64_t term, bool is_request) {
  if (term > server.term) server.term = term;
  return Then::handle;
}
