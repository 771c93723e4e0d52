/// @file
/// What a leader does with proposals and answers: Figure 2's rules for leaders, and paper section
/// 5.3. The node is chapter 3's, which has no first entry of its own in the way.

#include <gtest/gtest.h>

#include "node/hand_cluster.h"
#include "replication/replicating_node.h"

namespace raft {
namespace {

class ALeader : public testing::Test {
 protected:
  ALeader() { c.elect(S1); }

  std::vector<AppendEntries> on_the_way_to(ServerId follower) {
    std::vector<AppendEntries> found;
    for (const Message& m : c.in_flight(S1, follower)) {
      if (const auto* body = std::get_if<AppendEntries>(&m.body)) found.push_back(*body);
    }
    return found;
  }

  HandCluster<ReplicatingNode> c{3};
};

// Figure 2, leaders: append a client's command to the local log. Paper section 5.3.
TEST_F(ALeader, appends_a_command_in_its_term_and_says_where) {
  c.propose(S1, "x=1");
  EXPECT_EQ(c.log_of(S1), "[1:x=1]");
  EXPECT_EQ(c.effects(S1).answer_to({}), Answer(Accepted{{1}, {1}}));
}

TEST_F(ALeader, sends_new_entries_to_all_followers_in_parallel) {
  c.propose(S1, "x=1");
  for (const ServerId follower : {S2, S3}) {
    ASSERT_EQ(on_the_way_to(follower).size(), 1u);
    EXPECT_EQ(on_the_way_to(follower)[0], append_entries(at(0, 0), {entry(1, "x=1")}, 0));
  }
}

TEST_F(ALeader, takes_many_commands_in_one_step_and_sends_them_in_one_message) {
  c.propose(S1, {"x=1", "y=2", "z=3"});
  EXPECT_EQ(c.effects(S1).answer_to({}), Answer(Accepted{{1}, {3}}));
  ASSERT_EQ(on_the_way_to(S2).size(), 1u);
  EXPECT_EQ(on_the_way_to(S2)[0].entries.size(), 3u);
}

TEST_F(ALeader, executes_an_entry_once) {
  c.propose(S1, "x=1");
  c.deliver_all();
  c.heartbeat(S1);
  EXPECT_EQ(c.effects(S1).apply, Apply{});
}

TEST_F(ALeader, of_whom_nothing_is_asked_appends_and_sends_nothing) {
  c.step(S1, Propose{});
  EXPECT_EQ(c.log_of(S1), "[]");
  EXPECT_TRUE(c.silent(S1));
}

TEST_F(ALeader, says_which_entries_precede_the_new_ones) {
  c.propose(S1, "x=1");
  c.deliver_all();
  c.propose(S1, "y=2");
  EXPECT_EQ(on_the_way_to(S2)[0], append_entries(at(1, 1), {entry(1, "y=2")}, 1));
}

// Paper section 5.3: an entry is committed once the leader has it on a majority.
TEST_F(ALeader, commits_and_applies_once_a_majority_holds_an_entry) {
  c.propose(S1, "x=1");
  EXPECT_EQ(c.commit_of(S1), 0u);
  c.receive(S1, S2, 1, AppendEntriesReply{.success = true, .match_index = {1}});
  EXPECT_EQ(c.commit_of(S1), 1u);
  EXPECT_EQ(c.applied_by(S1), "x=1");
}

// Figure 2, leaders, last rule: the greatest N that a majority of matchIndex reaches.
TEST(ALeaderOfFive, commits_the_greatest_index_that_a_majority_holds) {
  HandCluster<ReplicatingNode> c(5);
  c.elect(S1);
  c.propose(S1, {"a", "b", "c", "d"});
  c.receive(S1, S2, 1, AppendEntriesReply{.success = true, .match_index = {4}});
  EXPECT_EQ(c.commit_of(S1), 0u);
  c.receive(S1, S3, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_EQ(c.commit_of(S1), 2u);
  c.receive(S1, S4, 1, AppendEntriesReply{.success = true, .match_index = {3}});
  EXPECT_EQ(c.commit_of(S1), 3u);
}

TEST_F(ALeader, does_not_count_the_same_answer_twice) {
  HandCluster<ReplicatingNode> five(5);
  five.elect(S1);
  five.propose(S1, "x=1");
  five.receive(S1, S2, 1, AppendEntriesReply{.success = true, .match_index = {1}});
  five.receive(S1, S2, 1, AppendEntriesReply{.success = true, .match_index = {1}});
  EXPECT_EQ(five.commit_of(S1), 0u);
}

TEST_F(ALeader, does_not_count_the_log_of_a_stranger) {
  c.propose(S1, "x=1");
  c.receive(S1, S7, 1, AppendEntriesReply{.success = true, .match_index = {1}});
  EXPECT_EQ(c.commit_of(S1), 0u);
}

// Paper section 5.3: followers learn of the commit from the next AppendEntries; here at once.
TEST_F(ALeader, tells_its_followers_what_is_committed) {
  c.propose(S1, "x=1");
  c.deliver_all();
  for (const ServerId server : {S1, S2, S3}) {
    EXPECT_EQ(c.commit_of(server), 1u);
    EXPECT_EQ(c.applied_by(server), "x=1");
  }
}

// Figure 2, followers: only leaders take commands; the client is told who leads (section 8).
TEST_F(ALeader, is_named_by_a_follower_that_refuses_a_command) {
  c.propose(S2, "x=1");
  EXPECT_EQ(c.effects(S2).answer_to({}), Answer(Refused{Refusal::not_leader, S1}));
  EXPECT_EQ(c.log_of(S2), "[]");
}

TEST_F(ALeader, of_a_cluster_of_one_commits_at_once) {
  HandCluster<ReplicatingNode> one(1);
  one.elect(S1);
  one.propose(S1, "x=1");
  EXPECT_EQ(one.applied_by(S1), "x=1");
  EXPECT_TRUE(one.in_flight().empty());
}

// Dissertation section 10.2.1: entries are sent without waiting for the answers to earlier ones.
TEST_F(ALeader, pipelines) {
  c.propose(S1, "a");
  c.propose(S1, "b");
  c.propose(S1, "c");
  const auto sent = on_the_way_to(S2);
  ASSERT_EQ(sent.size(), 3u);
  EXPECT_EQ(sent[2], append_entries(at(1, 2), {entry(1, "c")}, 0)) << "each entry is sent once";
}

TEST_F(ALeader, repairs_a_pipeline_whose_first_message_was_lost) {
  c.propose(S1, "a");
  c.drop(S1, S2);
  c.propose(S1, "b");
  c.deliver_all();
  EXPECT_EQ(c.log_of(S2), "[1:a, 1:b]");
}

// Paper section 5.3: the leader retries for ever. A pipeline of which everything is lost is found
// by the next heartbeat. (Pitfall: etcd-io/raft PR 14633.)
TEST_F(ALeader, finds_with_a_heartbeat_that_all_its_messages_were_lost) {
  c.propose(S1, {"a", "b"});
  c.propose(S1, "c");
  c.drop();
  c.heartbeat(S1);
  c.deliver_all();
  EXPECT_EQ(c.log_of(S2), "[1:a, 1:b, 1:c]");
  EXPECT_EQ(c.commit_of(S1), 3u);
}

TEST_F(ALeader, needs_no_answer_to_know_better_when_answers_are_lost) {
  c.propose(S1, "a");
  c.deliver(S1, S2);
  c.deliver(S1, S3);
  c.drop();
  EXPECT_EQ(c.commit_of(S1), 0u);
  c.heartbeat(S1);
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S1), 1u);
}

// Answers that are late, doubled or out of order. (Pitfall: etcd TestFastLogRejection.)
TEST_F(ALeader, does_not_forget_what_matches_when_an_old_refusal_arrives) {
  c.propose(S1, {"a", "b"});
  c.deliver_all();
  const auto before = *c.node(S1).followers;
  c.receive(S1, S2, 1, AppendEntriesReply{.success = false, .prev_log_index = {2}});
  EXPECT_EQ(*c.node(S1).followers, before);
  EXPECT_TRUE(c.silent(S1));
}

TEST_F(ALeader, sends_no_more_than_a_message_may_carry) {
  HandCluster<ReplicatingNode> small(3, {.entries_per_message = 2});
  small.elect(S1);
  small.propose(S1, {"a", "b", "c", "d", "e"});
  std::vector<std::size_t> sizes;
  for (const Message& m : small.in_flight(S1, S2)) {
    sizes.push_back(std::get<AppendEntries>(m.body).entries.size());
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 2, 1}));
  small.deliver_all();
  EXPECT_EQ(small.applied_by(S3), "a, b, c, d, e");
}

