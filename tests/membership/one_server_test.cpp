/// @file
/// One server is added or removed: dissertation sections 4.1 and 4.2.

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

// S1 leads the voters S1 to Sn, has committed an entry of its term, and all is quiet.
struct RunningCluster : HandCluster<Raft> {
  explicit RunningCluster(unsigned servers, const Setup& like = {})
      : HandCluster<Raft>(servers, like) {
    elect(S1);
    heartbeat(S1);
    deliver_all();
  }
};

// ---- adding

TEST(AddingAServer, ends_with_a_larger_cluster_that_agrees) {
  RunningCluster c(3);
  c.add(S4);
  c.reconfigure(S1, {S1, S2, S3, S4});
  EXPECT_EQ(c.effects(S1).answer_to({}), Answer(ChangeBegun{}));
  c.deliver_all();
  for (const ServerId server : {S1, S2, S3, S4}) {
    EXPECT_EQ(c.log_of(server), "[1:no-op, 1:{S1 S2 S3 S4}]");
    EXPECT_EQ(c.members_of(server), "{S1 S2 S3 S4}");
  }
  EXPECT_EQ(c.commit_of(S1), 2u);
}

// Dissertation section 4.2.1: the log first, the vote later.
TEST(AddingAServer, sends_it_the_log_before_it_becomes_a_voter) {
  RunningCluster c(3);
  c.propose(S1, {"x=1", "y=2"});
  c.deliver_all();
  c.add(S4);
  c.reconfigure(S1, {S1, S2, S3, S4});
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3}");
  c.deliver(S1, S4);
  c.deliver(S4, S1);
  c.deliver(S1, S4);
  EXPECT_EQ(c.log_of(S4), "[1:no-op, 1:x=1, 1:y=2]");
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3}");
  c.deliver(S4, S1);
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3 S4}") << "it has caught up";
}

// Dissertation section 4.2.1: while it catches up it is not counted for anything.
TEST(AddingAServer, does_not_count_the_newcomer_while_it_catches_up) {
  RunningCluster c(3);
  c.add(S4);
  c.isolate(S3);
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.cut(S1, S2);
  c.propose(S1, "x=1");
  c.receive(S1, S4, 1, AppendEntriesReply{.success = false, .prev_log_index = {1}});
  c.receive(S1, S4, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_EQ(c.commit_of(S1), 1u);
}

TEST(AddingAServer, a_part_of_the_log_is_not_enough) {
  RunningCluster c(3, {.entries_per_message = 1});
  c.propose(S1, {"x=1", "y=2"});
  c.deliver_all();
  c.add(S4);
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.deliver(S1, S4);
  c.deliver(S4, S1);
  c.deliver(S1, S4);
  c.deliver(S4, S1);
  EXPECT_EQ(c.log_of(S4), "[1:no-op]");
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3}");
  c.deliver_all();
  EXPECT_EQ(c.members_of(S4), "{S1 S2 S3 S4}");
}

TEST(AddingAServer, takes_another_round_for_what_was_appended_during_a_slow_one) {
  RunningCluster c(3);
  c.add(S4);
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.deliver(S1, S4);
  c.tick(S1, 200);
  c.propose(S1, "x=1");
  c.deliver(S4, S1);
  c.deliver(S1, S4);
  c.deliver(S4, S1);
  ASSERT_TRUE(c.node(S1).change.has_value()) << "the first round took longer than a timeout";
  EXPECT_EQ(c.node(S1).change->newcomers[0].slow_rounds, 1u);
  EXPECT_EQ(c.node(S1).change->newcomers[0].target, LogIndex{2});
  c.deliver_all();
  EXPECT_EQ(c.members_of(S4), "{S1 S2 S3 S4}");
}

// Dissertation section 4.2.1: a server that never catches up is given up.
TEST(AddingAServer, is_abandoned_when_the_newcomer_is_silent) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.tick(S1, 1500);
  EXPECT_TRUE(c.node(S1).change.has_value());
  c.tick(S1);
  EXPECT_FALSE(c.node(S1).change.has_value());
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3}");
  c.drop();
  c.heartbeat(S1);
  EXPECT_TRUE(c.in_flight(S1, S4).empty()) << "and it is not spoken to any more";
  c.reconfigure(S1, {S1, S2});
  EXPECT_EQ(c.effects(S1).answer_to({}), Answer(ChangeBegun{})) << "another change may begin";
}

