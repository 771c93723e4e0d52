/// @file
/// Many servers change at once, by way of a joint configuration: paper section 6 and Figure 11;
/// dissertation section 4.3.

#include "membership/joint_consensus.h"

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

using WithoutJoint = Node<Election, Replication, ElectionRestriction, CommitCurrentTermOnly,
                          Durability, Membership, OneChangeAtATime, CommitBeforeChange>;

// S1 leads {S1 S2 S3}; S4 and S5 wait outside.
template <class NodeType>
struct ReplacementOf : HandCluster<NodeType> {
  ReplacementOf() : HandCluster<NodeType>(3) {
    this->elect(S1);
    this->heartbeat(S1);
    this->deliver_all();
    this->add(S4);
    this->add(S5);
  }
  // To {S1 S4 S5}, up to the moment when the joint configuration is in the leader's log.
  void begin() {
    this->reconfigure(S1, {S1, S4, S5});
    for (int i = 0; i < 2; ++i) {
      for (const ServerId newcomer : {S4, S5}) {
        this->deliver(S1, newcomer);
        this->deliver(newcomer, S1);
      }
    }
  }
  void holds_index_2(ServerId follower) {
    this->receive(S1, follower, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  }
};
using Replacement = ReplacementOf<Raft>;

// Paper section 6: first C-old,new, and when that is committed, C-new.
TEST(JointConsensus, goes_through_a_joint_configuration_to_the_new_one) {
  Replacement c;
  c.reconfigure(S1, {S1, S4, S5});
  c.deliver_all();
  const std::string log = "[1:no-op, 1:{S1 S2 S3}->{S1 S4 S5}, 1:{S1 S4 S5}]";
  for (const ServerId server : {S1, S2, S3, S4, S5}) EXPECT_EQ(c.log_of(server), log);
  for (const ServerId server : {S1, S4, S5}) EXPECT_EQ(c.commit_of(server), 3u);
  c.heartbeat(S1);
  EXPECT_EQ(c.in_flight().size(), 4u) << "S2 and S3 are out, and still hear so";
}

// Paper section 6: entries go to all servers of both configurations.
TEST(JointConsensus, sends_entries_to_the_servers_of_both) {
  Replacement c;
  c.begin();
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3}->{S1 S4 S5}");
  EXPECT_EQ(c.node(S1).peers, (ServerSet{S2, S3, S4, S5}));
}

// Paper section 6: separate majorities to commit.
TEST(JointConsensus, commits_only_with_a_majority_of_each) {
  Replacement c;
  c.begin();
  c.holds_index_2(S4);
  c.holds_index_2(S5);
  EXPECT_EQ(c.commit_of(S1), 1u) << "all of the new, one of the old";
  c.holds_index_2(S2);
  EXPECT_EQ(c.commit_of(S1), 2u);
  EXPECT_EQ(c.log_of(S1), "[1:no-op, 1:{S1 S2 S3}->{S1 S4 S5}, 1:{S1 S4 S5}]");
}

TEST(JointConsensus, does_not_commit_with_the_old_majority_alone) {
  Replacement c;
  c.begin();
  c.holds_index_2(S2);
  c.holds_index_2(S3);
  EXPECT_EQ(c.commit_of(S1), 1u);
  c.holds_index_2(S4);
  EXPECT_EQ(c.commit_of(S1), 2u);
}

// Paper section 6: ... and to elect.
TEST(JointConsensus, elects_only_with_a_majority_of_each) {
  Replacement c;
  const Configuration joint{{S1, S4, S5}, {S1, S2, S3}};
  c.receive(S2, S1, 1, append_entries(at(1, 1), {entry(1, joint)}));
  c.timeout(S2);
  c.receive(S2, S3, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S2), "candidate") << "the old majority alone";
  c.receive(S2, S4, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S2), "candidate");
  c.receive(S2, S5, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S2), "leader");
}

TEST(JointConsensus, does_not_elect_with_the_new_majority_alone) {
  Replacement c;
  const Configuration joint{{S1, S4, S5}, {S1, S2, S3}};
  c.receive(S4, S1, 1, append_entries(at(0, 0), {c.node(S1).log[{1}], entry(1, joint)}));
  c.timeout(S4);
  c.receive(S4, S5, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S4), "candidate");
  c.receive(S4, S1, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S4), "candidate") << "S1 is one of the old";
  c.receive(S4, S3, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S4), "leader");
}

// Paper section 6: any server of either may lead.
TEST(JointConsensus, lets_an_outgoing_server_stand) {
  Replacement c;
  const Configuration joint{{S1, S4, S5}, {S1, S2, S3}};
  c.receive(S2, S1, 1, append_entries(at(1, 1), {entry(1, joint)}, 2));
  EXPECT_EQ(c.commit_of(S2), 2u);
  c.timeout(S2);
  EXPECT_EQ(c.role_of(S2), "candidate");
  EXPECT_EQ(c.in_flight(S2, S3).size(), 1u) << "and asks the other outgoing ones";
  EXPECT_EQ(c.in_flight(S2, S5).size(), 1u);
}

// Paper section 6: C-new follows when C-old,new is committed, not when something before it is.
TEST(JointConsensus, is_not_left_when_an_earlier_entry_is_committed) {
  Replacement c;
  c.isolate(S2);
  c.isolate(S3);
  c.propose(S1, "x=1");
  c.begin();
  ASSERT_EQ(c.log_of(S1), "[1:no-op, 1:x=1, 1:{S1 S2 S3}->{S1 S4 S5}]");
  c.holds_index_2(S2);
  c.holds_index_2(S4);
  EXPECT_EQ(c.commit_of(S1), 2u);
  EXPECT_EQ(c.log_of(S1), "[1:no-op, 1:x=1, 1:{S1 S2 S3}->{S1 S4 S5}]");
}

