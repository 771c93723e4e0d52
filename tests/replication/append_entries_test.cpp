/// @file
/// AppendEntries at its receiver: rules 2 to 5 of Figure 2, with what a network may do to the
/// messages. Rule 1, the stale term, is in election_test.cpp.

#include <gtest/gtest.h>

#include "node/hand_cluster.h"
#include "replication/replicating_node.h"
#include "safety/safe_node.h"

namespace raft {
namespace {

// A follower that holds [1, 1, 2, 2] and hears from S2, the leader of term 3.
class AppendEntriesAtTheReceiver : public testing::Test {
 protected:
  AppendEntriesAtTheReceiver() { c.boot(S1, disk_with(2, {1, 1, 2, 2})); }

  void hears(LogPosition prev_log, std::vector<Entry> entries, std::uint64_t commit = 0) {
    c.receive(S1, S2, 3, append_entries(prev_log, std::move(entries), commit));
  }
  AppendEntriesReply answer() { return *c.said<AppendEntriesReply>(S1); }

  HandCluster<SafeNode> c{3};
};

// Figure 2, AppendEntries rule 2: refuse if the log holds no entry prevLogIndex of prevLogTerm.
TEST_F(AppendEntriesAtTheReceiver, refuses_what_would_leave_a_gap) {
  hears(at(2, 5), {entry(3, "new")});
  EXPECT_FALSE(answer().success);
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 2:e3, 2:e4]");
}

TEST_F(AppendEntriesAtTheReceiver, refuses_what_follows_another_term) {
  hears(at(3, 4), {entry(3, "new")});
  EXPECT_FALSE(answer().success);
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 2:e3, 2:e4]");
}

// The consistency check as an induction step (paper section 5.3): the empty log always agrees.
TEST_F(AppendEntriesAtTheReceiver, accepts_at_the_beginning_whatever_it_holds) {
  hears(at(0, 0), {entry(1, "e1")});
  EXPECT_TRUE(answer().success);
}

// Paper section 5.3, last paragraphs: the refusal helps the leader to skip a whole term.
TEST_F(AppendEntriesAtTheReceiver, says_with_a_refusal_where_the_logs_can_still_agree) {
  hears(at(3, 4), {});
  EXPECT_EQ(answer().prev_log_index, LogIndex{4});
  EXPECT_EQ(answer().conflict, at(2, 4)) << "its own last entry that is not of a later term";
  hears(at(1, 4), {});
  EXPECT_EQ(answer().conflict, at(1, 2));
  hears(at(3, 9), {});
  EXPECT_EQ(answer().prev_log_index, LogIndex{9});
  EXPECT_EQ(answer().conflict, at(2, 4)) << "the end of a shorter log";
}

// Rule 3: an entry that conflicts is deleted with all that follow it.
TEST_F(AppendEntriesAtTheReceiver, deletes_a_conflicting_entry_and_all_after_it) {
  hears(at(1, 1), {entry(3, "new")});
  EXPECT_EQ(c.log_of(S1), "[1:e1, 3:new]");
  EXPECT_EQ(answer().match_index, LogIndex{2});
}

TEST_F(AppendEntriesAtTheReceiver, keeps_the_entries_before_the_conflict) {
  hears(at(1, 1), {entry(1, "e2"), entry(3, "new"), entry(3, "newer")});
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 3:new, 3:newer]");
}

// Rule 3 says "conflicts": a log that only goes further does not. (Pitfall: openraft 9540c904.)
TEST_F(AppendEntriesAtTheReceiver, deletes_nothing_when_a_message_ends_before_its_log) {
  hears(at(1, 1), {entry(1, "e2"), entry(2, "e3")});
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 2:e3, 2:e4]");
  EXPECT_EQ(answer().match_index, LogIndex{3}) << "no more than the message covers";
}

TEST_F(AppendEntriesAtTheReceiver, deletes_nothing_on_a_heartbeat) {
  hears(at(1, 2), {});
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 2:e3, 2:e4]");
  EXPECT_EQ(answer().match_index, LogIndex{2});
}

// Rule 4: append what is not there yet.
TEST_F(AppendEntriesAtTheReceiver, appends_only_what_it_lacks) {
  hears(at(1, 2), {entry(2, "e3"), entry(2, "e4"), entry(3, "new")});
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 2:e3, 2:e4, 3:new]");
  EXPECT_EQ(answer().match_index, LogIndex{5});
  EXPECT_EQ(c.effects(S1).save.log_from, LogIndex{5}) << "the rest is on disk already";
}

