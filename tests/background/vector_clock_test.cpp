// A vector clock tells exactly what could have influenced what.

#include "background/vector_clock.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "background/message_history.h"

namespace raft::vector_clock_test {
namespace {

constexpr std::uint64_t histories = 20;
constexpr std::size_t events = 40;

/// The clock of each event of `history`, as the servers would keep it.
std::vector<VectorClock> clocks_of(const std::vector<Happening>& history) {
  std::map<ServerId, VectorClock> servers;
  std::vector<VectorClock> clocks;
  for (const Happening& event : history) {
    VectorClock& clock = servers[event.server];
    if (event.received) clock.learn(clocks[*event.received]);
    clock.step(event.server);
    clocks.push_back(clock);
  }
  return clocks;
}

TEST(VectorClock, one_moment_happened_before_another_exactly_if_messages_lead_from_it_to_there) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const std::vector<Happening> history = random_history(seed, 4, events);
    const auto before = happened_before(history);
    const std::vector<VectorClock> clocks = clocks_of(history);
    for (std::size_t a = 0; a < events; ++a) {
      for (std::size_t b = 0; b < events; ++b) {
        ASSERT_EQ(clocks[a].happened_before(clocks[b]), before[a][b]) << "seed " << seed;
        const bool apart = a != b && !before[a][b] && !before[b][a];
        ASSERT_EQ(clocks[a].concurrent_with(clocks[b]), apart) << "seed " << seed;
      }
    }
  }
}

TEST(VectorClock, happened_before_is_a_strict_partial_order) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    const std::vector<VectorClock> clocks = clocks_of(random_history(seed, 3, events));
    for (const VectorClock& a : clocks) {
      ASSERT_FALSE(a.happened_before(a));
      for (const VectorClock& b : clocks) {
        if (!a.happened_before(b)) continue;
        ASSERT_FALSE(b.happened_before(a));
        for (const VectorClock& c : clocks) {
          ASSERT_TRUE(!b.happened_before(c) || a.happened_before(c));
        }
      }
    }
  }
}

TEST(VectorClock, a_message_carries_what_its_sender_knew) {
  VectorClock s1, s2;
  s1.step(ServerId{1});
  s2.step(ServerId{2});
  EXPECT_TRUE(s1.concurrent_with(s2));
  const VectorClock sent = s1;
  s2.learn(sent);
  s2.step(ServerId{2});
  EXPECT_TRUE(sent.happened_before(s2));
  EXPECT_EQ(s2.counts(), (std::vector<std::uint64_t>{1, 2}));
}

TEST(VectorClock, a_server_without_steps_counts_as_zero_mentioned_or_not) {
  VectorClock alone, with_zeros, far;
  alone.step(ServerId{1});
  far.step(ServerId{5});
  with_zeros.step(ServerId{1});
  EXPECT_EQ(alone.of(ServerId{1}), 1u);
  EXPECT_EQ(alone.of(ServerId{64}), 0u);
  EXPECT_EQ(far.of(ServerId{4}), 0u);
  EXPECT_EQ(alone, with_zeros);
  EXPECT_TRUE(VectorClock{}.happened_before(far));
  EXPECT_FALSE(VectorClock{}.happened_before(VectorClock{}));
}

TEST(VectorClock, two_moments_are_one_if_exactly_the_same_is_known_in_both) {
  const VectorClock moment({1, 2});
  EXPECT_EQ(moment, VectorClock({1, 2, 0}));
  EXPECT_FALSE(moment == VectorClock({1, 3}));
  EXPECT_FALSE(moment == VectorClock({1, 1}));
}

TEST(VectorClock, learning_the_same_twice_or_something_old_changes_nothing) {
  VectorClock knows, old;
  old.step(ServerId{2});
  knows.learn(old);
  knows.step(ServerId{1});
  VectorClock again = knows;
  again.learn(old);
  again.learn(knows);
  EXPECT_EQ(again, knows);
}

}  // namespace
}  // namespace raft::vector_clock_test
