/// @file
/// Whole elections: what happens among servers that each obey the rules of election_test.cpp.

#include <gtest/gtest.h>

#include "election/election_node.h"
#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

// Paper section 5.2, first outcome: the candidate wins, and the others follow it.
TEST(Elections, a_candidate_with_a_quiet_network_wins_and_all_follow) {
  HandCluster<ElectionNode> c(5);
  c.elect(S3);
  for (const ServerId server : {S1, S2, S4, S5}) {
    EXPECT_EQ(c.role_of(server), "follower");
    EXPECT_EQ(c.node(server).known_leader(), S3);
    EXPECT_EQ(c.term_of(server), 1u);
  }
}

// Paper section 5.2, second outcome: another server wins.
TEST(Elections, of_two_candidates_the_loser_follows_the_winner) {
  HandCluster<ElectionNode> c(3);
  c.timeout(S1);
  c.timeout(S2);
  c.deliver(S1, S3);
  c.deliver_all();
  EXPECT_TRUE(c.leads(S1));
  EXPECT_EQ(c.node(S2).known_leader(), S1);
}

// Paper section 5.2, third outcome: a split vote; nobody wins, and the next term decides.
TEST(Elections, a_split_vote_elects_nobody_and_the_next_term_somebody) {
  HandCluster<ElectionNode> c(4);
  c.timeout(S1);
  c.timeout(S2);
  c.deliver(S1, S3);
  c.deliver(S2, S4);
  c.deliver_all();
  EXPECT_EQ(c.role_of(S1), "candidate");
  EXPECT_EQ(c.role_of(S2), "candidate");
  c.elect(S2);
  EXPECT_EQ(c.term_of(S1), 2u);
  EXPECT_EQ(c.node(S1).known_leader(), S2);
}

// Paper section 5.2; dissertation section 3.4: random timeouts part those who would tie for ever.
TEST(Elections, servers_whose_clocks_run_together_elect_one_leader_soon) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    HandCluster<ElectionNode> c(5, {.seed = seed * 100});
    unsigned ticks = 0;
    const auto nobody_leads = [&] {
      for (const ServerId s : {S1, S2, S3, S4, S5}) {
        if (c.leads(s)) return false;
      }
      return true;
    };
    for (; nobody_leads() && ticks < 3000; ++ticks) {
      for (const ServerId s : {S1, S2, S3, S4, S5}) c.tick(s);
      if (ticks % 5 == 0) c.deliver();  // a network that takes its time
    }
    EXPECT_LT(ticks, 3000u) << "seed " << seed;
  }
}

// Paper section 5.2: heartbeats maintain authority.
TEST(Elections, heartbeats_keep_the_peace) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  for (int i = 0; i < 2000; ++i) {
    for (const ServerId s : {S1, S2, S3}) c.tick(s);
    c.deliver_all();
  }
  EXPECT_TRUE(c.leads(S1));
  EXPECT_EQ(c.term_of(S1), 1u);
}

TEST(Elections, when_the_leader_crashes_another_takes_its_place) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  c.crash(S1);
  c.elect(S2);
  EXPECT_EQ(c.node(S3).known_leader(), S2);
  EXPECT_EQ(c.term_of(S2), 2u);
}

// Paper section 5.1: a leader with a stale term learns it and reverts to follower.
TEST(Elections, an_old_leader_that_returns_steps_down_at_the_first_answer) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  c.isolate(S1);
  c.elect(S2);
  EXPECT_TRUE(c.leads(S1)) << "nobody could tell it";
  c.heal();
  c.heartbeat(S1);
  c.deliver_all();
  EXPECT_FALSE(c.leads(S1));
  EXPECT_EQ(c.term_of(S1), 2u);
  EXPECT_TRUE(c.leads(S2));
}

TEST(Elections, a_minority_elects_nobody) {
  HandCluster<Raft> c(5);
  c.partition({S1, S2}, {S3, S4, S5});
  c.timeout(S1);
  c.deliver_all();
  EXPECT_EQ(c.role_of(S1), "candidate");
  c.elect(S3);
}

// With an even number a half is not enough (core/majority.h).
TEST(Elections, half_of_four_is_no_majority) {
  HandCluster<Raft> c(4);
  c.partition({S1, S2}, {S3, S4});
  c.timeout(S1);
  c.deliver_all();
  EXPECT_EQ(c.role_of(S1), "candidate");
}

// Paper section 5.2, Election Safety: one vote a term, so two majorities share a voter that cannot
// have voted for both. Every order in which the six messages of two rivals can arrive.
TEST(Elections, no_order_of_two_rivals_requests_elects_both) {
  std::vector<std::pair<ServerId, ServerId>> order{{S1, S2}, {S1, S3}, {S2, S1}, {S2, S3}};
  std::sort(order.begin(), order.end());
  do {
    HandCluster<ElectionNode> c(3);
    c.timeout(S1);
    c.timeout(S2);
    for (const auto& [from, to] : order) c.deliver(from, to);
    c.deliver_all();
    EXPECT_NE(c.leads(S1), c.leads(S2));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Elections, votes_of_an_old_election_that_arrive_late_elect_nobody) {
  HandCluster<ElectionNode> c(3);
  c.timeout(S1);
  c.deliver(S1, S2);
  const auto vote = c.take(S2, S1);
  c.drop();
  c.timeout(S1);
  c.drop();
  c.send(vote);
  c.deliver_all();
  EXPECT_EQ(c.role_of(S1), "candidate");
  EXPECT_EQ(c.term_of(S1), 2u);
}

}  // namespace
}  // namespace raft
