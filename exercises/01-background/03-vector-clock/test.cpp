#include "background/vector_clock.h"
#include "frame.h"
#include "knows.h"

TEST(AMoment, is_known_to_itself_and_not_before_itself) {
  EXPECT_FALSE(happened_before({1, 2}, {1, 2}));
  EXPECT_FALSE(concurrent({1, 2}, {1, 2})) << "a moment is known to itself";
  EXPECT_FALSE(concurrent({1, 2}, {1, 2, 0})) << "a count of 0 is the same as none";
}

TEST(AReceiver, knows_what_both_knew) {
  EXPECT_EQ(learned({3, 0, 1}, {1, 2}), (Counts{3, 2, 1}));
  EXPECT_EQ(learned({1}, {0, 0, 4}), (Counts{1, 0, 4})) << "the message may know more servers";
}

TEST(AMoment, happened_before_those_that_know_all_it_knows) {
  EXPECT_TRUE(happened_before({1}, {1, 1}));
  EXPECT_TRUE(happened_before({1, 0, 2}, {1, 5, 2}));
  EXPECT_FALSE(happened_before({2, 0}, {1, 9})) << "its first count is not known there";
}

TEST(TwoMoments, are_concurrent_if_each_knows_something_that_the_other_does_not) {
  EXPECT_TRUE(concurrent({2, 0}, {1, 9}));
  EXPECT_FALSE(concurrent({1, 1}, {1}));
}

std::string text(const Counts& counts) {
  std::string text = "{";
  for (const auto count : counts) text += (text.size() > 1 ? ", " : "") + std::to_string(count);
  return text + "}";
}

TEST(AllSmallMoments, agree_with_the_books_vector_clock) {
  for (std::uint64_t bits = 0; bits < 64; ++bits) {
    const Counts a{bits & 1, bits >> 1 & 1, bits >> 2 & 1};
    const Counts b{bits >> 3 & 1, bits >> 4 & 1, bits >> 5 & 1};
    const raft::VectorClock x(a), y(b);
    const std::string which = "a is " + text(a) + ", and b is " + text(b);
    EXPECT_TRUE(happened_before(a, b) == x.happened_before(y)) << which;
    EXPECT_TRUE(concurrent(a, b) == x.concurrent_with(y)) << which;
    EXPECT_TRUE(learned(a, b) == (Counts{a[0] | b[0], a[1] | b[1], a[2] | b[2]})) << which;
  }
}
