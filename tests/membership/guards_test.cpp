/// @file
/// The two rules that keep changes from overlapping, each with what happens without it.

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

using WithoutCommitFirst = Node<Election, Replication, ElectionRestriction, CommitCurrentTermOnly,
                                Durability, Membership, OneChangeAtATime, JointConsensus>;
using WithoutOneAtATime = Node<Election, Replication, ElectionRestriction, CommitCurrentTermOnly,
                               Durability, Membership, JointConsensus, CommitBeforeChange>;

// Ongaro to raft-dev, 10 July 2015. S1 leads term 1 and appends C+S5, which only S5 and itself
// hold. S2 wins term 2 with the old configuration and removes S1, which S3 also holds: committed.
// S1 comes back and wins term 3 with its own configuration, that is with S4 and S5.
template <class NodeType>
void two_leaders_change_the_members(HandCluster<NodeType>& c) {
  c.elect(S1);
  c.heartbeat(S1);
  c.deliver_all();
  c.add(S5);
  c.partition({S1, S5}, {S2, S3, S4});
  c.reconfigure(S1, {S1, S2, S3, S4, S5});
  c.deliver_all();
  c.timeout(S2);
  c.deliver(S2, S3);
  c.deliver(S2, S4);
  c.deliver(S3, S2);
  c.deliver(S4, S2);
  c.drop();
  c.reconfigure(S2, {S2, S3, S4});
}

template <class NodeType>
void s1_comes_back(HandCluster<NodeType>& c) {
  c.crash(S1);
  c.restart(S1);
  c.heal();
  c.partition({S1, S4, S5}, {S2, S3});
  c.timeout(S1);
  c.deliver_all();
  c.timeout(S1);
  c.deliver_all();
}

TEST(CommitBeforeChange, refuses_a_change_in_a_term_in_which_nothing_was_committed) {
  HandCluster<Raft> c(4);
  two_leaders_change_the_members(c);
  ASSERT_TRUE(c.leads(S2));
  EXPECT_TRUE(c.refused_with(S2, Refusal::no_commit_in_this_term));
  c.heartbeat(S2);
  c.deliver_all();
  c.reconfigure(S2, {S2, S3, S4});
  EXPECT_EQ(c.effects(S2).answer_to({}), Answer(ChangeBegun{})) << "its no-op is committed now";
}

// In the form of the message: with a committed no-op of term 2 on S2, S3 and S4, S1's log is not
// up-to-date any more, and it cannot win.
TEST(CommitBeforeChange, keeps_the_former_leader_from_winning_with_its_own_configuration) {
  HandCluster<Raft> c(4);
  two_leaders_change_the_members(c);
  c.heartbeat(S2);
  c.deliver_all();
  c.reconfigure(S2, {S2, S3, S4});
  c.cut(S2, S4);
  c.deliver_all();
  EXPECT_EQ(c.members_of(S3), "{S2 S3 S4}");
  s1_comes_back(c);
  EXPECT_FALSE(c.leads(S1));
}

TEST(CommitBeforeChange, when_left_out_a_committed_change_is_lost) {
  HandCluster<WithoutCommitFirst> c(4);
  two_leaders_change_the_members(c);
  c.heartbeat(S2);
  c.drop(S2, S4);
  c.deliver_all();
  ASSERT_GE(c.commit_of(S2), 3u) << "on S2 and S3: two of three";
  s1_comes_back(c);
  EXPECT_TRUE(c.leads(S1)) << "with S4 and S5: three of five";
  EXPECT_TRUE(c.broke("Leader Completeness"));
}

// Dissertation section 4.1. Two removals at once are a step over two servers: S1 and S2 are one
// half of the old cluster, and think that they are all of the new one.
template <class NodeType>
void remove_two_at_once(HandCluster<NodeType>& c) {
  c.elect(S1);
  c.heartbeat(S1);
  c.deliver_all();
  c.partition({S1, S2}, {S3, S4, S5});
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.reconfigure(S1, {S1, S2, S3});
  c.propose(S1, "x=1");
  c.deliver_all();
  c.timeout(S3);
  c.deliver_all();
  c.propose(S3, "y=2");
  c.deliver_all();
}

TEST(OneChangeAtATime, keeps_two_removals_from_adding_up) {
  HandCluster<Raft> c(5);
  remove_two_at_once(c);
  EXPECT_EQ(c.applied_by(S2), "");
  EXPECT_EQ(c.applied_by(S4), "y=2");
}

TEST(OneChangeAtATime, when_left_out_two_majorities_pass_each_other_by) {
  HandCluster<WithoutOneAtATime> c(5);
  remove_two_at_once(c);
  EXPECT_EQ(c.applied_by(S2), "x=1");
  EXPECT_EQ(c.applied_by(S4), "y=2");
  EXPECT_TRUE(c.broke("State Machine Safety"));
}

}  // namespace
}  // namespace raft