// Two newcomers: the one that is ready first goes on receiving while the other catches up.
TEST(AddingAServer, goes_on_sending_to_a_newcomer_that_is_ready_before_another) {
  RunningCluster c(3);
  c.add(S4);
  c.reconfigure(S1, {S1, S2, S3, S4, S5});
  c.deliver_all();
  ASSERT_TRUE(c.node(S1).change->newcomers[0].quick);
  ASSERT_FALSE(c.node(S1).change->newcomers[1].quick) << "S5 is not there yet";
  c.propose(S1, "x=1");
  c.deliver_all();
  c.propose(S1, "y=2");
  c.deliver_all();
  EXPECT_EQ(c.log_of(S4), "[1:no-op, 1:x=1, 1:y=2]");
}

// Dissertation section 4.1: a configuration is in force as soon as it is in the log.
TEST(AddingAServer, needs_the_new_majority_to_commit_the_new_configuration) {
  RunningCluster c(1);
  c.add(S2);
  c.reconfigure(S1, {S1, S2});
  c.deliver(S1, S2);
  c.deliver(S2, S1);
  c.deliver(S1, S2);
  c.deliver(S2, S1);
  ASSERT_EQ(c.log_of(S1), "[1:no-op, 1:{S1 S2}]");
  EXPECT_EQ(c.commit_of(S1), 1u) << "S1 alone is no majority of two";
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S1), 2u);
  EXPECT_EQ(c.commit_of(S2), 2u);
}

// Dissertation section 4.1: ... whether it is committed or not, for elections too.
TEST(AddingAServer, a_server_uses_the_latest_configuration_of_its_log_committed_or_not) {
  RunningCluster c(3);
  c.add(S4);
  c.receive(S2, S1, 1, append_entries(at(1, 1), {entry(1, {{S1, S2, S3, S4}, {}})}, 1));
  c.drop();
  c.timeout(S2);
  EXPECT_EQ(c.in_flight(S2, S4).size(), 1u);
  c.receive(S2, S3, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S2), "candidate") << "two of four";
  c.receive(S2, S4, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S2), "leader");
}

// Dissertation section 4.2.1 and Figure 4.4: a newcomer votes when asked, though it knows of
// nobody.
TEST(AddingAServer, a_newcomer_votes_when_it_is_asked_but_does_not_stand) {
  HandCluster<Raft> c(3);
  c.add(S4);
  c.timeout(S4);
  EXPECT_EQ(c.role_of(S4), "follower");
  EXPECT_EQ(c.term_of(S4), 0u);
  c.receive(S4, S1, 1, RequestVote{});
  EXPECT_TRUE(c.said<RequestVoteReply>(S4)->vote_granted);
}

TEST(AddingAServer, a_newcomer_obeys_a_leader_that_is_not_in_its_configuration) {
  HandCluster<Raft> c(1);
  c.add(S4);
  c.receive(S4, S1, 1, append_entries(at(0, 0), {entry(1, "x=1")}, 1));
  EXPECT_TRUE(c.said<AppendEntriesReply>(S4)->success);
  EXPECT_EQ(c.applied_by(S4), "x=1");
}

TEST(AddingAServer, a_leader_that_steps_down_forgets_the_change_it_had_begun) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.receive(S1, S2, 2, AppendEntriesReply{});
  EXPECT_FALSE(c.node(S1).change.has_value());
  EXPECT_EQ(c.node(S1).peers, (ServerSet{S2, S3}));
}

// ---- removing

TEST(RemovingAServer, ends_with_a_smaller_cluster) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2});
  c.deliver_all();
  EXPECT_EQ(c.members_of(S2), "{S1 S2}");
  EXPECT_EQ(c.commit_of(S2), 2u);
}

// A server that does not know that it is out stands again and again (dissertation 4.2.3).
TEST(RemovingAServer, tells_it_so_until_it_knows_and_then_it_keeps_quiet) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2});
  c.drop(S1, S3);
  c.deliver_all();
  c.drop(S1, S3);
  c.heartbeat(S1);
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S3), 2u);
  c.timeout(S3);
  EXPECT_TRUE(c.in_flight(S3, S1).empty());
}

TEST(RemovingAServer, leaves_it_alone_from_the_next_change_on) {
  RunningCluster c(4);
  c.reconfigure(S1, {S1, S2, S3});
  c.deliver_all();
  c.reconfigure(S1, {S1, S2});
  c.deliver_all();
  c.heartbeat(S1);
  EXPECT_TRUE(c.in_flight(S1, S4).empty());
  EXPECT_FALSE(c.in_flight(S1, S3).empty());
}

TEST(RemovingAServer, tells_it_so_while_the_change_is_not_committed) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2});
  c.deliver_all();
  EXPECT_EQ(c.log_of(S3), "[1:no-op, 1:{S1 S2}]");
  EXPECT_EQ(c.commit_of(S3), 2u);
  c.timeout(S3);
  EXPECT_EQ(c.role_of(S3), "follower") << "it knows that it is out, and disturbs nobody";
}

