/// @file
/// A new leader makes all logs equal to its own: paper section 5.3 and Figure 7; dissertation
/// section 3.5.

#include <gtest/gtest.h>

#include "node/hand_cluster.h"
#include "safety/safe_node.h"

namespace raft {
namespace {

// The logs of Figure 7: S1 is the leader to be of term 8, S2 to S7 are the followers (a) to (f).
class FigureSeven : public testing::Test {
 protected:
  FigureSeven() {
    c.boot(S1, disk_with(7, {1, 1, 1, 4, 4, 5, 5, 6, 6, 6}));
    c.boot(S2, disk_with(7, {1, 1, 1, 4, 4, 5, 5, 6, 6}));
    c.boot(S3, disk_with(7, {1, 1, 1, 4}));
    c.boot(S4, disk_with(7, {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6}));
    c.boot(S5, disk_with(7, {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7}));
    c.boot(S6, disk_with(7, {1, 1, 1, 4, 4, 4, 4}));
    c.boot(S7, disk_with(7, {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3}));
  }

  HandCluster<SafeNode> c{7};
  const std::string repaired =
      "[1:e1, 1:e2, 1:e3, 4:e4, 4:e5, 5:e6, 5:e7, 6:e8, 6:e9, 6:e10, 8:no-op]";
};

TEST_F(FigureSeven, the_leader_wins_with_the_votes_of_those_that_hold_no_more) {
  c.timeout(S1);
  c.deliver();
  c.deliver();
  EXPECT_TRUE(c.leads(S1));
  EXPECT_EQ(c.vote_of(S4), std::nullopt) << "(c) is more up-to-date";
  EXPECT_EQ(c.vote_of(S5), std::nullopt) << "(d) is more up-to-date";
}

TEST_F(FigureSeven, all_logs_become_the_leaders) {
  c.elect(S1);
  c.heartbeat(S1);
  c.deliver_all();
  for (const ServerId server : {S1, S2, S3, S4, S5, S6, S7}) {
    EXPECT_EQ(c.log_of(server), repaired) << to_string(server);
    EXPECT_EQ(c.disk(server).log, c.node(S1).log) << to_string(server);
    EXPECT_EQ(c.commit_of(server), 11u) << to_string(server);
  }
}

// Section 5.3: with the improvement, one round trip for each conflicting term, not for each entry.
TEST_F(FigureSeven, each_log_is_repaired_in_at_most_one_round_trip_a_term) {
  c.timeout(S1);
  c.deliver();
  c.deliver();
  const auto round_trips_until_repaired = [&](ServerId follower) {
    unsigned round_trips = 0;
    for (; c.log_of(follower) != repaired; ++round_trips) {
      c.deliver(S1, follower);
      c.deliver(follower, S1);
    }
    return round_trips;
  };
  EXPECT_EQ(round_trips_until_repaired(S2), 2u) << "(a): a refusal, then the entries";
  EXPECT_EQ(round_trips_until_repaired(S3), 2u) << "(b)";
  EXPECT_EQ(round_trips_until_repaired(S4), 1u) << "(c): agrees at once";
  EXPECT_EQ(round_trips_until_repaired(S5), 1u) << "(d)";
  EXPECT_EQ(round_trips_until_repaired(S6), 2u) << "(e): term 4 is the last that both have";
  EXPECT_LE(round_trips_until_repaired(S7), 2u) << "(f): terms 2 and 3 are skipped together";
}

// (Pitfall: probing backwards one entry at a time takes hours on a long tail.)
TEST(Repair, a_tail_of_a_thousand_uncommitted_entries_is_replaced_in_two_round_trips) {
  HandCluster<SafeNode> c(3);
  c.elect(S1);
  c.isolate(S1);
  const std::vector<Command> lost(1000, Command("lost"));
  c.step(S1, Propose{lost});
  c.elect(S2);
  c.propose(S2, "kept");
  c.deliver_all();
  c.heal();
  const std::size_t before = c.count_of<AppendEntriesReply>();
  c.heartbeat(S2);
  c.deliver_all();
  EXPECT_EQ(c.log_of(S1), "[1:no-op, 2:no-op, 2:kept]");
  EXPECT_LE(c.count_of<AppendEntriesReply>() - before, 4u) << "one of them S3's";
}

// Two logs in which every term differs: still no more than one round trip for each term.
TEST(Repair, interleaved_terms_take_one_round_trip_each_at_most) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(12, {1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11}));
  c.boot(S2, disk_with(12, {1, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10}));
  c.boot(S3, disk_with(12, {1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11}));
  c.cut(S1, S2);
  c.elect(S1);
  c.heal();
  c.heartbeat(S1);
  unsigned round_trips = 0;
  for (; c.log_of(S2) != c.log_of(S1); ++round_trips) {
    c.deliver(S1, S2);
    c.deliver(S2, S1);
  }
  EXPECT_LE(round_trips, 6u);
  EXPECT_GT(round_trips, 1u);
}

// An empty message can reveal a conflict too. (Pitfall: openraft 6202138f.)
TEST(Repair, a_heartbeat_alone_finds_a_conflict) {
  HandCluster<SafeNode> c(3);
  c.boot(S1, disk_with(3, {1, 3}));
  c.boot(S2, disk_with(3, {1, 2}));
  c.boot(S3, disk_with(3, {1, 3}));
  c.elect(S1);
  EXPECT_EQ(c.log_of(S2), "[1:e1, 3:e2, 4:no-op]");
}

// Paper section 5.3: a follower that was down is brought up to date, however long it takes.
TEST(Repair, a_follower_that_was_down_catches_up) {
  HandCluster<SafeNode> c(3, {.entries_per_message = 3});
  c.elect(S1);
  c.crash(S3);
  for (int i = 0; i < 10; ++i) {
    c.propose(S1, "x=" + std::to_string(i));
    c.deliver_all();
  }
  c.restart(S3);
  c.heartbeat(S1);
  c.deliver_all();
  EXPECT_EQ(c.log_of(S3), c.log_of(S1));
  EXPECT_EQ(c.applied_by(S3), c.applied_by(S1));
}

// Paper section 5.5: requests may be repeated and reordered. Every order of three appends, each of
// which also arrives a second time, ends in the same log.
TEST(Repair, appends_in_any_order_and_twice_make_the_same_log) {
  std::vector<int> order{0, 0, 1, 1, 2, 2};
  do {
    HandCluster<SafeNode> c(3);
    c.elect(S1);
    for (const char* command : {"a", "b", "c"}) c.propose(S1, command);
    const auto messages = c.take(S1, S2);
    c.drop();
    for (const int i : order) c.send(messages[static_cast<std::size_t>(i)]);
    c.deliver_all();
    c.heartbeat(S1);
    c.deliver_all();
    ASSERT_EQ(c.log_of(S2), "[1:no-op, 1:a, 1:b, 1:c]");
    ASSERT_EQ(c.applied_by(S2), "a, b, c");
  } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace
}  // namespace raft
