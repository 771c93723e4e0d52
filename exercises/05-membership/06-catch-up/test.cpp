#include "frame.h"
#include "ready.h"

TEST(ANewcomer, is_ready_after_a_quick_round) {
  Round round{.target = 100, .round = 1, .ticks = 149};
  EXPECT_TRUE(judge(round, 100, 120, 150) == Newcomer::ready);
}

TEST(ANewcomer, is_not_ready_in_the_middle_of_a_round) {
  Round round{.target = 100, .round = 1, .ticks = 3};
  EXPECT_TRUE(judge(round, 99, 120, 150) == Newcomer::wait);
}

TEST(ANewcomer, that_finished_a_slow_round_begins_another) {
  Round round{.target = 100, .round = 1, .ticks = 150};
  EXPECT_TRUE(judge(round, 100, 120, 150) == Newcomer::wait)
      << "a slow round means that much was appended meanwhile";
  EXPECT_EQ(round.target, 120u);
  EXPECT_EQ(round.round, 2u);
  EXPECT_EQ(round.ticks, 0u);
}

TEST(ANewcomer, may_be_slow_in_nine_rounds) {
  Round round{.target = 100, .round = 9, .ticks = 500};
  EXPECT_TRUE(judge(round, 100, 900, 150) == Newcomer::wait) << "the tenth round is the last";
  EXPECT_EQ(round.round, 10u);
}

TEST(ANewcomer, that_is_slow_in_ten_rounds_is_hopeless) {
  Round round{.target = 100, .round = 10, .ticks = 500};
  EXPECT_TRUE(judge(round, 100, 900, 150) == Newcomer::hopeless);
}

TEST(ANewcomer, that_is_silent_for_ten_timeouts_is_hopeless) {
  Round round{.target = 100, .round = 1, .ticks = 1501};
  EXPECT_TRUE(judge(round, 5, 100, 150) == Newcomer::hopeless);
  round.ticks = 1500;
  EXPECT_TRUE(judge(round, 5, 100, 150) == Newcomer::wait);
}
