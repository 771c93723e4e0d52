#pragma once
/// @file
/// The run for ui.perfetto.dev (or chrome://tracing): a track for each server whose slices are its
/// roles and terms, arrows for the messages, a counter for each commit index, and a mark for
/// everything else. The format is Chrome's trace-event JSON; times are microseconds.

#include <string>

#include "trace/event.h"

namespace raft {

/// One JSON object, one trace event a line.
std::string perfetto(const Trace& trace);

}  // namespace raft
