/// @file
/// Who may win: paper section 5.4.1 and Figure 2, RequestVote rule 2; dissertation section 3.6.1.

#include "safety/election_restriction.h"

#include <gtest/gtest.h>

#include "node/hand_cluster.h"
#include "safety/commit_current_term_only.h"
#include "safety/durability.h"
#include "safety/safe_node.h"

namespace raft {
namespace {

// Section 5.4.1: a later last term wins ...
TEST(AtLeastAsUpToDate, compares_the_terms_first) {
  EXPECT_TRUE(at_least_as_up_to_date(at(3, 1), at(2, 9)));
  EXPECT_FALSE(at_least_as_up_to_date(at(2, 9), at(3, 1)));
}

// ... and in the same term the longer log.
TEST(AtLeastAsUpToDate, compares_the_lengths_within_a_term) {
  EXPECT_TRUE(at_least_as_up_to_date(at(2, 5), at(2, 4)));
  EXPECT_TRUE(at_least_as_up_to_date(at(2, 5), at(2, 5)));
  EXPECT_FALSE(at_least_as_up_to_date(at(2, 4), at(2, 5)));
  EXPECT_TRUE(at_least_as_up_to_date(at(0, 0), at(0, 0)));
}

// (Pitfall: comparing both parts separately, openraft a48a3282.)
TEST(AtLeastAsUpToDate, is_a_total_order_over_small_logs) {
  const auto naive = [](LogPosition a, LogPosition b) {
    if (a.term != b.term) return a.term.value > b.term.value;
    return a.index.value >= b.index.value;
  };
  for (std::uint64_t i = 0; i < 256; ++i) {
    const LogPosition a = at(i % 4, i / 4 % 4), b = at(i / 16 % 4, i / 64);
    EXPECT_EQ(at_least_as_up_to_date(a, b), naive(a, b));
    EXPECT_TRUE(at_least_as_up_to_date(a, b) || at_least_as_up_to_date(b, a));
  }
}

// Figure 2, RequestVote arguments: lastLogIndex and lastLogTerm.
TEST(ElectionRestriction, a_candidate_says_where_its_log_ends) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(4, {1, 1, 3}));
  c.timeout(S1);
  EXPECT_EQ(c.said<RequestVote>(S1)->last_log, at(3, 3));
}

TEST(ElectionRestriction, a_voter_refuses_a_candidate_whose_log_is_behind_its_own) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(3, {1, 1, 3}));
  c.receive(S1, S2, 4, RequestVote{.last_log = at(3, 2)});
  EXPECT_FALSE(c.said<RequestVoteReply>(S1)->vote_granted);
  c.receive(S1, S2, 4, RequestVote{.last_log = at(2, 9)});
  EXPECT_FALSE(c.said<RequestVoteReply>(S1)->vote_granted);
  EXPECT_EQ(c.term_of(S1), 4u) << "it adopts the term all the same";
}

TEST(ElectionRestriction, a_refused_candidate_costs_the_voter_neither_its_vote_nor_its_patience) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(3, {1, 1, 3}));
  c.tick(S1, 30);
  c.receive(S1, S2, 4, RequestVote{.last_log = at(2, 9)});
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 30u);
  c.receive(S1, S3, 4, RequestVote{.last_log = at(3, 3)});
  EXPECT_TRUE(c.said<RequestVoteReply>(S1)->vote_granted);
}

TEST(ElectionRestriction, uncommitted_entries_count_too) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.propose(S1, "x=1");
  c.deliver(S1, S2);
  c.drop();
  c.timeout(S3);
  c.deliver_all();
  EXPECT_FALSE(c.leads(S3));
  c.elect(S2);
}

// The story of chapter 4: a committed entry, and a candidate that does not have it.
template <class NodeType>
void commit_without_s3_then_let_it_stand(HandCluster<NodeType>& c) {
  c.elect(S1);
  c.cut(S1, S3);
  c.propose(S1, "x=1");
  c.deliver_all();
  c.crash(S1);
  c.timeout(S3);
  c.deliver_all();
}

TEST(ElectionRestriction, keeps_who_lacks_a_committed_entry_from_leading) {
  HandCluster<SafeNode> c(3);
  commit_without_s3_then_let_it_stand(c);
  EXPECT_FALSE(c.leads(S3));
  c.elect(S2);
  EXPECT_EQ(c.log_of(S3), "[1:no-op, 1:x=1, 3:no-op]");
}

TEST(ElectionRestriction, when_left_out_a_leader_lacks_a_committed_entry) {
  HandCluster<Node<Election, Replication, CommitCurrentTermOnly, Durability>> c(3);
  commit_without_s3_then_let_it_stand(c);
  EXPECT_TRUE(c.leads(S3));
  EXPECT_TRUE(c.broke("Leader Completeness"));
  EXPECT_EQ(c.log_of(S3), "[1:no-op, 2:no-op]");
  EXPECT_EQ(c.log_of(S2), "[1:no-op, 1:x=1]") << "S2 knows that x=1 is committed, and keeps it";
}

}  // namespace
}  // namespace raft
