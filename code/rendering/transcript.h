#pragma once
/// @file
/// The golden transcript: a run as a story in plain text. It is checked in next to its scenario,
/// compared by the tests, and shown in the book; so it is stable, has one fact a line, and never
/// depends on a terminal. Times are in milliseconds and stand where they change.

#include <string>

#include "trace/event.h"

namespace raft {

/// How much a transcript tells.
struct TranscriptOptions {
  bool heartbeats = false;  ///< each one, and not only how many brought nothing new
  bool saves = false;       ///< what reached a disk, and when
};

/// The transcript; lines of any length, each ended by a newline.
std::string transcript(const Trace& trace, const TranscriptOptions& options = {});

}  // namespace raft
