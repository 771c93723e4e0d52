#pragma once
/// @file
/// What the outside makes happen to a node, besides messages: events, like those that parts tell
/// each other. A node takes any event that one of its parts hears.

#include <cstdint>
#include <span>

#include "core/command.h"
#include "core/server_set.h"

namespace raft {

// [time]
/// One unit of the server's own clock has passed. How long that is in real time is the driver's
/// business; clocks that disagree may make the cluster slow, never wrong.
struct Tick {};

/// The election timer ran out: nobody has led for too long. Ticks cause it; a scenario may, too.
struct ElectionTimeout {};

/// It is time for the leader to be heard again. Ticks cause it; a scenario may, too.
struct HeartbeatTimeout {};
// [time]-end

// [ticket]
/// Names a question, so that its answer can be told from others; the driver chooses it. An answer
/// may come steps later than its question.
struct Ticket {
  std::uint64_t number = 0;

  friend bool operator==(Ticket, Ticket) = default;
};
// [ticket]-end

/// Clients want these commands in the log, in this order. Taking many at once is how a busy driver
/// spreads the cost of a message and of a disk write over many commands. The view need only live as
/// long as the step.
struct Propose {
  std::span<const Command> commands;
  Ticket ticket = {};
};

/// An administrator wants these servers, and no others, to be the voters.
struct Reconfigure {
  ServerSet voters;
  Ticket ticket = {};
};

}  // namespace raft
