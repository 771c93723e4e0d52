#include "trace/node_name.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

TEST(NodeName, SaysWhatIsLeftOutAndWhatIsWrong) {
  EXPECT_EQ(to_string(NodeName{"raft"}), "raft");
  EXPECT_EQ(to_string(NodeName{"safety", {"Durability"}}), "safety without Durability");
  EXPECT_EQ(to_string(NodeName{"raft", {}, "vote-not-saved"}), "raft with the bug vote-not-saved");
}

}  // namespace
}  // namespace raft
