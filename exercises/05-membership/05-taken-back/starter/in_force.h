#pragma once

#include "core/log.h"
#include "membership/configuration.h"

/// The configurations of one server's log.
class Members {
 public:
  explicit Members(const raft::Configuration& first) : latest_(first) {}

  /// A configuration was appended to the log at `index`.
  void appended(raft::LogIndex index, const raft::Configuration& configuration) {
    latest_ = configuration;
  }
  /// The log was truncated: the entry at `first` and all after it are gone.
  void truncated(raft::LogIndex first) {}
  /// The configuration in force.
  const raft::Configuration& in_force() const { return latest_; }

 private:
  raft::Configuration latest_;
};