TEST(RemovingAServer, does_not_count_it_for_the_commit_of_its_removal) {
  RunningCluster c(4);
  c.reconfigure(S1, {S1, S2, S3});
  c.receive(S1, S4, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_EQ(c.commit_of(S1), 1u);
  c.receive(S1, S3, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_EQ(c.commit_of(S1), 2u);
}

// Dissertation section 4.2.2: the leader leads until its removal is committed, then steps down.
TEST(RemovingTheLeader, it_steps_down_when_its_removal_is_committed_and_not_before) {
  RunningCluster c(3);
  c.reconfigure(S1, {S2, S3});
  EXPECT_TRUE(c.leads(S1));
  c.deliver_all();
  EXPECT_EQ(c.role_of(S1), "follower");
  EXPECT_EQ(c.commit_of(S1), 2u);
  c.elect(S2);
  EXPECT_EQ(c.log_of(S3), "[1:no-op, 1:{S2 S3}, 2:no-op]");
}

// Dissertation section 4.2.2: it replicates entries but does not count itself in majorities.
// (Pitfall: camunda#15232.)
TEST(RemovingTheLeader, it_does_not_count_itself) {
  RunningCluster c(4);
  c.reconfigure(S1, {S2, S3, S4});
  c.receive(S1, S2, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_EQ(c.commit_of(S1), 1u) << "one of three";
  c.receive(S1, S3, 1, AppendEntriesReply{.success = true, .match_index = {2}});
  EXPECT_EQ(c.commit_of(S1), 2u);
}

TEST(RemovingTheLeader, it_tells_the_others_of_the_commit_before_it_steps_down) {
  RunningCluster c(3);
  c.reconfigure(S1, {S2, S3});
  c.deliver();
  c.deliver(S2, S1);
  EXPECT_TRUE(c.leads(S1)) << "one of two";
  c.deliver(S3, S1);
  EXPECT_FALSE(c.leads(S1));
  ASSERT_FALSE(c.in_flight(S1, S2).empty());
  c.deliver(S1, S2);
  EXPECT_EQ(c.commit_of(S2), 2u);
}

TEST(RemovingTheLeader, it_does_not_stand_again_once_its_removal_is_committed) {
  RunningCluster c(3);
  c.reconfigure(S1, {S2, S3});
  c.deliver_all();
  c.timeout(S1);
  EXPECT_EQ(c.role_of(S1), "follower");
}

// Dissertation section 4.2.2: a server that is not in its latest configuration may still be needed
// until that is committed, so it stands, but does not count its own vote.
TEST(RemovingTheLeader, it_still_stands_while_its_removal_is_uncommitted) {
  RunningCluster c(4);
  c.isolate(S1);
  c.reconfigure(S1, {S2, S3, S4});
  c.crash(S1);
  c.restart(S1);
  c.timeout(S1);
  EXPECT_EQ(c.role_of(S1), "candidate");
  c.receive(S1, S2, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "candidate") << "its own vote does not count: one of three";
  c.receive(S1, S3, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "leader");
}

// (Pitfall: etcd#10563, a cluster of two that loses its leader by removal and hangs.)
TEST(RemovingTheLeader, of_two_servers_the_other_goes_on_alone_though_it_never_hears_the_commit) {
  RunningCluster c(2);
  c.reconfigure(S1, {S2});
  c.deliver(S1, S2);
  c.deliver(S2, S1);
  EXPECT_FALSE(c.leads(S1));
  c.drop();
  c.timeout(S2);
  EXPECT_TRUE(c.leads(S2));
  c.propose(S2, "x=1");
  EXPECT_EQ(c.applied_by(S2), "x=1");
}

TEST(RemovingAServer, of_two_servers_leaves_the_leader_alone_and_able) {
  RunningCluster c(2);
  c.isolate(S2);
  c.reconfigure(S1, {S1});
  EXPECT_EQ(c.commit_of(S1), 2u) << "a majority of one";
  c.propose(S1, "x=1");
  EXPECT_EQ(c.applied_by(S1), "x=1");
}

// ---- when it is refused

TEST(AChange, is_refused_by_a_follower) {
  RunningCluster c(3);
  c.reconfigure(S2, {S1, S2});
  EXPECT_EQ(c.effects(S2).answer_to({}), Answer(Refused{Refusal::not_leader, S1}));
}

TEST(AChange, to_a_cluster_of_nobody_is_refused) {
  RunningCluster c(3);
  c.reconfigure(S1, {});
  EXPECT_TRUE(c.refused_with(S1, Refusal::no_voters));
}

// Dissertation section 4.1: one at a time.
TEST(AChange, is_refused_while_a_newcomer_catches_up) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.reconfigure(S1, {S1, S2});
  EXPECT_TRUE(c.refused_with(S1, Refusal::change_in_progress));
}

TEST(AChange, is_refused_while_the_last_one_is_uncommitted) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2});
  c.reconfigure(S1, {S1, S2, S3});
  EXPECT_TRUE(c.refused_with(S1, Refusal::change_in_progress));
  EXPECT_EQ(c.log_of(S1), "[1:no-op, 1:{S1 S2}]");
  c.deliver_all();
  c.reconfigure(S1, {S1, S2, S3});
  EXPECT_EQ(c.effects(S1).answer_to({}), Answer(ChangeBegun{}));
}

