#pragma once
/// @file
/// Reading a trace again. An event says what changed; a picture often needs what there was. Replay
/// adds the events up, one by one, to what an onlooker knows of each server, and knows nothing that
/// is not in the trace.

#include <array>
#include <optional>
#include <vector>

#include "trace/event.h"

namespace raft {

/// What an onlooker knows of one server at one moment, apart from its entries.
struct Standing {
  bool up = true;
  bool paused = false;
  RoleName role = RoleName::follower;
  Term term = {};
  std::optional<ServerId> voted_for = {};
  std::optional<ServerId> leader = {};
  LogIndex commit_index = {};
};

/// All that an onlooker knows of it. A copy is as long as its log: keep a Standing instead.
struct Look : Standing {
  std::vector<Entry> log = {};   ///< the first is at index 1
  std::vector<Entry> disk = {};  ///< the log that its disk holds
};

/// The servers, after as many events as have been given to it.
class Replay {
 public:
  /// The next event of the trace. O(1), but for changes of a log, which cost what they change.
  void step(const TraceEvent& event);
  const Look& of(ServerId server) const { return looks_[server.value - 1u]; }

 private:
  std::array<Look, ServerId::highest> looks_ = {};
};

/// All servers that a trace mentions, whether present from the beginning or not.
ServerSet everyone_in(const Trace& trace);

}  // namespace raft
