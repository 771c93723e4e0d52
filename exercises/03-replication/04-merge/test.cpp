#include <random>

#include "frame.h"
#include "merge.h"

namespace raft {
namespace {

std::vector<Entry> entries_of(std::initializer_list<std::uint64_t> terms) {
  std::vector<Entry> entries;
  for (const std::uint64_t term : terms) entries.push_back({.term = {term}});
  return entries;
}

Log log_of(std::initializer_list<std::uint64_t> terms) {
  Log log;
  for (const Entry& entry : entries_of(terms)) log.append(entry);
  return log;
}

Log merged(Log log, std::uint64_t prev, std::initializer_list<std::uint64_t> terms) {
  merge(log, {prev}, entries_of(terms));
  return log;
}

TEST(AFollower, appends_what_is_new) {
  EXPECT_TRUE(merged(log_of({1}), 1, {1, 1}) == log_of({1, 1, 1}))
      << "two entries came that the log does not have: \"append any new entries\"";
}

TEST(AFollower, keeps_what_a_late_message_does_not_mention) {
  EXPECT_TRUE(merged(log_of({1, 1, 1, 1, 1}), 0, {1, 1, 1}) == log_of({1, 1, 1, 1, 1}))
      << "a late message of three entries must not shorten a log of five";
  EXPECT_TRUE(merged(log_of({1, 1, 1}), 1, {}) == log_of({1, 1, 1}))
      << "a heartbeat carries nothing, and removes nothing";
}

TEST(AFollower, removes_a_conflict_and_all_that_follows) {
  EXPECT_TRUE(merged(log_of({1, 1, 1, 1}), 1, {2}) == log_of({1, 2}))
      << "the second entry is of term 1, and the leader has one of term 2 there: \"delete the "
         "existing entry and all that follow it\"";
  EXPECT_TRUE(merged(log_of({1, 2, 2, 2}), 1, {2, 3}) == log_of({1, 2, 3}));
}

TEST(AFollower, does_the_same_twice_as_once) {
  const Log once = merged(log_of({1, 1}), 1, {2, 2});
  EXPECT_TRUE(merged(once, 1, {2, 2}) == once);
}

TEST(AFollower, ends_with_the_leaders_log_in_whatever_order_the_messages_come) {
  const auto leader = entries_of({1, 1, 2, 2, 3, 3, 3, 4});
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    Log log = log_of({1, 1});
    for (int message = 0; message < 12; ++message) {
      const auto prev = random.between(0, log.last_index().value);
      const auto most = random.between(0, leader.size() - std::min(prev, leader.size()));
      merge(log, {prev}, std::span(leader).subspan(prev, most));
    }
    const auto held = log.from(LogIndex{1});
    EXPECT_TRUE(std::equal(held.begin(), held.end(), leader.begin())) << "seed " << seed;
    EXPECT_TRUE(held.size() >= 2) << "the log has become shorter than it was";
  }
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.merge = merge}));
}

}  // namespace
}  // namespace raft
