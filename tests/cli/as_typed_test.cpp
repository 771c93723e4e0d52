#include "cli/console/as_typed.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace raft::as_typed_test {
namespace {

class AsTyped : public testing::Test {
 protected:
  void typed(const char* name) { setenv("RAFT_PROGRAM_NAME", name, 1); }
  void TearDown() override { unsetenv("RAFT_PROGRAM_NAME"); }
};

TEST_F(AsTyped, WhoTypedRaftIsToldRaft) {
  unsetenv("RAFT_PROGRAM_NAME");
  EXPECT_EQ(as_typed("  raft run x"), "  raft run x");
  typed("");
  EXPECT_EQ(as_typed("  raft run x"), "  raft run x");
}

TEST_F(AsTyped, ACommandIsSaidAsItWasTyped) {
  typed("./learn");
  EXPECT_EQ(as_typed("raft run x"), "./learn run x");
  EXPECT_EQ(as_typed("To see it:\n  raft run x\n  raft bugs y"),
            "To see it:\n  ./learn run x\n  ./learn bugs y");
  EXPECT_EQ(as_typed("'raft bugs' lists them"), "'./learn bugs' lists them");
  EXPECT_EQ(as_typed("Usage: raft run FILE"), "Usage: ./learn run FILE");
}

TEST_F(AsTyped, WhatIsNoCommandStays) {
  typed("./learn");
  for (const char* text :
       {"the raft program", "node raft without X", "x.raft and y", "my:raft x"}) {
    EXPECT_EQ(as_typed(text), text);
  }
}

TEST_F(AsTyped, WhatStandsInColumnsStaysThereWhereThereIsRoom) {
  typed("./learn");
  EXPECT_EQ(as_typed("  raft demo 2          five servers\n  raft shell           by hand"),
            "  ./learn demo 2       five servers\n  ./learn shell        by hand");
  EXPECT_EQ(as_typed("  raft demo 2   five"), "  ./learn demo 2  five");
  EXPECT_EQ(as_typed("  raft demo 2  five\n  a   b"), "  ./learn demo 2  five\n  a   b");
}

}  // namespace
}  // namespace raft::as_typed_test
