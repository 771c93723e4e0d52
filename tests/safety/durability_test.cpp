/// @file
/// What a server may not forget: paper section 5.1 and Figure 2, persistent state; dissertation
/// section 3.8.

#include "safety/durability.h"

#include <gtest/gtest.h>

#include "node/hand_cluster.h"
#include "safety/commit_current_term_only.h"
#include "safety/election_restriction.h"
#include "safety/safe_node.h"

namespace raft {
namespace {

using Forgetful = Node<Election, Replication, ElectionRestriction, CommitCurrentTermOnly>;

// Figure 2: votedFor and currentTerm are on disk before the answer leaves.
TEST(Durability, a_vote_is_saved_in_the_step_that_gives_it) {
  HandCluster<SafeNode> c(3);
  c.receive(S1, S2, 5, RequestVote{});
  EXPECT_EQ(c.effects(S1).save.term_and_vote, (TermAndVote{{5}, S2}));
}

// (Pitfall: a candidate counts its own vote before it is saved.)
TEST(Durability, a_candidates_own_vote_is_saved_before_it_asks_others) {
  HandCluster<SafeNode> c(3);
  c.timeout(S1);
  EXPECT_EQ(c.effects(S1).save.term_and_vote, (TermAndVote{{1}, S1}));
  EXPECT_EQ(c.in_flight().size(), 2u);
}

TEST(Durability, a_term_learned_from_anybody_is_saved) {
  HandCluster<SafeNode> c(3);
  c.receive(S1, S2, 5, AppendEntriesReply{});
  EXPECT_EQ(c.effects(S1).save.term_and_vote, (TermAndVote{{5}, std::nullopt}));
}

// Figure 2: log[] is persistent state too.
TEST(Durability, entries_are_saved_in_the_step_that_accepts_them) {
  HandCluster<SafeNode> c(3);
  c.receive(S1, S2, 1, append_entries(at(0, 0), {entry(1, "a"), entry(1, "b")}));
  EXPECT_EQ(c.effects(S1).save.log_from, LogIndex{1});
  c.receive(S1, S2, 1, append_entries(at(1, 2), {entry(1, "c")}));
  EXPECT_EQ(c.effects(S1).save.log_from, LogIndex{3});
  EXPECT_EQ(c.disk(S1).log, c.node(S1).log);
}

TEST(Durability, a_deleted_tail_is_deleted_on_disk_too) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(2, {1, 1, 1, 2, 2}));
  c.receive(S1, S2, 3, append_entries(at(1, 2), {entry(3, "new")}));
  EXPECT_EQ(c.effects(S1).save.log_from, LogIndex{3});
  EXPECT_EQ(text_of(c.disk(S1).log), "[1:e1, 1:e2, 3:new]");
}

TEST(Durability, a_step_needs_the_disk_if_the_term_the_vote_or_the_log_has_changed) {
  HandCluster<SafeNode> c(3);
  const auto needed = [&] { return c.effects(S1).save.needed(); };
  c.receive(S1, S2, 5, RequestVoteReply{});
  EXPECT_TRUE(needed()) << "a later term";
  c.receive(S1, S2, 5, RequestVote{});
  EXPECT_TRUE(needed()) << "a vote";
  c.receive(S1, S2, 5, append_entries(at(0, 0), {entry(5, "a")}));
  EXPECT_TRUE(needed()) << "an entry";
  c.receive(S1, S2, 5, append_entries(at(5, 1), {}, 1));
  EXPECT_FALSE(needed()) << "a commit index, which is learned again after a crash";
}

// Several changes in one step are saved together, from the first place that changed.
TEST(Durability, saves_from_the_first_of_several_changes) {
  Durability durability({});
  int no_node = 0;
  durability.on(Truncated{{5}}, no_node);
  EXPECT_EQ(durability.unsaved_from, LogIndex{5});
  durability.on(Appended{{4}}, no_node);
  durability.on(Appended{{6}}, no_node);
  EXPECT_EQ(durability.unsaved_from, LogIndex{4});
}

