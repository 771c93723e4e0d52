#pragma once
/// @file
/// How much the servers of a run have said, counted in its trace. The copies that the network made
/// by itself do not count.

#include <cstdint>

#include "trace/event.h"

namespace raft {

/// What was sent.
struct MessageCounts {
  std::uint64_t messages = 0;
  std::uint64_t calls = 0;  ///< RequestVote and AppendEntries, without their answers
  std::uint64_t bytes = 0;  ///< of a plain encoding: 8 bytes a number, 1 a server or a yes or no

  friend bool operator==(const MessageCounts&, const MessageCounts&) = default;
};

MessageCounts counts_of(const Trace& trace);

}  // namespace raft
