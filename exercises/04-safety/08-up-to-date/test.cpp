#include "frame.h"
#include "up_to_date.h"

namespace raft {
namespace {

LogPosition end(std::uint64_t term, std::uint64_t index) { return {{term}, {index}}; }

TEST(OfTwoLogs, the_one_with_a_later_last_term_is_better_however_short) {
  EXPECT_TRUE(at_least_as_good(end(3, 1), end(2, 900)))
      << "the candidate's log ends in term 3, the voter's in term 2: a later last term wins, "
         "however many entries stand before it";
  EXPECT_FALSE(at_least_as_good(end(2, 900), end(3, 1)))
      << "the candidate's log ends in term 2, the voter's in term 3";
}

TEST(OfTwoLogsOfTheSameLastTerm, the_longer_is_better) {
  EXPECT_TRUE(at_least_as_good(end(2, 5), end(2, 4)));
  EXPECT_FALSE(at_least_as_good(end(2, 4), end(2, 5)));
}

TEST(EqualLogs, are_good_enough_for_each_other) {
  EXPECT_TRUE(at_least_as_good(end(2, 5), end(2, 5)))
      << "both logs end at the same place, and one is as up-to-date as the other";
  EXPECT_TRUE(at_least_as_good(end(0, 0), end(0, 0)));
}

TEST(OfAnyTwoLogs, one_may_lead_the_other) {
  for (std::uint64_t a = 0; a < 36; ++a) {
    for (std::uint64_t b = 0; b < 36; ++b) {
      const LogPosition x = end(a / 6, a % 6), y = end(b / 6, b % 6);
      EXPECT_TRUE(at_least_as_good(x, y) || at_least_as_good(y, x))
          << "two servers that refuse each other may never have a leader";
      EXPECT_TRUE(at_least_as_good(x, y) == (a >= b))
          << "x ends with #" << x.index.value << " of term " << x.term.value << ", and y with #"
          << y.index.value << " of term " << y.term.value;
    }
  }
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.up_to_date = at_least_as_good}));
}

}  // namespace
}  // namespace raft
