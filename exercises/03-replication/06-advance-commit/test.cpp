#include "commit_index.h"
#include "frame.h"

TEST(ALeaderOfFour, needs_three_copies) {
  EXPECT_EQ(commit_index(7, {7, 3, 2}), 3u) << "two of four are no majority";
  EXPECT_EQ(commit_index(7, {7, 7, 2}), 7u);
}

TEST(ALeaderOfFive, commits_what_three_hold) {
  EXPECT_EQ(commit_index(9, {9, 8, 3, 2}), 8u);
  EXPECT_EQ(commit_index(9, {0, 0, 0, 0}), 0u);
  EXPECT_EQ(commit_index(9, {1, 2, 0, 0}), 1u);
}

TEST(ALeaderOfThree, needs_one_follower) { EXPECT_EQ(commit_index(5, {0, 4}), 4u); }

TEST(ALeaderAlone, commits_at_once) {
  EXPECT_EQ(commit_index(6, {}), 6u) << "one of one is a majority";
}

TEST(ALeaderOfTwo, needs_the_other) { EXPECT_EQ(commit_index(5, {3}), 3u); }

TEST(TheOrderOfTheFollowers, does_not_matter) {
  std::vector<std::uint64_t> match{1, 4, 7, 9};
  do {
    EXPECT_EQ(commit_index(9, match), 7u);
  } while (std::next_permutation(match.begin(), match.end()));
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.commit_index = commit_index}));
}
