#include "cli/console/server_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/scenario_run.h"
#include "simulation/catalogue.h"

namespace raft::server_table_test {
namespace {

using testing::HasSubstr;

constexpr ServerId S1{1};
constexpr ServerId S2{2};
constexpr ServerId S3{3};

Stage stage_with_a_leader() {
  StageSetup setup;
  setup.node = *find_node_type("raft");
  Stage s(setup);
  s.time_out(S1);
  s.deliver_all();
  return s;
}

Stage stage_with_a_long_log() {
  Stage s = stage_with_a_leader();
  for (const char* command : {"x=1", "y=2", "z=3"}) s.propose(S1, command);
  return s;
}

TEST(ServerTable, AServerThatIsPausedOrStoppedSaysSo) {
  Stage s = stage_with_a_leader();
  s.pause(S2);
  s.crash(S3);
  EXPECT_EQ(server_table(s, Screen{}),
            "      role              term  vote  commit  log\n"
            "  S1  leader            1     S1    #1      1:-\n"
            "  S2  follower, paused  1     S1    #1      1:-\n"
            "  S3  stopped           1     S1    #0      1:-\n");
}

TEST(ServerTable, ALogIsShownWholeWhereThereIsRoom) {
  EXPECT_THAT(server_table(stage_with_a_long_log(), Screen{}),
              HasSubstr("  1:-, 1:x=1, 1:y=2, 1:z=3\n"));
}

TEST(ServerTable, OnANarrowScreenTheEndOfALogIsShown) {
  EXPECT_THAT(server_table(stage_with_a_long_log(), Screen{.width = 60}),
              HasSubstr("  2 before, 1:y=2, 1:z=3\n"));
}

TEST(FlightTable, WithoutMessagesItSaysSo) {
  EXPECT_EQ(flight_table(stage_with_a_leader(), Screen{}), "  No message is on its way.\n");
}

}  // namespace
}  // namespace raft::server_table_test
