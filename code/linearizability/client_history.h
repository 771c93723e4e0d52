#pragma once
/// @file
/// What the clients of a recorded run saw, taken out of the trace, so that it can be judged later
/// and by others.

#include <vector>

#include "linearizability/key_operation.h"
#include "trace/event.h"

namespace raft {

/// The operations in order of their calls, with times in microseconds.
std::vector<KeyOperation> client_history(const Trace& trace);

}  // namespace raft
