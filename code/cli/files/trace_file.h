#pragma once
/// @file
/// Traces as files that people ask for by name: the suffix says in which form.

#include <expected>
#include <string>

#include "trace/event.h"

namespace raft {

/// Checks the name only: .html, .svg, .jsonl or .txt. The error is a sentence that names the
/// choice.
std::expected<void, std::string> check_trace_file(const std::string& path);

/// Writes the trace, whole or not at all: .html as a player, .svg as a space-time diagram, .jsonl
/// as JSON Lines, .txt as a transcript. A diagram of so many events that nobody could follow them
/// shows the milestones only. The error is a sentence that names the file; the value says in
/// brackets what was left out, if anything.
std::expected<std::string, std::string> write_trace_file(const std::string& path,
                                                         const Trace& trace);

/// Reads a trace in JSON Lines; "-" is standard input. The error begins with file, line
/// and column, or says that there is no such file; refuse_with_place() shows it.
std::expected<Trace, std::string> read_trace_file(const std::string& path);

}  // namespace raft
