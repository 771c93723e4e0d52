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
  EXPECT_FALSE(may_commit(log_of({1, 1, 3}), {3}, {2})) << "an old entry on a majority is not safe";
  EXPECT_FALSE(may_commit(log_of({1}), {3}, {1}));
}

/// Your function in the place of the book's rule.
struct YourRule : CommitCurrentTermOnly {
  using CommitCurrentTermOnly::CommitCurrentTermOnly;

  bool allows(const Commit& commit, const auto& node) const {
    return may_commit(node.log, node.term_and_vote.current_term, commit.index);
  }
};

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  EXPECT_EQ(
      (trouble_in_drawn_runs<Election, Replication, ElectionRestriction, YourRule, Durability>(
          "safety", 60)),
      "");
}

}  // namespace
}  // namespace raft