TEST(Durability, a_vote_given_later_in_a_known_term_is_saved_too) {
  HandCluster<SafeNode> c(3);
  c.receive(S1, S3, 5, RequestVoteReply{});
  c.receive(S1, S2, 5, RequestVote{});
  EXPECT_EQ(c.effects(S1).save.term_and_vote, (TermAndVote{{5}, S2}));
}

TEST(Durability, a_leaders_own_entries_are_saved_before_they_are_sent) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.propose(S1, "x=1");
  EXPECT_EQ(c.effects(S1).save.log_from, LogIndex{2});
}

TEST(Durability, asks_for_nothing_when_nothing_changed) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.heartbeat(S1);
  EXPECT_FALSE(c.effects(S1).save.needed());
  c.deliver();
  EXPECT_FALSE(c.effects(S2).save.needed());
  c.tick(S2);
  EXPECT_FALSE(c.effects(S2).save.needed());
}

TEST(Durability, a_restarted_server_has_its_term_vote_and_log_and_is_a_follower) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.propose(S1, "x=1");
  c.deliver_all();
  c.crash(S1);
  c.restart(S1);
  EXPECT_EQ(c.role_of(S1), "follower");
  EXPECT_EQ(c.term_of(S1), 1u);
  EXPECT_EQ(c.vote_of(S1), S1);
  EXPECT_EQ(c.log_of(S1), "[1:no-op, 1:x=1]");
  EXPECT_FALSE(c.effects(S1).save.needed()) << "all that it has came from the disk";
}

// Figure 2: commitIndex and lastApplied are volatile; the next leader tells.
TEST(Durability, a_restarted_server_has_committed_nothing_until_it_is_told) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.propose(S1, "x=1");
  c.deliver_all();
  c.crash(S2);
  c.restart(S2);
  EXPECT_EQ(c.commit_of(S2), 0u);
  c.heartbeat(S1);
  c.deliver_all();
  EXPECT_EQ(c.applied_by(S2), "x=1") << "once, in its new life";
}

// A vote that was given stays given through a crash, and the same candidate may have it again.
TEST(Durability, a_voter_that_crashed_does_not_vote_twice_in_a_term) {
  HandCluster<SafeNode> c(3);
  c.receive(S1, S2, 1, RequestVote{});
  c.crash(S1);
  c.restart(S1);
  c.receive(S1, S3, 1, RequestVote{});
  EXPECT_FALSE(c.said<RequestVoteReply>(S1)->vote_granted);
  c.receive(S1, S2, 1, RequestVote{});
  EXPECT_TRUE(c.said<RequestVoteReply>(S1)->vote_granted);
}

// S2 votes for S1, crashes, comes back, and is asked by S3 in the same term.
template <class NodeType>
void ask_a_voter_before_and_after_a_crash(HandCluster<NodeType>& c) {
  c.timeout(S1);
  c.timeout(S3);
  c.deliver(S1, S2);
  c.deliver(S2, S1);
  c.crash(S2);
  c.restart(S2);
  c.deliver(S3, S2);
  c.deliver(S2, S3);
}

TEST(Durability, elects_one_leader_though_a_voter_crashes) {
  HandCluster<SafeNode> c(3);
  ask_a_voter_before_and_after_a_crash(c);
  EXPECT_TRUE(c.leads(S1));
  EXPECT_FALSE(c.leads(S3));
}

TEST(Durability, when_left_out_two_servers_lead_one_term) {
  HandCluster<Forgetful> c(3);
  ask_a_voter_before_and_after_a_crash(c);
  EXPECT_TRUE(c.leads(S1));
  EXPECT_TRUE(c.leads(S3));
  EXPECT_TRUE(c.broke("Election Safety"));
}

TEST(Durability, writes_nothing_for_a_proposal_of_nothing) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.step(S1, Propose{});
  EXPECT_FALSE(c.effects(S1).save.needed());
}

