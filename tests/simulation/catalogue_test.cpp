#include "simulation/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raft::catalogue_test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Catalogue, EveryChapterHasItsNode) {
  EXPECT_THAT(node_names(), ElementsAre("naive-copy", "naive-primary", "election", "replication",
                                        "safety", "membership", "raft"));
}

TEST(Catalogue, ARuleThatIsLeftOutIsNotInTheNode) {
  const auto complete = find_node_type("safety");
  const auto without = find_node_type("safety", "Durability");
  ASSERT_TRUE(complete && without);
  EXPECT_THAT((*complete)->parts, ::testing::Contains("Durability"));
  EXPECT_THAT((*without)->parts, ::testing::Not(::testing::Contains("Durability")));
  EXPECT_THAT((*without)->without, ElementsAre("Durability"));
}

TEST(Catalogue, OnlyRulesCanBeLeftOut) {
  EXPECT_THAT(rules_of("safety"),
              ElementsAre("ElectionRestriction", "CommitCurrentTermOnly", "Durability"));
  EXPECT_THAT(rules_of("election"), IsEmpty());
}

TEST(Catalogue, AnUnknownNameIsRefusedWithWhatThereIsToChooseFrom) {
  EXPECT_THAT(find_node_type("paxos").error(), HasSubstr("choose from"));
  EXPECT_THAT(find_node_type("rafft").error(), HasSubstr("did you mean 'raft'?"));
  EXPECT_THAT(find_node_type("safety", "Membership").error(), HasSubstr("ElectionRestriction"));
}

}  // namespace
}  // namespace raft::catalogue_test
