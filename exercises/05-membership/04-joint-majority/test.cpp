#include "enough.h"
#include "frame.h"

namespace raft {
namespace {

constexpr ServerId S1{1}, S2{2}, S3{3}, S4{4}, S5{5};
const Configuration plain{.voters = {S1, S2, S3}, .outgoing = {}};
const Configuration joint{.voters = {S3, S4, S5}, .outgoing = {S1, S2, S3}};

TEST(UnderOneList, a_majority_is_enough) {
  EXPECT_TRUE(enough({S1, S3}, plain));
  EXPECT_FALSE(enough({S1, S4}, plain));
}

TEST(UnderTwoLists, a_majority_of_one_is_not_enough) {
  EXPECT_FALSE(enough({S4, S5}, joint)) << "the new voters alone decide nothing";
  EXPECT_FALSE(enough({S1, S2}, joint)) << "the old voters alone decide nothing";
  EXPECT_FALSE(enough({S3, S4, S5}, joint)) << "three of all five are no majority of the old three";
}

TEST(UnderTwoLists, a_majority_of_each_is) {
  EXPECT_TRUE(enough({S1, S3, S4}, joint)) << "S3 counts in both";
  EXPECT_TRUE(enough({S1, S2, S4, S5}, joint));
}

TEST(AnyTwoDecisionsUnderTwoLists, share_a_server) {
  for (std::uint64_t a = 0; a < 32; ++a) {
    for (std::uint64_t b = 0; b < 32; ++b) {
      const ServerSet x = ServerSet::from_bits(a), y = ServerSet::from_bits(b);
      if (enough(x, joint) && enough(y, joint)) {
        EXPECT_FALSE((x & y).empty());
      }
    }
  }
}

/// Your function in the place of the book's second majority.
struct YourJointConsensus : JointConsensus {
  using JointConsensus::JointConsensus;

  bool allows(const Decision& decision, const auto& node) const {
    return enough(decision.in_favour, node.members());
  }
};

TEST(TheWholeNodeWithYourRule, survives_drawn_runs_with_changes_of_members) {
  EXPECT_EQ((trouble_in_drawn_runs<Election, Replication, ElectionRestriction,
                                   CommitCurrentTermOnly, Durability, Membership, OneChangeAtATime,
                                   YourJointConsensus, CommitBeforeChange>("raft", 30)),
            "");
}

}  // namespace
}  // namespace raft
