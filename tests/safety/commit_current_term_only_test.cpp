/// @file
/// What a leader may count: paper section 5.4.2 and Figure 8; dissertation section 3.6.2.

#include "safety/commit_current_term_only.h"

#include <gtest/gtest.h>

#include "node/hand_cluster.h"
#include "safety/safe_node.h"

namespace raft {
namespace {

// Section 5.4.2: entries of earlier terms are not committed by counting replicas ...
TEST(CommitCurrentTermOnly, a_majority_that_holds_an_old_entry_does_not_commit_it) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(2, {1, 2}));
  c.timeout(S1);
  c.receive(S1, S2, 3, RequestVoteReply{.vote_granted = true});
  c.receive(S1, S2, 3, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_EQ(c.commit_of(S1), 0u);
}

// ... but together with one of the current term (Log Matching).
TEST(CommitCurrentTermOnly, an_entry_of_its_term_commits_all_before_it) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(2, {1, 2}));
  c.timeout(S1);
  c.receive(S1, S2, 3, RequestVoteReply{.vote_granted = true});
  c.receive(S1, S2, 3, AppendEntriesReply{.success = true, .match_index = {3}});
  EXPECT_EQ(c.commit_of(S1), 3u);
  EXPECT_EQ(c.applied_by(S1), "e1, e2");
}

// Paper section 8: a leader begins its term with an entry that does nothing.
TEST(CommitCurrentTermOnly, a_leader_begins_its_term_with_a_no_op) {
  HandCluster<SafeNode> c(3);
  c.timeout(S1);
  c.drop();
  c.receive(S1, S2, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.log_of(S1), "[1:no-op]");
  EXPECT_EQ(c.in_flight(S1, S2).size(), 1u);
  EXPECT_EQ(c.said<AppendEntries>(S1)->entries.size(), 1u) << "its first heartbeat carries it";
}

TEST(CommitCurrentTermOnly, what_a_former_leader_left_is_committed_without_waiting_for_a_client) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.propose(S1, "x=1");
  c.deliver(S1, S2);
  c.drop();
  c.crash(S1);
  c.elect(S2);
  EXPECT_EQ(c.applied_by(S2), "x=1");
  EXPECT_EQ(c.applied_by(S3), "x=1");
}

// The steps (a) to (d) of Figure 8. The logs at the beginning of (c), and who may meet whom.
template <class NodeType>
void figure_8(HandCluster<NodeType>& c) {
  c.boot(S1, disk_with(3, {1, 2}));  // (a) S1 led term 2, and copied index 2 to S2 only
  c.boot(S2, disk_with(3, {1, 2}));
  c.boot(S3, disk_with(3, {1}));
  c.boot(S4, disk_with(3, {1}));
  c.boot(S5, disk_with(3, {1, 3}, S5));  // (b) S5 led term 3, with a different entry at index 2
  c.isolate(S5);
  c.cut(S1, S4);
  c.timeout(S1);  // (c) S1 leads term 4, and copies index 2 to S3
  c.deliver();
  c.deliver();
  ASSERT_TRUE(c.leads(S1));
  while (c.node(S3).log.last_index() < LogIndex{2}) c.deliver();
}

// Without the rule the replicas of the old entry are counted. The leader has no first entry of its
// own; S5 stands until its term is 5, (d), where it wins with the votes of S2, S3 and S4. Who knows
// of the commit does not give the entry up; but S5 does not have it, and spreads another one.
TEST(Figure8, without_the_rule_a_leader_lacks_a_committed_entry) {
  HandCluster<Node<Election, Replication, ElectionRestriction, Durability>> c(5);
  figure_8(c);
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S1), 2u) << "index 2 of term 2 is on S1, S2 and S3";
  c.crash(S1);
  c.heal();
  c.timeout(S5);
  c.deliver_all();
  c.timeout(S5);
  c.deliver_all();
  ASSERT_TRUE(c.leads(S5));
  EXPECT_TRUE(c.broke("Leader Completeness"));
  EXPECT_EQ(c.log_of(S3), "[1:e1, 2:e2]");
  EXPECT_EQ(c.log_of(S4), "[1:e1, 3:e2]");
}

// With it the entry was not yet committed, and may be overwritten: the no-op of term 4 has reached
// nobody yet. (In the figure, (d).)
TEST(Figure8, with_the_rule_what_is_overwritten_was_never_committed) {
  HandCluster<SafeNode> c(5, {.entries_per_message = 1});
  figure_8(c);
  EXPECT_EQ(c.log_of(S3), "[1:e1, 2:e2]");
  EXPECT_EQ(c.commit_of(S1), 0u);
  c.drop();
  c.crash(S1);
  c.heal();
  c.timeout(S5);
  c.deliver_all();
  c.elect(S5);
  EXPECT_EQ(c.node(S3).log.term_at({2}), Term{3});
}

// The figure's (e): with an entry of its own term on a majority, S5 cannot win any more.
TEST(Figure8, with_the_rule_what_is_committed_stays) {
  HandCluster<SafeNode> c(5);
  figure_8(c);
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S1), 3u);
  c.crash(S1);
  c.heal();
  c.timeout(S5);
  c.deliver_all();
  EXPECT_FALSE(c.leads(S5));
  c.elect(S2);
  EXPECT_EQ(c.log_of(S5), "[1:e1, 2:e2, 4:no-op, 5:no-op]");
}

}  // namespace
}  // namespace raft
