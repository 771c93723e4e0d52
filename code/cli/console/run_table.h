#pragma once
/// @file
/// A run as a table (rendering/terminal.h), told in instalments, and with as much detail as is
/// wanted.

#include <cstddef>
#include <string>

#include "cli/console/screen.h"
#include "rendering/detail.h"
#include "trace/event.h"

namespace raft {

/// The whole table.
std::string run_table(const Trace& trace, const Screen& screen, Detail detail);

/// What the table has more than that of the first `seen` events: the names of the servers, and the
/// lines that are new.
std::string new_lines(const Trace& trace, std::size_t seen, const Screen& screen, Detail detail);

}  // namespace raft