TEST(JointConsensus, another_change_is_refused_by_a_new_leader_that_has_to_finish_the_old_one) {
  Replacement c;
  const Configuration joint{{S1, S4, S5}, {S1, S2, S3}};
  c.receive(S2, S1, 1, append_entries(at(1, 1), {entry(1, joint)}, 2));
  c.timeout(S2);
  for (const ServerId voter : {S3, S4, S5}) {
    c.receive(S2, voter, 2, RequestVoteReply{.vote_granted = true});
  }
  ASSERT_TRUE(c.leads(S2));
  c.reconfigure(S2, {S2});
  EXPECT_TRUE(c.refused_with(S2, Refusal::change_in_progress));
}

// Paper section 6: a leader crashes between the two; its successor finishes the change.
// (Pitfalls: etcd#12136; camunda#60086.)
TEST(JointConsensus, is_finished_by_the_next_leader_if_it_was_committed_in_the_old_term) {
  Replacement c;
  c.begin();
  c.deliver(S1, S2);
  c.deliver(S1, S4);
  c.deliver(S1, S5);
  c.deliver(S2, S1);
  c.deliver(S4, S1);
  ASSERT_EQ(c.commit_of(S1), 2u);
  c.drop();
  c.crash(S1);
  c.timeout(S2);
  c.deliver_all();
  EXPECT_EQ(c.log_of(S4), "[1:no-op, 1:{S1 S2 S3}->{S1 S4 S5}, 2:no-op, 2:{S1 S4 S5}]");
  EXPECT_FALSE(c.leads(S2)) << "S2 is not in it, and steps down when it is committed";
  EXPECT_EQ(c.commit_of(S2), 4u);
  c.elect(S4);
}

TEST(JointConsensus, is_rolled_back_if_it_reached_nobody) {
  Replacement c;
  c.begin();
  c.drop();
  c.isolate(S1);
  c.timeout(S2);
  c.deliver_all();
  ASSERT_TRUE(c.leads(S2));
  c.heal();
  c.heartbeat(S2);
  c.deliver_all();
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3}");
}

// Paper section 6: the new configuration needs only its own majority, and the old ones may go.
TEST(JointConsensus, needs_the_old_servers_no_more_once_it_is_left) {
  Replacement c;
  c.begin();
  c.deliver(S1, S2);
  c.deliver(S2, S1);
  c.partition({S1, S4, S5}, {S2, S3});
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S1), 3u);
  c.propose(S1, "x=1");
  c.deliver_all();
  EXPECT_EQ(c.applied_by(S5), "x=1");
}

TEST(JointConsensus, a_leader_that_is_not_in_the_new_configuration_leads_the_change_and_goes) {
  Replacement c;
  c.reconfigure(S1, {S3, S4, S5});
  c.deliver_all();
  EXPECT_FALSE(c.leads(S1));
  EXPECT_EQ(c.commit_of(S1), 3u);
  c.elect(S4);
}

// What the leader can commit alone it commits at once: no later step is needed.
TEST(JointConsensus, to_the_leader_alone_is_finished_in_the_step_that_commits_the_joint_one) {
  Replacement c;
  c.reconfigure(S1, {S1});
  c.holds_index_2(S2);
  EXPECT_EQ(c.log_of(S1), "[1:no-op, 1:{S1 S2 S3}->{S1}, 1:{S1}]");
  EXPECT_EQ(c.commit_of(S1), 3u);
}

TEST(JointConsensus, another_change_is_refused_while_it_lasts) {
  Replacement c;
  c.begin();
  c.reconfigure(S1, {S1});
  EXPECT_TRUE(c.refused_with(S1, Refusal::change_in_progress));
  c.holds_index_2(S2);
  c.holds_index_2(S4);
  ASSERT_EQ(c.commit_of(S1), 2u);
  c.reconfigure(S1, {S1});
  EXPECT_TRUE(c.refused_with(S1, Refusal::change_in_progress)) << "C-new is not committed yet";
}

// Paper section 6 and Figure 10: without the second majority, S1 with the new servers and S2 with
// the old ones decide separately.
template <class NodeType>
void split_old_from_new(ReplacementOf<NodeType>& c) {
  c.begin();
  c.partition({S1, S4, S5}, {S2, S3});
  c.deliver_all();
  c.heartbeat(S1);
  c.deliver_all();
  c.propose(S1, "x=1");
  c.deliver_all();
  c.timeout(S2);
  c.deliver_all();
  c.propose(S2, "y=2");
  c.deliver_all();
}

TEST(JointConsensus, keeps_old_and_new_servers_from_deciding_apart) {
  Replacement c;
  split_old_from_new(c);
  EXPECT_EQ(c.applied_by(S4), "");
  EXPECT_EQ(c.applied_by(S3), "y=2");
}

TEST(JointConsensus, when_left_out_two_halves_of_the_cluster_commit_different_entries) {
  ReplacementOf<WithoutJoint> c;
  split_old_from_new(c);
  EXPECT_EQ(c.applied_by(S4), "x=1");
  EXPECT_EQ(c.applied_by(S3), "y=2");
  EXPECT_TRUE(c.broke("State Machine Safety"));
}

}  // namespace
}  // namespace raft
