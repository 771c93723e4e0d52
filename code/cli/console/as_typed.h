#pragma once
/// @file
/// Commands that we tell people to type are said as they typed the last one. Who came by `./learn`
/// (which then says so in RAFT_PROGRAM_NAME) has no `raft` on the PATH.

#include <string>
#include <string_view>

namespace raft {

/// The text with the program called as its user called it: "raft run x" becomes "./learn run x".
/// Only where a command begins: at a line's start, after a quote or after a colon. Columns to the
/// right stay where they were, if there is room.
std::string as_typed(std::string_view text);

}  // namespace raft
