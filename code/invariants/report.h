#pragma once
/// @file
/// The report of a broken invariant, as text: what contradicts what, what the paper asks for, what
/// to look for, and how to see it happen again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "invariants/violation.h"
#include "trace/node_name.h"

namespace raft {

/// How the run came about in which the invariant broke. What is empty is left out of the report.
/// Run, node and seed are told only if there is no schedule, which says them itself.
struct ReportContext {
  std::string run = {};  ///< the scenario's or the campaign's name
  NodeName node = {};
  std::uint64_t seed = 0;
  std::vector<std::string> schedule = {};  ///< the scenario's lines that were needed
  std::string replay = {};                 ///< the command that shows it again
  std::string trace = {};                  ///< where the trace was written
};

/// The most lines of a schedule that a report shows.
inline constexpr std::size_t most_schedule_lines = 40;

/// The report: plain text in lines of at most 80 columns, but for the command and the path, which
/// stay in one piece to be copied. The first line is the title; the text ends with a line break.
std::string violation_report(const Violation& violation, const ReportContext& context);

}  // namespace raft
