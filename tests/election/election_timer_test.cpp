/// @file
/// The two timers of chapter 2, alone.

#include "election/election_timer.h"

#include <gtest/gtest.h>

#include <set>

namespace raft {
namespace {

constexpr Timing quick{
    .election_timeout_min = 3, .election_timeout_max = 6, .heartbeat_interval = 2};

unsigned ticks_until_timeout(ElectionTimer& timer) {
  unsigned ticks = 1;
  while (!timer.tick()) ++ticks;
  return ticks;
}

// Paper section 5.2; dissertation section 3.4: timeouts are drawn from a fixed interval.
TEST(ElectionTimer, draws_every_timeout_of_the_interval_and_no_other) {
  ElectionTimer timer(quick, 7);
  std::set<unsigned> drawn;
  for (int i = 0; i < 200; ++i) {
    drawn.insert(ticks_until_timeout(timer));
    timer.restart();
  }
  EXPECT_EQ(drawn, (std::set<unsigned>{3, 4, 5, 6}));
}

TEST(ElectionTimer, starts_from_zero_when_restarted) {
  ElectionTimer timer(quick, 7);
  timer.tick();
  timer.tick();
  timer.restart();
  EXPECT_EQ(timer.elapsed(), 0u);
  EXPECT_FALSE(timer.tick());
  EXPECT_FALSE(timer.tick());
}

TEST(ElectionTimer, runs_out_exactly_at_its_timeout) {
  ElectionTimer timer(quick, 1);
  EXPECT_EQ(ticks_until_timeout(timer), timer.timeout());
}

// Chance is a seed: the same seed, the same life.
TEST(ElectionTimer, repeats_itself_from_the_same_seed_and_differs_from_another) {
  const Timing wide{.election_timeout_min = 1, .election_timeout_max = 1'000'000};
  EXPECT_EQ(ElectionTimer(wide, 5), ElectionTimer(wide, 5));
  EXPECT_NE(ElectionTimer(wide, 5).timeout(), ElectionTimer(wide, 6).timeout());
}

TEST(ElectionTimer, with_an_interval_of_one_number_is_not_random) {
  ElectionTimer timer({.election_timeout_min = 4, .election_timeout_max = 4}, 9);
  EXPECT_EQ(ticks_until_timeout(timer), 4u);
  EXPECT_EQ(timer.shortest(), 4u);
}

TEST(HeartbeatTimer, fires_every_interval) {
  HeartbeatTimer timer(quick);
  EXPECT_EQ(timer.interval(), 2u);
  EXPECT_FALSE(timer.tick());
  EXPECT_TRUE(timer.tick());
  EXPECT_FALSE(timer.tick());
  EXPECT_TRUE(timer.tick());
}

TEST(HeartbeatTimer, starts_from_zero_when_restarted) {
  HeartbeatTimer timer(quick);
  timer.tick();
  timer.restart();
  EXPECT_EQ(timer.elapsed(), 0u);
  EXPECT_FALSE(timer.tick());
  EXPECT_TRUE(timer.tick());
}

}  // namespace
}  // namespace raft
