#pragma once
/// @file
/// How much of a trace is told. A run of some seconds with clients has thousands of events, and
/// most of them say the same.

#include <cstdint>

#include "tracing/event.h"

namespace raft {

/// How much of a run is shown.
enum class Detail : std::uint8_t {
  everything,
  highlights,  ///< without messages, disk writes and what the clients do
  milestones,  ///< roles, votes, members and faults only: not the growth of the logs
};

/// The trace with those events only that this much detail shows. What is left keeps its number, so
/// a shortened trace is for pictures, and not for files that are read again.
Trace in_detail(const Trace& trace, Detail detail);

}  // namespace raft
