#pragma once
/// @file
/// The run as a table for a terminal: time goes down, every server has a column, and a line in it
/// that shows its role (thin: follower, dotted: candidate, thick: leader) in the colour of its
/// term. What concerns all stands across. Where the columns would be too narrow, as with many
/// servers, each server keeps its line and the words move to the right of all lines.
///
/// Whether there is a terminal that wants colours (NO_COLOR, a pipe) is for the caller to find out.

#include <cstddef>
#include <string>

#include "rendering/detail.h"
#include "trace/event.h"

namespace raft {

/// How the table looks.
struct TerminalOptions {
  std::size_t width = 80;  ///< characters a line; less than 40 is treated as 40
  bool colour = false;     ///< ANSI escapes for 256 colours
  Detail detail = Detail::everything;
};

/// The table; every line ends with a newline.
std::string terminal(const Trace& trace, const TerminalOptions& options = {});

}  // namespace raft
