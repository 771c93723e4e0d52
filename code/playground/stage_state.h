#pragma once
/// @file
/// What the page must know of a rehearsal and cannot read from the trace: how far each server's
/// timers are, how to name each message on its way, what the world is like, which lines have been
/// performed, and whether an invariant is broken. As JSON, written so that the same rehearsal
/// always gives the same bytes.

#include <string>
#include <vector>

#include "playground/rehearsal.h"

namespace raft {

/// The stage: time, servers with their timers, messages on their way with their filter texts, the
/// network, and the violation with its report.
std::string stage_state(const Stage& stage);

/// The lines: for each that was performed its number, what came of it and how many events there
/// were after it; what went wrong; and the node, seed and size, as the text says them.
std::string lines_state(const Rehearsal& rehearsal);

/// One mistake, or several: the place in the text, what is wrong, what would be right, and the same
/// as the program prints it.
std::string mistakes_state(const std::vector<Diagnostic>& mistakes);

}  // namespace raft
