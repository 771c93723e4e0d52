#pragma once

#include "core/majority.h"
#include "core/server_set.h"

/// Counts the votes of one election.
class Votes {
 public:
  explicit Votes(raft::ServerSet voters) : voters_(voters) {}

  /// `server` has voted yes.
  void count(raft::ServerId server) { granted_.add(server); }
  /// Whether the candidate leads now.
  bool won() const { return raft::has_majority(granted_, voters_); }

 private:
  raft::ServerSet voters_;
  raft::ServerSet granted_;
};