TEST(AChange, that_changes_nothing_is_carried_out_all_the_same) {
  RunningCluster c(3);
  c.reconfigure(S1, {S1, S2, S3});
  c.deliver_all();
  EXPECT_EQ(c.log_of(S3), "[1:no-op, 1:{S1 S2 S3}]");
}

// ---- rolling back, starting again

// Dissertation section 4.1: when the entry is removed, the server falls back to the one before it.
// (Pitfall: braft, jraft#1, NuRaft#67.)
TEST(ATruncatedConfiguration, gives_way_to_the_one_before_it) {
  RunningCluster c(3);
  c.receive(S2, S1, 1, append_entries(at(1, 1), {entry(1, {{S1, S2}, {}}), entry(1, "x=1")}));
  ASSERT_EQ(c.members_of(S2), "{S1 S2}");
  c.receive(S2, S3, 2, append_entries(at(1, 1), {entry(2, "y=2")}));
  EXPECT_EQ(c.log_of(S2), "[1:no-op, 2:y=2]");
  EXPECT_EQ(c.members_of(S2), "{S1 S2 S3}");
  EXPECT_EQ(c.node(S2).voters, (ServerSet{S1, S2, S3}));
}

TEST(ATruncatedConfiguration, gives_way_to_an_earlier_one_of_the_log_if_there_is_one) {
  RunningCluster c(3);
  c.receive(S2, S1, 1,
            append_entries(at(1, 1), {entry(1, {{S1, S2}, {}}), entry(1, {{S2}, {}}),
                                      entry(1, {{S2, S3}, {}})}));
  c.receive(S2, S3, 2, append_entries(at(1, 2), {entry(2, "y=2")}));
  EXPECT_EQ(c.members_of(S2), "{S1 S2}");
}

TEST(ATruncatedConfiguration, gives_way_to_the_one_that_takes_its_place) {
  RunningCluster c(3);
  c.receive(S2, S1, 1, append_entries(at(1, 1), {entry(1, {{S1, S2}, {}})}));
  c.receive(S2, S3, 2, append_entries(at(1, 1), {entry(2, {{S2, S3}, {}})}));
  EXPECT_EQ(c.members_of(S2), "{S2 S3}");
  EXPECT_EQ(c.node(S2).configurations.size(), 2u);
}

TEST(ARestartedServer, finds_its_members_in_its_log) {
  RunningCluster c(3);
  c.add(S4);
  c.reconfigure(S1, {S1, S2, S3, S4});
  c.deliver_all();
  for (const ServerId server : {S2, S4}) {
    c.crash(server);
    c.restart(server);
    EXPECT_EQ(c.members_of(server), "{S1 S2 S3 S4}");
    EXPECT_EQ(c.node(server).voters, (ServerSet{S1, S2, S3, S4}));
  }
  EXPECT_EQ(c.node(S4).peers, (ServerSet{S1, S2, S3}));
}

// A configuration that cannot be read would leave the server without voters.
TEST(AConfigurationThatIsNone, is_refused_with_its_message_in_the_servers_own_term) {
  RunningCluster c(3);
  const auto before = c.node(S2);
  Entry broken = entry(1, "not a configuration");
  broken.kind = EntryKind::configuration;
  c.receive(S2, S1, 1, append_entries(at(1, 1), {broken}));
  EXPECT_TRUE(c.effects(S2).message_refused);
  EXPECT_TRUE(c.node(S2) == before);
}

TEST(AConfigurationThatIsNone, is_refused_with_its_message_in_a_later_term_too) {
  RunningCluster c(3);
  const auto before = c.node(S2);
  Entry broken = entry(2, "not a configuration");
  broken.kind = EntryKind::configuration;
  c.receive(S2, S1, 2, append_entries(at(1, 1), {broken}));
  EXPECT_TRUE(c.effects(S2).message_refused);
  EXPECT_TRUE(c.node(S2) == before);
}

}  // namespace
}  // namespace raft
