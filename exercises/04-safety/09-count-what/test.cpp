#include "frame.h"
#include "may_commit.h"

namespace raft {
namespace {

Log log_of(std::initializer_list<std::uint64_t> terms) {
  Log log;
  for (const std::uint64_t term : terms) log.append({.term = {term}});
  return log;
}

TEST(ALeader, commits_what_is_of_its_own_term) {
  EXPECT_TRUE(may_commit(log_of({1, 1, 3}), {3}, {3}));
}

TEST(ALeader, does_not_commit_what_a_former_leader_left) {
  EXPECT_FALSE(may_commit(log_of({1, 1, 3}), {3}, {2}))
      << "the leader of term 3 counts an entry of term 1: an old entry on a majority is not safe "
         "(Figure 8)";
  EXPECT_FALSE(may_commit(log_of({1}), {3}, {1})) << "the same, when nothing stands behind it";
}

TEST(TheWholeNodeWithYourRule, plays_figure_8) {
  // With a no-op behind it the old entry is safe; the figure has none.
  expect_no(trouble_in("exercises/04-safety/09-count-what/run.raft",
                       {.may_commit = may_commit, .begins_with_no_op = false}));
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.may_commit = may_commit}));
}

}  // namespace
}  // namespace raft
