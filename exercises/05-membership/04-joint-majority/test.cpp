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
  EXPECT_FALSE(enough({S4, S5}, joint)) << "S4 and S5: the new voters alone decide nothing";
  EXPECT_FALSE(enough({S1, S2}, joint)) << "S1 and S2: the old voters alone decide nothing";
  EXPECT_FALSE(enough({S3, S4, S5}, joint))
      << "S3, S4 and S5 are three of all five, and one of the old three";
}

TEST(UnderTwoLists, a_majority_of_each_is) {
  EXPECT_TRUE(enough({S1, S3, S4}, joint)) << "S3 counts in both";
  EXPECT_TRUE(enough({S1, S2, S4, S5}, joint));
}

unsigned of(ServerSet some, ServerSet voters) { return (some & voters).size(); }

TEST(AnySet, is_enough_with_two_of_each_three) {
  for (std::uint64_t bits = 0; bits < 32; ++bits) {
    const ServerSet some = ServerSet::from_bits(bits);
    EXPECT_TRUE(enough(some, plain) == (of(some, plain.voters) >= 2))
        << "in favour are " << to_string(some) << "; voters are " << to_string(plain.voters);
    EXPECT_TRUE(enough(some, joint) ==
                (of(some, joint.voters) >= 2 && of(some, joint.outgoing) >= 2))
        << "in favour are " << to_string(some) << "; voters are " << to_string(joint.outgoing)
        << " and " << to_string(joint.voters);
  }
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

TEST(TheWholeNodeWithYourRule, has_no_two_majorities_that_never_meet) {
  expect_no(trouble_in("diagrams/05-membership/disjoint-majorities.raft", {.enough = enough}));
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs_with_changes_of_members) {
  expect_no(trouble_in_the_whole_node({.enough = enough}, "raft"));
}

}  // namespace
}  // namespace raft
