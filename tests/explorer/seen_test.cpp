#include "explorer/seen.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;

TEST(Seen, KnowsWhatItHasSeen) {
  Seen seen(megabyte);
  EXPECT_EQ(seen.add(7, 0, 0), Seen::Added::yes);
  EXPECT_EQ(seen.add(7, 0, 1), Seen::Added::known);
  EXPECT_EQ(seen.size(), 1u);
}

TEST(Seen, RemembersTheFirstWay) {
  Seen seen(megabyte);
  seen.add(7, 0, 0);
  seen.add(8, 0, 5);
  seen.add(8, 1, 6);
  EXPECT_EQ(seen.parent(1), 0u);
  EXPECT_EQ(seen.move(1), 5u);
}

TEST(Seen, FindsEverythingAgainAfterItHasGrown) {
  Seen seen(megabyte);
  for (std::uint64_t i = 0; i < 20'000; ++i) seen.add(i * 0x9e3779b97f4a7c15u, 0, 0);
  EXPECT_EQ(seen.size(), 20'000u);
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    EXPECT_EQ(seen.add(i * 0x9e3779b97f4a7c15u, 0, 0), Seen::Added::known);
  }
}

TEST(Seen, NeverTakesMoreThanItMay) {
  Seen seen(megabyte);
  std::uint64_t i = 0;
  while (seen.add(++i * 0x9e3779b97f4a7c15u, 0, 0) != Seen::Added::no_room) {
    ASSERT_LE(seen.bytes(), megabyte);
    ASSERT_LT(i, megabyte);
  }
  EXPECT_GT(seen.size(), 40'000u);
}

}  // namespace
}  // namespace raft
