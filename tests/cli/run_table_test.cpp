#include "cli/console/run_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft::run_table_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr ServerId S1{1};
constexpr ServerId S4{4};

Stage stage() {
  StageSetup setup;
  setup.node = *find_node_type("raft");
  return Stage(setup);
}

std::string after(const Stage& stage, std::size_t seen, Detail detail = Detail::everything) {
  return new_lines(stage.trace(), seen, Screen{}, detail);
}

TEST(RunTable, TheSecondInstalmentBeginsWhereTheFirstEnded) {
  Stage s = stage();
  s.time_out(S1);
  EXPECT_THAT(after(s, 0), HasSubstr("stands, term 1"));
  const std::size_t seen = s.trace().events.size();
  s.deliver();
  EXPECT_THAT(after(s, seen),
              AllOf(HasSubstr("S3"), HasSubstr("votes for S1"), Not(HasSubstr("stands, term 1"))));
}

TEST(RunTable, ANewcomerDoesNotBringTheOldStoryBack) {
  Stage s = stage();
  s.time_out(S1);
  s.deliver_all();
  const std::size_t seen = s.trace().events.size();
  s.join(S4);
  s.crash(S1);
  EXPECT_THAT(after(s, seen), AllOf(HasSubstr("S4"), HasSubstr("CRASH"), Not(HasSubstr("stands")),
                                    Not(HasSubstr("votes for S1"))));
}

TEST(RunTable, ANewcomerIsInTheFirstInstalmentToo) {
  Stage s = stage();
  s.join(S4);
  s.time_out(S1);
  EXPECT_THAT(after(s, 0), AllOf(HasSubstr("S4"), HasSubstr("stands term 1")));
}

TEST(RunTable, WhereNothingHasHappenedOnlyTheServersAreNamed) {
  const Stage s = stage();
  const std::string lines = after(s, s.trace().events.size());
  EXPECT_THAT(lines, AllOf(HasSubstr("S1"), HasSubstr("S3"), Not(HasSubstr("term 1"))));
  EXPECT_EQ(std::ranges::count(lines, '\n'), 1);
}

TEST(RunTable, HighlightsHaveNoMessagesAndMilestonesNoLogs) {
  Stage s = stage();
  s.time_out(S1);
  s.deliver_all();
  EXPECT_THAT(after(s, 0), HasSubstr("RequestVote"));
  EXPECT_THAT(after(s, 0, Detail::highlights),
              AllOf(Not(HasSubstr("RequestVote")), HasSubstr("appends"), HasSubstr("leader")));
  EXPECT_THAT(after(s, 0, Detail::milestones),
              AllOf(Not(HasSubstr("appends")), Not(HasSubstr("commits")), HasSubstr("leader")));
}

}  // namespace
}  // namespace raft::run_table_test