// A heartbeat promises no commit beyond what it covers (Figure 2, rule 5, at the receiver).
TEST_F(ALeader, gives_a_lagging_follower_no_commit_that_it_cannot_check) {
  c.cut(S1, S3);
  c.propose(S1, {"a", "b"});
  c.deliver_all();
  c.heal();
  c.heartbeat(S1);
  c.deliver(S1, S3);
  EXPECT_EQ(c.commit_of(S3), 0u);
  c.deliver_all();
  EXPECT_EQ(c.applied_by(S3), "a, b");
}

TEST_F(ALeader, that_steps_down_forgets_its_followers_and_starts_anew_when_it_leads_again) {
  c.propose(S1, "a");
  c.deliver_all();
  c.elect(S2);
  EXPECT_FALSE(c.node(S1).followers.has_value());
  c.timeout(S1);
  c.receive(S1, S3, 3, RequestVoteReply{.vote_granted = true});
  for (const Progress& follower : *c.node(S1).followers) {
    EXPECT_EQ(follower.match_index(), LogIndex{0});
    EXPECT_EQ(follower.next_index(), LogIndex{2});
  }
}

TEST_F(ALeader, does_not_hear_an_answer_that_promises_more_than_it_has) {
  c.propose(S1, "a");
  const auto before = c.node(S1);
  c.receive(S1, S2, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_TRUE(c.effects(S1).message_refused);
  EXPECT_EQ(c.node(S1), before);
}

// While it does not know where the logs agree, it asks about one place at a time.
TEST(ANewLeader, sends_nothing_more_to_a_follower_it_is_still_asking) {
  HandCluster<ReplicatingNode> c(3);
  c.timeout(S1);
  c.deliver(S1, S2);
  c.deliver(S2, S1);
  ASSERT_TRUE(c.leads(S1));
  c.drop();
  c.propose(S1, "a");
  EXPECT_TRUE(c.silent(S1));
  c.heartbeat(S1);
  EXPECT_EQ(c.said<AppendEntries>(S1)->entries.size(), 1u) << "the question carries the entries";
}

}  // namespace
}  // namespace raft
