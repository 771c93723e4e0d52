// A newcomer catches up before it gets a vote: dissertation section 4.2.1.

#include "membership/catch_up.h"

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

// ---- rounds, and an election timeout as the measure

TEST(CatchUp, finishes_a_round_when_the_newcomer_holds_what_the_leader_had_at_its_beginning) {
  const CatchUp catch_up{.server = S4, .target = {10}};
  EXPECT_FALSE(catch_up.round_finished({9}));
  EXPECT_TRUE(catch_up.round_finished({10}));
}

// The state after a round that took so many ticks; an election timeout is 150 of them.
CatchUp after_a_round_of(std::uint32_t ticks) {
  CatchUp catch_up{.server = S4, .target = {10}, .ticks = ticks};
  catch_up.begin_next_round({15}, 150);
  return catch_up;
}

TEST(CatchUp, calls_a_newcomer_ready_after_a_round_of_less_than_an_election_timeout) {
  EXPECT_FALSE(CatchUp{}.ready(150)) << "it has not finished a round";
  EXPECT_TRUE(after_a_round_of(149).ready(150));
  EXPECT_FALSE(after_a_round_of(150).ready(150));
}

TEST(CatchUp, calls_it_no_longer_ready_once_the_next_round_takes_too_long) {
  CatchUp catch_up = after_a_round_of(20);
  catch_up.ticks = 149;
  EXPECT_TRUE(catch_up.ready(150));
  catch_up.ticks = 150;
  EXPECT_FALSE(catch_up.ready(150));
}

TEST(CatchUp, begins_each_round_with_the_leaders_log_of_that_moment) {
  EXPECT_EQ(after_a_round_of(200), (CatchUp{.server = S4, .target = {15}, .slow_rounds = 1}));
  EXPECT_EQ(after_a_round_of(20), (CatchUp{.server = S4, .target = {15}, .quick = true}));
}

TEST(CatchUp, gives_up_after_ten_slow_rounds_or_ten_timeouts_of_silence) {
  EXPECT_FALSE((CatchUp{.slow_rounds = 9}).hopeless(150));
  EXPECT_TRUE((CatchUp{.slow_rounds = 10}).hopeless(150));
  EXPECT_FALSE((CatchUp{.ticks = 1500}).hopeless(150));
  EXPECT_TRUE((CatchUp{.ticks = 1501}).hopeless(150));
}

// ---- several newcomers

// S4 was quick and has crashed since; then S5 is ready, too.
TEST(TwoNewcomers, are_not_made_voters_while_one_that_was_quick_is_gone) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  c.add(S4);
  c.add(S5);
  c.reconfigure(S1, {S1, S2, S3, S4, S5});
  c.cut(S1, S5);
  c.deliver_all();
  ASSERT_TRUE(c.node(S1).change) << "S5 has not caught up";
  c.crash(S4);
  c.tick(S1, 150);
  c.deliver_all();
  c.heal();
  for (int round = 0; round < 2; ++round) {
    c.heartbeat(S1);
    c.deliver_all();
  }
  EXPECT_TRUE(c.node(S1).change) << "S4 would be a voter that nobody can reach";
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3}");
  c.restart(S4);
  for (int round = 0; round < 2; ++round) {
    c.heartbeat(S1);
    c.deliver_all();
  }
  EXPECT_FALSE(c.node(S1).change);
  EXPECT_EQ(c.members_of(S1), "{S1 S2 S3 S4 S5}");
}

// ---- given up

// Hears of a change that is given up.
struct Ear {
  using hears = Events<ChangeAbandoned>;
  explicit Ear(const Setup&) {}
  int heard = 0;
  void on(const ChangeAbandoned&, auto&) { ++heard; }
};

TEST(CatchUp, that_is_given_up_is_told_to_every_part) {
  Effects effects;
  Node<Election, Replication, Membership, Ear> node({.me = S1, .voters = {S1}});
  node.step(ElectionTimeout{}, effects);
  node.step(Reconfigure{.voters = {S1, S4}}, effects);
  for (int tick = 0; tick < 1500; ++tick) node.step(Tick{}, effects);
  EXPECT_EQ(node.heard, 0);
  node.step(Tick{}, effects);
  EXPECT_EQ(node.heard, 1);
}

// ---- part of the leader's state

// S1 leads S1 to S3 and has begun to add S4, which has not answered yet.
struct AddingS4 : HandCluster<Raft> {
  AddingS4() : HandCluster<Raft>(3) {
    elect(S1);
    heartbeat(S1);
    deliver_all();
    add(S4);
    reconfigure(S1, {S1, S2, S3, S4});
  }
};

TEST(CatchUp, is_in_the_fingerprint_of_the_leader) {
  AddingS4 c;
  const Raft before = c.node(S1);
  EXPECT_EQ(digest_of(before), digest_of(c.node(S1)));
  Raft longer = before;
  longer.change->newcomers.front().ticks += 1;
  EXPECT_NE(digest_of(longer), digest_of(before)) << "it has waited longer";
  Raft further = before;
  further.change->newcomers.front().begin_next_round(further.log.last_index(), 150);
  EXPECT_NE(digest_of(further), digest_of(before)) << "it has come further";
}

TEST(CatchUp, makes_leaders_unequal_that_wait_for_different_servers) {
  AddingS4 c;
  Raft other = c.node(S1);
  EXPECT_EQ(other, c.node(S1));
  other.change->newcomers.front().server = S5;
  EXPECT_NE(other, c.node(S1));
  other.change.reset();
  EXPECT_NE(other, c.node(S1));
}

}  // namespace
}  // namespace raft
