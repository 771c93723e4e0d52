// Chance is the same on every machine.

#include "core/random.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <set>

namespace raft {
namespace {

// The published first outputs of SplitMix64. Should a compiler ever disagree, every recorded trace
// in the book would be wrong there.
TEST(Random, the_first_numbers_are_those_of_splitmix64) {
  Random zero(0);
  EXPECT_EQ(zero.next(), 0xe220a8397b1dcdafu);
  EXPECT_EQ(zero.next(), 0x6e789e6aa1b965f4u);
  EXPECT_EQ(zero.next(), 0x06c45d188009454fu);
  Random seeded(1'234'567);
  EXPECT_EQ(seeded.next(), 6'457'827'717'110'365'317u);
  EXPECT_EQ(seeded.next(), 3'203'168'211'198'807'973u);
}

TEST(Random, a_copy_draws_the_same_numbers) {
  Random original(7);
  original.next();
  Random copy = original;
  EXPECT_EQ(copy, original);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(copy.next(), original.next());
  copy.next();
  EXPECT_NE(copy, original);
}

TEST(Random, a_number_between_two_others_can_be_each_of_them_and_nothing_outside) {
  Random random(3);
  std::set<std::uint64_t> drawn;
  for (int i = 0; i < 1'000; ++i) drawn.insert(random.between(150, 155));
  EXPECT_EQ(drawn, (std::set<std::uint64_t>{150, 151, 152, 153, 154, 155}));
}

TEST(Random, a_time_between_two_others_is_drawn_like_a_number) {
  using std::chrono::microseconds;
  Random random(3);
  Random numbers(3);
  for (int i = 0; i < 100; ++i) {
    const microseconds time = random.between(microseconds(150), microseconds(155));
    EXPECT_EQ(static_cast<std::uint64_t>(time.count()), numbers.between(150, 155));
  }
}

TEST(Random, an_empty_range_gives_its_lower_end) {
  Random random(3);
  EXPECT_EQ(random.between(5, 5), 5u);
  EXPECT_EQ(random.between(5, 4), 5u);
}

TEST(Random, what_has_no_chance_never_happens_and_what_is_certain_always_does) {
  Random random(4);
  int happened = 0;
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_FALSE(random.happens(0));
    EXPECT_TRUE(random.happens(1'000'000));
    happened += random.happens(250'000) ? 1 : 0;
  }
  EXPECT_NEAR(happened, 2'500, 200);
}

TEST(Random, a_split_stream_goes_its_own_way) {
  Random one(9);
  Random other(one.split());
  std::set<std::uint64_t> drawn;
  for (int i = 0; i < 100; ++i) drawn.insert({one.next(), other.next()});
  EXPECT_EQ(drawn.size(), 200u);
}

TEST(Random, the_widest_range_is_any_number) {
  Random random(1);
  Random same(1);
  EXPECT_EQ(random.between(0, ~std::uint64_t{0}), same.next());
}

}  // namespace
}  // namespace raft
