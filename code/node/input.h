#pragma once
/// @file
/// Everything that can happen to a node. There is no other way in.

#include <cstdint>
#include <span>
#include <variant>

#include "core/command.h"
#include "core/server_set.h"
#include "node/messages.h"

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

/// Clients want these commands in the log, in this order. Taking many at once is how a busy driver
/// spreads the cost of a message and of a disk write over many commands. The view need only live as
/// long as the step.
struct Propose {
  std::span<const Command> commands;
};

/// An administrator wants these servers, and no others, to be the voters.
struct Reconfigure {
  ServerSet voters;
};

// [input]
/// One input of Node::step.
using Input = std::variant<Tick, ElectionTimeout, HeartbeatTimeout, Propose, Reconfigure, Message>;
// [input]-end

}  // namespace raft
