#include <set>

#include "frame.h"
#include "patience.h"

namespace raft {
namespace {

TEST(Patience, is_not_always_the_same) {
  Random random(7);
  std::set<std::uint32_t> drawn;
  for (int i = 0; i < 100; ++i) drawn.insert(patience(150, 300, random));
  EXPECT_TRUE(drawn.size() > 20)
      << "a hundred draws from 150 to 300 gave the same number almost every time";
}

TEST(Patience, stays_within_its_range_and_reaches_both_ends) {
  Random random(7);
  std::set<std::uint32_t> drawn;
  for (int i = 0; i < 1000; ++i) drawn.insert(patience(5, 9, random));
  EXPECT_EQ(*drawn.begin(), 5u);
  EXPECT_EQ(*drawn.rbegin(), 9u);
  EXPECT_EQ(drawn.size(), 5u);
}

TEST(Patience, of_one_number_is_that_number) {
  Random random(7);
  EXPECT_EQ(patience(150, 150, random), 150u);
}

TEST(Patience, is_the_same_again_from_the_same_seed) {
  Random one(42), another(42);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(patience(150, 300, one), patience(150, 300, another));
}

TEST(FiveServers, that_draw_it_rarely_stand_together) {
  int ties = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    std::multiset<std::uint32_t> drawn;
    for (int server = 0; server < 5; ++server) drawn.insert(patience(150, 300, random));
    ties += *drawn.begin() == *std::next(drawn.begin());
  }
  EXPECT_TRUE(ties < 20) << "the two least patient of five were equal in " << ties << " of 200";
}

}  // namespace
}  // namespace raft
