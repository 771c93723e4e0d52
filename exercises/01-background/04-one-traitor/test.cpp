#include "decide.h"
#include "frame.h"

namespace raft {
namespace {

Council council(ServerSet traitors, Order order, Treachery treachery) {
  return {.generals = 4,
          .rounds = 1,
          .traitors = traitors,
          .order = order,
          .treachery = std::move(treachery),
          .decide = decide};
}

TEST(LoyalGenerals, do_as_they_are_told_if_nobody_lies) {
  const Council all_loyal = council({}, Order::attack, flips);
  EXPECT_TRUE(holds_ic2(all_loyal, deliberate(all_loyal)))
      << "all are told to attack by a loyal commander, and nobody lies";
}

TEST(LoyalLieutenants, obey_a_loyal_commander_whoever_else_lies) {
  for (const Order order : {Order::attack, Order::retreat}) {
    for (const ServerId traitor : ServerSet{{2}, {3}, {4}}) {
      const Council one = council({traitor}, order, flips);
      EXPECT_TRUE(holds_ic2(one, deliberate(one))) << to_string(traitor) << " is the traitor";
    }
  }
}

TEST(LoyalLieutenants, do_the_same_even_if_the_commander_lies) {
  for (std::uint64_t seed = 0; seed < 64; ++seed) {
    const Council bad = council({ServerId{1}}, Order::attack, unpredictable(seed));
    EXPECT_TRUE(holds_ic1(deliberate(bad))) << "the commander says different things to each";
  }
}

}  // namespace
}  // namespace raft
