#pragma once
/// @file
/// A log for ShiViz (https://bestchai.bitbucket.io/shiviz), which draws who could have known what
/// from the vector clocks alone.

#include <string>

#include "trace/event.h"

namespace raft {

/// Two lines an event: the server and its vector clock as JSON, then the sentence. Its first line
/// is the regular expression to paste into ShiViz:
///
///     ^(?<host>S\d+) (?<clock>\{.*\})\n(?<event>.*)$
///
/// Only what happens to a server is in it, and each event has a clock of its own, counted anew from
/// who hears from whom: ShiViz wants each clock value once, and the stage's clocks count steps.
std::string shiviz(const Trace& trace);

}  // namespace raft
