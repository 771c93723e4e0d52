#include "frame.h"
#include "majority.h"

TEST(AMajority, is_more_than_half) {
  EXPECT_EQ(majority_of(3), 2u);
  EXPECT_EQ(majority_of(4), 3u) << "two of four are half, and the other half could decide as well";
  EXPECT_EQ(majority_of(5), 3u);
  EXPECT_EQ(majority_of(1), 1u);
}

TEST(AMajority, meets_every_other_majority) {
  for (unsigned n = 1; n <= 9; ++n) {
    EXPECT_TRUE(2 * majority_of(n) > n)
        << "of " << n << " servers, " << majority_of(n) << " are not more than half";
    EXPECT_TRUE(majority_of(n) <= n) << majority_of(n) << " is more than all of " << n;
  }
}

TEST(AMajority, is_no_larger_than_it_must_be) {
  for (unsigned n = 1; n <= 9; ++n) {
    EXPECT_TRUE(2 * (majority_of(n) - 1) <= n)
        << "of " << n << " servers, one less than " << majority_of(n) << " are more than half, too";
  }
}

TEST(ACluster, survives_as_many_failures_as_leave_a_majority) {
  EXPECT_EQ(failures_survived_by(3), 1u);
  EXPECT_EQ(failures_survived_by(4), 1u);
  EXPECT_EQ(failures_survived_by(5), 2u);
  EXPECT_EQ(failures_survived_by(1), 0u);
  for (unsigned n = 6; n <= 9; ++n) {
    EXPECT_EQ(failures_survived_by(n), n - majority_of(n)) << "of " << n << " servers";
  }
  EXPECT_EQ(failures_survived_by(0), 0u) << "where nobody is, nobody may fail";
}
