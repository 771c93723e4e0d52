#pragma once

#include "core/majority.h"
#include "core/server_set.h"

/// Counts the votes of one election.
class Votes {
 public:
  explicit Votes(raft::ServerSet voters) : voters_(voters) {}

  /// `server` has voted yes.
  void count(raft::ServerId server) { ++votes_; }
  /// Whether the candidate leads now.
  bool won() const { return votes_ >= 2; }

 private:
  raft::ServerSet voters_;
  unsigned votes_ = 0;
};
