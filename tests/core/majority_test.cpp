// Majorities, exhaustively for all sets of up to seven voters.

#include "core/majority.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace raft {
namespace {

/// Counts heads one by one, and compares those in favour with all the rest.
bool naive_majority(ServerSet in_favour, ServerSet voters) {
  int yes = 0, no = 0;
  for (const ServerId voter : voters) ++(in_favour.contains(voter) ? yes : no);
  return yes > no;
}

std::vector<ServerSet> subsets_of_first(unsigned n) {
  std::vector<ServerSet> all;
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << n); ++bits) {
    all.push_back(ServerSet::from_bits(bits));
  }
  return all;
}

TEST(Majority, is_more_than_half_of_the_voters_and_nobody_else_counts) {
  for (const ServerSet voters : subsets_of_first(7)) {
    for (const ServerSet in_favour : subsets_of_first(7)) {
      ASSERT_EQ(has_majority(in_favour, voters), naive_majority(in_favour, voters))
          << to_string(in_favour) << " of " << to_string(voters);
    }
  }
}

TEST(Majority, of_no_voters_does_not_exist) {
  for (const ServerSet in_favour : subsets_of_first(5)) {
    EXPECT_FALSE(has_majority(in_favour, ServerSet{}));
  }
}

// The arithmetic under all of consensus.
TEST(Majority, any_two_majorities_of_the_same_voters_share_a_voter) {
  for (unsigned n = 1; n <= 7; ++n) {
    const ServerSet voters = ServerSet::first(n);
    for (const ServerSet a : subsets_of_first(n)) {
      for (const ServerSet b : subsets_of_first(n)) {
        if (!has_majority(a, voters) || !has_majority(b, voters)) continue;
        ASSERT_FALSE((a & b).empty()) << to_string(a) << " and " << to_string(b);
      }
    }
  }
}

TEST(Majority, half_is_not_enough_because_two_halves_need_not_meet) {
  const ServerSet voters = ServerSet::first(4);
  const ServerSet left{ServerId{1}, ServerId{2}}, right{ServerId{3}, ServerId{4}};
  EXPECT_TRUE((left & right).empty());
  EXPECT_FALSE(has_majority(left, voters));
  EXPECT_FALSE(has_majority(right, voters));
}

TEST(Majority, an_even_number_of_voters_survives_no_more_failures_than_one_less) {
  const std::array<unsigned, 10> survived = {0, 0, 0, 1, 1, 2, 2, 3, 3, 4};
  for (unsigned n = 0; n < survived.size(); ++n) EXPECT_EQ(failures_survived_by(n), survived[n]);
  for (unsigned even = 2; even <= 64; even += 2) {
    EXPECT_EQ(failures_survived_by(even), failures_survived_by(even - 1));
    EXPECT_EQ(majority_of(even), majority_of(even - 1) + 1);
  }
}

TEST(Majority, what_remains_after_the_survivable_failures_is_just_a_majority) {
  for (unsigned n = 1; n <= 64; ++n) {
    const unsigned alive = n - failures_survived_by(n);
    EXPECT_TRUE(has_majority(ServerSet::first(alive), ServerSet::first(n)));
    EXPECT_FALSE(has_majority(ServerSet::first(alive - 1), ServerSet::first(n)));
  }
}

}  // namespace
}  // namespace raft
