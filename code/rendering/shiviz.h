#pragma once
/// @file
/// A log for ShiViz (https://bestchai.bitbucket.io/shiviz), which draws who could have known what
/// from the vector clocks alone.

#include <string>

#include "trace/event.h"

namespace raft {

/// Two lines an event: the server and its vector clock as JSON, then the sentence. Its first lines
/// are comments that hold the regular expression to paste into ShiViz:
/// `^(?<host>S\d+) (?<clock>\{.*\})\n(?<event>.*)$`. Only what moves a server's clock is in it, and
/// events that share a clock are joined, as ShiViz wants each clock value once.
std::string shiviz(const Trace& trace);

}  // namespace raft
