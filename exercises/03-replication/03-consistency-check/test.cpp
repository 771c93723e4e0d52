#include "frame.h"
#include "holds.h"

namespace raft {
namespace {

Log log_of(std::initializer_list<std::uint64_t> terms) {
  Log log;
  for (const std::uint64_t term : terms) log.append({.term = {term}});
  return log;
}

TEST(TheLog, does_not_hold_what_is_past_its_end) {
  EXPECT_FALSE(holds(log_of({1, 1}), {{1}, {3}}))
      << "the log has two entries, and the leader names a third";
}

TEST(TheLog, does_not_hold_the_entry_of_another_leader) {
  EXPECT_FALSE(holds(log_of({1, 1, 2}), {{1}, {3}}))
      << "the third entry is of term 2, and the leader names one of term 1: the index is there, "
         "but "
         "not the term";
}

TEST(TheLog, holds_what_it_has) {
  EXPECT_TRUE(holds(log_of({1, 1, 2}), {{2}, {3}}));
  EXPECT_TRUE(holds(log_of({1, 1, 2}), {{1}, {1}}));
}

TEST(EveryLog, holds_the_place_before_the_first_entry) {
  EXPECT_TRUE(holds(log_of({}), {{0}, {0}}));
  EXPECT_TRUE(holds(log_of({3, 3}), {{0}, {0}}));
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.holds = holds}));
}

}  // namespace
}  // namespace raft
