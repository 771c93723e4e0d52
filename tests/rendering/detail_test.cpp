/// @file
/// How much of a run is told.

#include "rendering/detail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "trace/json_lines.h"
#include "trace/sample_trace.h"

namespace raft {
namespace {

// The kinds of events that are not shown, of all that there are.
std::set<std::string> hidden_by(Detail detail) {
  std::set<std::string> kinds;
  for (const TraceEvent& event : samples::every_kind().events) {
    if (shows(detail, event)) continue;
    const std::string line = to_json(event), before = "\"kind\":\"";
    const auto begin = line.find(before) + before.size();
    kinds.insert(line.substr(begin, line.find('"', begin) - begin));
  }
  return kinds;
}

using Kinds = std::set<std::string>;

TEST(detail, everything_is_everything) { EXPECT_EQ(hidden_by(Detail::everything), Kinds{}); }

TEST(detail, highlights_leave_out_messages_disk_writes_and_what_the_clients_do) {
  EXPECT_EQ(hidden_by(Detail::highlights),
            (Kinds{"sent", "delivered", "lost", "saved", "applied", "invoked", "returned"}));
}

TEST(detail, milestones_leave_out_the_growth_of_the_logs_too) {
  EXPECT_EQ(hidden_by(Detail::milestones),
            (Kinds{"sent", "delivered", "lost", "saved", "applied", "invoked", "returned",
                   "appended", "truncated", "committed"}));
}

}  // namespace
}  // namespace raft