// S2 acknowledges an entry, which so becomes committed, and crashes before anything else.
template <class NodeType>
void crash_the_only_follower_that_holds_an_entry(HandCluster<NodeType>& c) {
  c.elect(S1);
  c.cut(S1, S3);
  c.propose(S1, "x=1");
  c.deliver_all();
  c.crash(S1);
  c.crash(S2);
  c.restart(S2);
  c.timeout(S3);
  c.deliver_all();
  c.timeout(S2);
  c.deliver_all();
}

TEST(Durability, keeps_an_entry_through_the_crash_of_all_that_hold_it) {
  HandCluster<SafeNode> c(3);
  crash_the_only_follower_that_holds_an_entry(c);
  EXPECT_EQ(c.applied_by(S3), "x=1");
}

TEST(Durability, when_left_out_an_acknowledged_entry_is_lost) {
  HandCluster<Forgetful> c(3);
  crash_the_only_follower_that_holds_an_entry(c);
  EXPECT_TRUE(c.broke("Leader Completeness"));
}

TEST(Durability, a_cluster_that_loses_power_goes_on_where_it_was) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.propose(S1, {"x=1", "y=2"});
  c.deliver_all();
  for (const ServerId server : {S1, S2, S3}) c.crash(server);
  for (const ServerId server : {S1, S2, S3}) c.restart(server);
  c.elect(S3);
  c.heartbeat(S3);
  c.deliver_all();
  for (const ServerId server : {S1, S2, S3}) EXPECT_EQ(c.applied_by(server), "x=1, y=2");
}

// ---- what is committed is kept

// S1, a follower in term 2 that knows three entries to be committed.
struct KnowsThree : HandCluster<SafeNode> {
  KnowsThree() : HandCluster<SafeNode>(3) {
    receive(
        S1, S2, 2,
        append_entries(at(0, 0), {entry(1, "a"), entry(1, "b"), entry(2, "c"), entry(2, "d")}, 3));
  }
};

TEST(WhatIsCommitted, is_not_given_up_for_a_leader_that_contradicts_it) {
  for (const std::uint64_t leaders_term : {2u, 3u}) {
    KnowsThree c;
    c.receive(S1, S3, leaders_term, append_entries(at(1, 1), {entry(2, "x"), entry(2, "y")}));
    EXPECT_TRUE(c.effects(S1).message_refused);
    EXPECT_EQ(c.log_of(S1), "[1:a, 1:b, 2:c, 2:d]");
    EXPECT_EQ(c.term_of(S1), 2u) << "nothing of such a message is believed";
  }
}

TEST(WhatIsCommitted, is_no_reason_to_refuse_what_agrees_with_it_or_lies_behind_it) {
  KnowsThree c;
  c.receive(S1, S2, 2, append_entries(at(1, 1), {entry(1, "b"), entry(2, "c")}, 3));
  EXPECT_FALSE(c.effects(S1).message_refused) << "the same again";
  c.receive(S1, S3, 3, append_entries(at(1, 2), {entry(2, "c"), entry(3, "z")}, 3));
  EXPECT_FALSE(c.effects(S1).message_refused) << "what is not committed may go";
  EXPECT_EQ(c.log_of(S1), "[1:a, 1:b, 2:c, 3:z]");
}

TEST(WhatIsCommitted, may_be_contradicted_by_an_old_message_of_an_honest_leader) {
  KnowsThree c;
  c.receive(S1, S3, 1, append_entries(at(1, 1), {entry(1, "b"), entry(1, "lost")}));
  EXPECT_FALSE(c.effects(S1).message_refused);
  EXPECT_FALSE(c.said<AppendEntriesReply>(S1)->success) << "it is told that its term is over";
  EXPECT_EQ(c.log_of(S1), "[1:a, 1:b, 2:c, 2:d]");
}

}  // namespace
}  // namespace raft
