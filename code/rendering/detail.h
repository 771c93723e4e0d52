#pragma once
/// @file
/// How much of a trace is told. A run of some seconds with clients has thousands of events, and
/// most of them say the same.

#include <cstdint>

#include "trace/event.h"

namespace raft {

/// How much of a run is shown.
enum class Detail : std::uint8_t {
  everything,
  highlights,  ///< without messages, disk writes and what the clients do
  milestones,  ///< roles, votes, members and faults only: not the growth of the logs
};

/// Whether this much detail shows the event.
bool shows(Detail detail, const TraceEvent& event);

}  // namespace raft
