#include "agreement.h"
#include "frame.h"

namespace raft {
namespace {

struct Stretch {
  std::uint64_t term;
  unsigned entries;
};

Log log_of(std::initializer_list<Stretch> stretches) {
  Log log;
  for (const Stretch& s : stretches) {
    for (unsigned i = 0; i < s.entries; ++i) log.append({.term = {s.term}});
  }
  return log;
}

// The conversation: how many refusals until the logs are found to agree, and where.
unsigned round_trips(const Log& leaders, const Log& followers, LogPosition& found) {
  found = leaders.last();
  unsigned trips = 0;
  while (!followers.holds(found) && trips < 5000) {
    found = next_try(leaders, answer(followers, found));
    ++trips;
  }
  return trips;
}

std::uint64_t common_length(const Log& a, const Log& b) {
  std::uint64_t length = 0;
  while (length < a.last_index().value && length < b.last_index().value &&
         a.term_at({length + 1}) == b.term_at({length + 1})) {
    ++length;
  }
  return length;
}

void expect_quick(const Log& leaders, const Log& followers, unsigned most) {
  LogPosition found;
  const unsigned trips = round_trips(leaders, followers, found);
  EXPECT_TRUE(leaders.holds(found) && followers.holds(found))
      << "the place that was found, #" << found.index.value << ", is not in both logs";
  EXPECT_TRUE(found.index.value == common_length(leaders, followers))
      << "found was #" << found.index.value << "; the logs agree up to #"
      << common_length(leaders, followers);
  EXPECT_TRUE(trips <= most) << trips << " round trips; " << most << " are enough";
}

TEST(TwoLogs, find_a_place_that_both_hold) {
  expect_quick(log_of({{1, 3}, {2, 2}}), log_of({{1, 3}, {3, 4}}), 5);
}

TEST(AShortLog, is_found_at_its_end) { expect_quick(log_of({{1, 500}}), log_of({{1, 7}}), 1); }

TEST(ALongTailOfOneTerm, takes_two_round_trips) {
  expect_quick(log_of({{1, 10}, {3, 5}}), log_of({{1, 10}, {2, 1000}}), 2);
  expect_quick(log_of({{1, 10}, {2, 1000}, {5, 1}}), log_of({{1, 10}, {4, 1000}}), 2);
}

TEST(TermsThatAlternate, take_one_round_trip_each_at_most) {
  expect_quick(log_of({{1, 5}, {3, 50}, {5, 50}, {7, 50}}),
               log_of({{1, 5}, {2, 50}, {4, 50}, {6, 50}}), 6);
}

// What two servers can hold: the same up to somewhere, then perhaps one of them more of the same
// leader, and then what leaders of other terms gave to one of them.
TEST(AnyTwoLogs, never_skip_the_last_place_in_common) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    Log leaders, followers;
    const auto common = random.between(0, 5);
    for (std::uint64_t i = 0; i < common; ++i) {
      leaders.append({.term = {1}});
      followers.append({.term = {1}});
    }
    Log& longer = random.between(0, 1) == 0 ? leaders : followers;
    for (std::uint64_t n = random.between(0, 3); n > 0; --n) longer.append({.term = {1}});
    // Leaders of even terms wrote into one log, leaders of odd terms into the other.
    for (std::uint64_t term = 2; term < 8; ++term) {
      Log& log = term % 2 == 0 ? leaders : followers;
      for (std::uint64_t n = random.between(0, 3); n > 0; --n) log.append({.term = {term}});
    }
    LogPosition found;
    round_trips(leaders, followers, found);
    EXPECT_EQ(found.index.value, common_length(leaders, followers)) << "seed " << seed;
  }
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.answer = answer, .next_try = next_try}));
}

}  // namespace
}  // namespace raft
