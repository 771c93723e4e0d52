#pragma once
/// @file
/// The grammar of the scenario language, the other way round: from what a line says to the line.
/// What is read of a text is what was written: `parse_statement(to_text(action))` says `action`
/// again, if it can be said at all. A bug of a node cannot: whoever runs the scenario names it.

#include <string>

#include "scenario/scenario.h"

namespace raft {

/// The line that says this: "deliver 2nd S1->S2 AppendEntries".
std::string to_text(const Action& action);
/// What stands behind `expect` or `run until`: "leader S1", "not value x = 1".
std::string to_text(const Condition& condition);
/// With `sometimes` and `try`. Of a line that names a server by what it is, the line as written.
std::string to_text(const Statement& statement);

/// How the disk behaves from now on, without whose it is: "well delay 0..5ms tears".
std::string disk_text(const action::ChangeDisk& change);

}  // namespace raft
