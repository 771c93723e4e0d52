// Lamport's clock condition, and what it does not say.

#include "background/lamport_clock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "background/message_history.h"

namespace raft::lamport_clock_test {
namespace {

constexpr std::size_t events = 40;

/// The time of each event of `history`, as the servers would keep it.
std::vector<LamportTime> times_of(const std::vector<Happening>& history) {
  std::map<ServerId, LamportClock> servers;
  std::vector<LamportTime> times;
  for (const Happening& event : history) {
    LamportClock& clock = servers.try_emplace(event.server, event.server).first->second;
    if (event.received) clock.learn(times[*event.received]);
    clock.step();
    times.push_back(clock.now());
  }
  return times;
}

// Lamport 1978, the Clock Condition: if a happened before b then C(a) < C(b).
TEST(LamportClock, an_effect_has_a_later_number_than_its_cause) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::vector<Happening> history = random_history(seed, 4, events);
    const auto before = happened_before(history);
    const std::vector<LamportTime> times = times_of(history);
    for (std::size_t a = 0; a < events; ++a) {
      for (std::size_t b = 0; b < events; ++b) {
        ASSERT_TRUE(!before[a][b] || times[a].value < times[b].value) << "seed " << seed;
      }
    }
  }
}

TEST(LamportClock, no_two_moments_have_the_same_time_so_all_agree_on_one_order) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<LamportTime> times = times_of(random_history(seed, 4, events));
    std::sort(times.begin(), times.end());
    EXPECT_EQ(std::adjacent_find(times.begin(), times.end()), times.end());
  }
}

TEST(LamportClock, a_later_number_is_no_proof_of_an_influence) {
  LamportClock s1(ServerId{1}), s2(ServerId{2});
  s1.step();
  s2.step();
  s2.step();
  EXPECT_LT(s1.now(), s2.now());  // and yet neither has heard of the other
}

TEST(LamportClock, equal_numbers_are_ordered_by_server) {
  LamportClock s1(ServerId{1}), s2(ServerId{2});
  s1.step();
  s2.step();
  EXPECT_EQ(s1.now().value, s2.now().value);
  EXPECT_LT(s1.now(), s2.now());
}

TEST(LamportClock, old_news_does_not_turn_it_back) {
  LamportClock s1(ServerId{1});
  const LamportTime long_ago{.value = 1, .server = ServerId{2}};
  for (int i = 0; i < 5; ++i) s1.step();
  s1.learn(long_ago);
  EXPECT_EQ(s1.now(), (LamportTime{.value = 5, .server = ServerId{1}}));
}

}  // namespace
}  // namespace raft::lamport_clock_test
