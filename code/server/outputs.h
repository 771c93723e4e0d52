#pragma once
/// @file
/// What a server asks of the world, as data.

#include <string>
#include <variant>
#include <vector>

#include "node/effects.h"
#include "node/input.h"
#include "storage/disk.h"

namespace raft {

/// The command was executed, and this is what the state machine said.
struct Executed {
  std::string result;
  friend bool operator==(const Executed&, const Executed&) = default;
};

/// Another entry was executed in the place where the command stood: it never will be.
struct Replaced {
  friend bool operator==(const Replaced&, const Replaced&) = default;
};

/// The answer to a request. There may be none: a server that stops, or leads no longer and hears
/// nothing more of the log, cannot say what became of the command.
struct Reply {
  Ticket ticket;
  std::variant<Executed, Refused, Replaced, ChangeBegun> outcome;
  friend bool operator==(const Reply&, const Reply&) = default;
};

/// The caller owns it; what is in it is to be done, and then taken out of it. Disk operations are
/// to be performed in their order (storage/disk.h); nothing of the rest waits for them any more.
template <class Message>
struct OutputsOf {
  storage::DiskOperations disk;
  std::vector<Message> messages;
  std::vector<Reply> replies;
};

}  // namespace raft