// Paper section 5.5: the requests are idempotent.
TEST_F(AppendEntriesAtTheReceiver, says_the_same_to_the_same_message_and_changes_nothing) {
  hears(at(2, 4), {entry(3, "new")}, 5);
  const auto first = answer();
  const SafeNode before = c.node(S1);
  hears(at(2, 4), {entry(3, "new")}, 5);
  EXPECT_EQ(answer(), first);
  EXPECT_EQ(c.node(S1).log, before.log);
  EXPECT_FALSE(c.effects(S1).save.needed());
  EXPECT_FALSE(c.effects(S1).apply.needed());
}

TEST_F(AppendEntriesAtTheReceiver, is_not_harmed_by_messages_that_overtake_each_other) {
  hears(at(3, 5), {entry(3, "second")});
  EXPECT_FALSE(answer().success);
  hears(at(2, 4), {entry(3, "first")});
  hears(at(3, 5), {entry(3, "second")});
  hears(at(2, 4), {entry(3, "first")});
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 2:e3, 2:e4, 3:first, 3:second]");
}

// Rule 5: commitIndex = min(leaderCommit, index of the last new entry).
TEST_F(AppendEntriesAtTheReceiver, commits_as_far_as_the_leader) {
  hears(at(2, 4), {}, 3);
  EXPECT_EQ(c.commit_of(S1), 3u);
  EXPECT_EQ(c.applied_by(S1), "e1, e2, e3");
}

// Its own tail, beyond what the message covers, may not be the leader's. (Pitfall: copycat#265.)
TEST_F(AppendEntriesAtTheReceiver, commits_no_further_than_the_message_covers) {
  hears(at(1, 1), {entry(1, "e2")}, 4);
  EXPECT_EQ(c.commit_of(S1), 2u);
  hears(at(1, 1), {}, 4);
  EXPECT_EQ(c.commit_of(S1), 2u) << "and never back";
}

TEST_F(AppendEntriesAtTheReceiver, commits_nothing_on_a_refusal) {
  hears(at(3, 4), {}, 4);
  EXPECT_EQ(c.commit_of(S1), 0u);
}

// Figure 2: commitIndex and lastApplied increase monotonically.
TEST_F(AppendEntriesAtTheReceiver, does_not_move_the_commit_index_back) {
  hears(at(2, 4), {}, 4);
  hears(at(2, 4), {}, 1);
  EXPECT_EQ(c.commit_of(S1), 4u);
}

// Figure 2, all servers: apply what is committed, in order, each once.
TEST_F(AppendEntriesAtTheReceiver, applies_each_entry_once_and_in_order) {
  hears(at(2, 4), {}, 2);
  EXPECT_EQ(c.effects(S1).apply, (Apply{{0}, {2}}));
  hears(at(2, 4), {}, 2);
  EXPECT_FALSE(c.effects(S1).apply.needed());
  hears(at(2, 4), {}, 4);
  EXPECT_EQ(c.effects(S1).apply, (Apply{{2}, {4}}));
  EXPECT_EQ(c.applied_by(S1), "e1, e2, e3, e4");
}

TEST_F(AppendEntriesAtTheReceiver, follows_the_sender_even_when_it_refuses) {
  hears(at(3, 9), {});
  EXPECT_EQ(c.node(S1).known_leader(), S2);
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 0u);
}

// Paper section 5.2: a candidate that yields then handles the entries as a follower does.
TEST_F(AppendEntriesAtTheReceiver, is_a_candidate_that_yields_and_appends_in_one_step) {
  c.timeout(S1);
  hears(at(2, 4), {entry(3, "new")});
  EXPECT_EQ(c.role_of(S1), "follower");
  EXPECT_EQ(c.log_of(S1), "[1:e1, 1:e2, 2:e3, 2:e4, 3:new]");
}

// Paper section 5.3, Leader Append-Only (Figure 3): not even for a message of its own term.
TEST(LeaderAppendOnly, a_leader_takes_no_entries_from_anybody_in_its_term) {
  HandCluster<ReplicatingNode> c(3);
  c.elect(S1);
  c.propose(S1, "x=1");
  const auto before = c.node(S1);
  c.receive(S1, S2, 1, append_entries(at(0, 0), {entry(1, "liar")}, 1));
  EXPECT_EQ(c.node(S1), before);
  EXPECT_TRUE(c.silent(S1));
}

}  // namespace
}  // namespace raft
