#pragma once

#include <utility>
#include <vector>

#include "core/log.h"
#include "membership/configuration.h"

/// The configurations of one server's log.
class Members {
 public:
  explicit Members(const raft::Configuration& first) : all_{{raft::LogIndex{}, first}} {}

  /// A configuration was appended to the log at `index`.
  void appended(raft::LogIndex index, const raft::Configuration& configuration) {
    all_.emplace_back(index, configuration);
  }
  /// The log was truncated: the entry at `first` and all after it are gone.
  void truncated(raft::LogIndex first) {
    while (all_.back().first >= first) all_.pop_back();
  }
  /// The configuration in force.
  const raft::Configuration& in_force() const { return all_.back().second; }

 private:
  std::vector<std::pair<raft::LogIndex, raft::Configuration>> all_;
};
