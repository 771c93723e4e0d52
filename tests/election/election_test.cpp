/// @file
/// The rules of Figure 2 that chapter 2 obeys, one by one: on the node of chapter 2 alone, and
/// again on the whole of Raft, because a later part may add to a rule but never change it.

#include "election/election.h"

#include <gtest/gtest.h>

#include "election/election_node.h"
#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

template <class NodeType>
class ElectionRules : public testing::Test {
 protected:
  // A follower of S2 in term 3, which has voted for nobody in that term.
  void follow_s2_in_term_3() { three.receive(S1, S2, 3, AppendEntries{}); }

  HandCluster<NodeType> three{3};
  HandCluster<NodeType> five{5};
};
using ChapterTwoAndTheWhole = testing::Types<ElectionNode, Raft>;
TYPED_TEST_SUITE(ElectionRules, ChapterTwoAndTheWhole);

// ---- all servers

// Paper section 5.2: servers start as followers. Figure 2: the term starts at 0.
TYPED_TEST(ElectionRules, a_server_begins_as_a_follower_in_term_0_without_vote_or_leader) {
  EXPECT_EQ(this->three.role_of(S1), "follower");
  EXPECT_EQ(this->three.term_of(S1), 0u);
  EXPECT_EQ(this->three.vote_of(S1), std::nullopt);
  EXPECT_EQ(this->three.node(S1).known_leader(), std::nullopt);
}

// Figure 2, all servers: a later term in a request or a response is adopted. Paper section 5.1;
// dissertation section 3.3.
TYPED_TEST(ElectionRules, a_later_term_in_any_message_is_adopted) {
  auto& c = this->five;
  c.receive(S1, S2, 2, RequestVote{});
  c.receive(S2, S1, 3, RequestVoteReply{});
  c.receive(S3, S1, 4, AppendEntries{});
  c.receive(S4, S1, 5, AppendEntriesReply{});
  EXPECT_EQ(c.term_of(S1), 2u);
  EXPECT_EQ(c.term_of(S2), 3u);
  EXPECT_EQ(c.term_of(S3), 4u);
  EXPECT_EQ(c.term_of(S4), 5u);
}

// Figure 2, all servers: ... and whoever learns of it becomes a follower (section 5.1).
TYPED_TEST(ElectionRules, a_candidate_that_learns_of_a_later_term_becomes_a_follower) {
  auto& c = this->three;
  c.timeout(S1);
  c.receive(S1, S2, 2, RequestVoteReply{.vote_granted = false});
  EXPECT_EQ(c.role_of(S1), "follower");
  EXPECT_EQ(c.term_of(S1), 2u);
}

TYPED_TEST(ElectionRules, a_leader_that_learns_of_a_later_term_becomes_a_follower) {
  auto& c = this->three;
  c.elect(S1);
  c.receive(S1, S2, 2, AppendEntriesReply{});
  EXPECT_EQ(c.role_of(S1), "follower");
  EXPECT_EQ(c.node(S1).known_leader(), std::nullopt);
}

// Paper section 5.2: one vote in a term; a new term brings a new vote.
TYPED_TEST(ElectionRules, a_later_term_gives_the_vote_back) {
  auto& c = this->three;
  c.receive(S1, S2, 1, RequestVote{});
  c.receive(S1, S3, 2, AppendEntriesReply{});
  EXPECT_EQ(c.vote_of(S1), std::nullopt);
}

// A term alone is no sign of life from a leader (Figure 2, followers; dissertation section 3.4).
TYPED_TEST(ElectionRules, a_later_term_alone_does_not_restart_a_followers_timer) {
  auto& c = this->three;
  c.tick(S1, 10);
  c.receive(S1, S2, 5, RequestVoteReply{});
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 10u);
}

// Paper section 5.1: a request with a stale term is rejected; the answer tells the newer term.
TYPED_TEST(ElectionRules, a_stale_request_is_answered_with_the_newer_term_and_changes_nothing) {
  auto& c = this->three;
  this->follow_s2_in_term_3();
  const auto before = c.node(S1);
  c.receive(S1, S3, 2, RequestVote{});
  EXPECT_FALSE(c.template said<RequestVoteReply>(S1)->vote_granted);
  EXPECT_EQ(c.effects(S1).messages[0].term, Term{3});
  c.receive(S1, S3, 2, AppendEntries{});
  EXPECT_FALSE(c.template said<AppendEntriesReply>(S1)->success);
  EXPECT_EQ(c.effects(S1).messages[0].term, Term{3});
  EXPECT_EQ(c.node(S1), before);
}

TYPED_TEST(ElectionRules, a_stale_reply_is_ignored_in_silence) {
  auto& c = this->three;
  c.timeout(S1);
  c.timeout(S1);
  const auto before = c.node(S1);
  c.receive(S1, S2, 1, RequestVoteReply{.vote_granted = true});
  c.receive(S1, S2, 1, AppendEntriesReply{.success = true});
  EXPECT_TRUE(c.silent(S1));
  EXPECT_EQ(c.node(S1), before);
}

// ---- what the other parts hear

// Writes down of whom it is asked and told.
struct Registrar {
  using hears = Events<Voted, SteppedDown>;
  using objects_to = Questions<Vote>;
  explicit Registrar(const Setup&) {}

  mutable std::vector<ServerId> asked;
  std::vector<ServerId> voted_for;
  int stepped_down = 0;

  bool allows(const Vote& vote, const auto&) const {
    asked.push_back(vote.candidate);
    return true;
  }
  void on(const Voted& vote, auto&) { voted_for.push_back(vote.candidate); }
  void on(const SteppedDown&, auto&) { ++stepped_down; }
};
using RegisteredNode = Node<Election, Registrar>;

TEST(AVote, is_asked_about_and_told_with_the_candidates_name) {
  Effects effects;
  RegisteredNode node({.me = S1, .voters = {S1, S2, S3}});
  node.step(Message{S3, S1, {1}, RequestVote{}}, effects);
  EXPECT_EQ(node.asked, std::vector{S3});
  EXPECT_EQ(node.voted_for, std::vector{S3});
}

TEST(AHeartbeat, of_a_leader_that_is_known_is_no_news) {
  Effects effects;
  RegisteredNode node({.me = S1, .voters = {S1, S2, S3}});
  node.step(Message{S2, S1, {1}, AppendEntries{}}, effects);
  const int before = node.stepped_down;
  EXPECT_GT(before, 0);
  node.step(Message{S2, S1, {1}, AppendEntries{}}, effects);
  EXPECT_EQ(node.stepped_down, before);
}

// ---- followers

// Paper section 5.2: followers issue no requests of their own.
TYPED_TEST(ElectionRules, a_follower_says_nothing_unless_asked) {
  auto& c = this->three;
  c.tick(S1, 149);
  c.heartbeat(S1);
  EXPECT_TRUE(c.in_flight().empty());
}

// Figure 2, followers: the election timeout makes a follower a candidate.
TYPED_TEST(ElectionRules, a_follower_that_hears_nothing_for_a_timeout_becomes_a_candidate) {
  auto& c = this->three;
  const unsigned timeout = c.node(S1).election_timer.timeout();
  c.tick(S1, timeout - 1);
  EXPECT_EQ(c.role_of(S1), "follower");
  c.tick(S1);
  EXPECT_EQ(c.role_of(S1), "candidate");
}

// Figure 2, followers: ... without receiving AppendEntries from the current leader.
TYPED_TEST(ElectionRules, a_message_of_the_current_leader_restarts_the_timer) {
  auto& c = this->three;
  this->follow_s2_in_term_3();
  c.tick(S1, 100);
  this->follow_s2_in_term_3();
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 0u);
  c.tick(S1, 100);
  c.receive(S1, S3, 2, AppendEntries{});
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 100u) << "a former leader counts for nothing";
}

// Figure 2, followers: ... or granting a vote.
TYPED_TEST(ElectionRules, only_a_vote_that_is_granted_restarts_the_timer) {
  auto& c = this->three;
  c.tick(S1, 50);
  c.receive(S1, S2, 1, RequestVote{});
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 0u);
  c.tick(S1, 50);
  c.receive(S1, S3, 1, RequestVote{});
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 50u);
}

// Paper section 5.2 (and client interaction, section 8): a follower knows who leads.
TYPED_TEST(ElectionRules, a_follower_learns_who_leads_and_forgets_it_in_a_later_term) {
  auto& c = this->three;
  this->follow_s2_in_term_3();
  EXPECT_EQ(c.node(S1).known_leader(), S2);
  c.receive(S1, S3, 4, RequestVote{});
  EXPECT_EQ(c.node(S1).known_leader(), std::nullopt);
}

// ---- candidates

// Figure 2, candidates, on conversion: increment the term, vote for self, reset the timer, ask all.
TYPED_TEST(ElectionRules, a_candidate_begins_a_term_votes_for_itself_and_asks_all_others) {
  auto& c = this->three;
  c.tick(S1, 20);
  c.timeout(S1);
  EXPECT_EQ(c.role_of(S1), "candidate");
  EXPECT_EQ(c.term_of(S1), 1u);
  EXPECT_EQ(c.vote_of(S1), S1);
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 0u);
  ASSERT_EQ(c.in_flight().size(), 2u);
  for (const ServerId other : {S2, S3}) {
    ASSERT_EQ(c.in_flight(S1, other).size(), 1u);
    EXPECT_EQ(c.in_flight(S1, other)[0].term, Term{1});
    EXPECT_TRUE(std::holds_alternative<RequestVote>(c.in_flight(S1, other)[0].body));
  }
}

// Figure 2, candidates: votes of a majority make a leader. Two of five others are needed.
TYPED_TEST(ElectionRules, a_candidate_wins_with_a_majority_and_not_before) {
  auto& c = this->five;
  c.timeout(S1);
  c.receive(S1, S2, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "candidate");
  c.receive(S1, S3, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "leader");
}

TYPED_TEST(ElectionRules, a_vote_that_arrives_twice_counts_once) {
  auto& c = this->five;
  c.timeout(S1);
  c.receive(S1, S2, 1, RequestVoteReply{.vote_granted = true});
  c.receive(S1, S2, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "candidate");
}

TYPED_TEST(ElectionRules, refusals_do_not_count) {
  auto& c = this->five;
  c.timeout(S1);
  for (const ServerId other : {S2, S3, S4, S5}) c.receive(S1, other, 1, RequestVoteReply{});
  EXPECT_EQ(c.role_of(S1), "candidate");
}

TYPED_TEST(ElectionRules, the_vote_of_a_server_that_is_no_voter_does_not_count) {
  auto& c = this->three;
  c.timeout(S1);
  c.receive(S1, S7, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "candidate");
}

// Paper section 5.2: a candidate accepts a leader of its own term, and rejects one of the past.
TYPED_TEST(ElectionRules, a_candidate_yields_to_a_leader_of_its_term_and_keeps_its_vote) {
  auto& c = this->three;
  c.timeout(S1);
  c.receive(S1, S2, 1, AppendEntries{});
  EXPECT_EQ(c.role_of(S1), "follower");
  EXPECT_EQ(c.node(S1).known_leader(), S2);
  EXPECT_EQ(c.vote_of(S1), S1) << "it must not vote again in this term";
}

TYPED_TEST(ElectionRules, a_candidate_does_not_yield_to_a_leader_of_a_past_term) {
  auto& c = this->three;
  c.timeout(S1);
  c.timeout(S1);
  c.receive(S1, S2, 1, AppendEntries{});
  EXPECT_EQ(c.role_of(S1), "candidate");
}

// Figure 2, candidates: when the timer runs out again, a new election begins.
TYPED_TEST(ElectionRules, a_candidate_whose_timer_runs_out_begins_a_new_term_with_one_vote) {
  auto& c = this->five;
  c.timeout(S1);
  c.receive(S1, S2, 1, RequestVoteReply{.vote_granted = true});
  c.timeout(S1);
  EXPECT_EQ(c.term_of(S1), 2u);
  c.receive(S1, S3, 2, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "candidate") << "the vote of term 1 must not count in term 2";
}

TYPED_TEST(ElectionRules, a_vote_that_comes_after_the_candidate_yielded_does_not_make_a_leader) {
  auto& c = this->three;
  c.timeout(S1);
  c.receive(S1, S2, 1, AppendEntries{});
  c.receive(S1, S3, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.role_of(S1), "follower");
}

TYPED_TEST(ElectionRules, a_cluster_of_one_elects_itself_without_a_word) {
  HandCluster<TypeParam> one(1);
  one.timeout(S1);
  EXPECT_TRUE(one.leads(S1));
  EXPECT_TRUE(one.in_flight().empty());
}

// ---- leaders

// Figure 2, leaders: heartbeats upon election ...
TYPED_TEST(ElectionRules, a_new_leader_is_heard_by_all_at_once) {
  auto& c = this->three;
  c.timeout(S1);
  c.drop();
  c.receive(S1, S2, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.in_flight(S1, S2).size(), 1u);
  EXPECT_EQ(c.in_flight(S1, S3).size(), 1u);
  EXPECT_TRUE(c.template said<AppendEntries>(S1));
}

// ... and again in idle periods, to prevent election timeouts.
TYPED_TEST(ElectionRules, a_leader_repeats_its_heartbeat_every_interval) {
  auto& c = this->three;
  c.elect(S1);
  c.tick(S1, 49);
  EXPECT_TRUE(c.in_flight().empty());
  c.tick(S1);
  EXPECT_EQ(c.in_flight().size(), 2u);
}

TYPED_TEST(ElectionRules, a_new_leaders_first_interval_is_a_whole_one) {
  auto& c = this->three;
  c.elect(S1);
  c.tick(S1, 30);
  c.receive(S1, S2, 2, AppendEntriesReply{});
  c.elect(S1);
  c.tick(S1, 49);
  EXPECT_TRUE(c.in_flight().empty());
}

TYPED_TEST(ElectionRules, a_leader_has_no_election_timeout) {
  auto& c = this->three;
  c.elect(S1);
  c.timeout(S1);
  c.tick(S1, 1000);
  EXPECT_TRUE(c.leads(S1));
  EXPECT_EQ(c.term_of(S1), 1u);
}

TYPED_TEST(ElectionRules, a_leader_that_steps_down_waits_a_whole_timeout) {
  auto& c = this->three;
  c.tick(S1, 60);
  c.elect(S1);
  c.tick(S1, 60);
  const auto timer = c.node(S1).election_timer;
  c.receive(S1, S2, 2, AppendEntriesReply{});
  EXPECT_EQ(c.node(S1).election_timer.elapsed(), 0u);
  EXPECT_NE(c.node(S1).election_timer, timer) << "and draws a new one";
}

// An AppendEntries in the leader's own term comes from a liar or from a broken rule; a leader never
// obeys another in one term (Election Safety, Figure 3).
TYPED_TEST(ElectionRules, a_leader_obeys_nobody_in_its_own_term) {
  auto& c = this->three;
  c.elect(S1);
  c.receive(S1, S2, 1, AppendEntries{});
  EXPECT_TRUE(c.leads(S1));
}

TYPED_TEST(ElectionRules, late_votes_do_not_elect_a_leader_again) {
  auto& c = this->three;
  c.elect(S1);
  const auto before = c.node(S1);
  c.receive(S1, S3, 1, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(c.node(S1), before);
  EXPECT_TRUE(c.silent(S1));
}

// ---- RequestVote, receiver

// Figure 2, RequestVote rule 2: votedFor is null.
TYPED_TEST(ElectionRules, the_first_candidate_of_a_term_gets_the_vote) {
  auto& c = this->three;
  c.receive(S1, S2, 1, RequestVote{});
  EXPECT_TRUE(c.template said<RequestVoteReply>(S1)->vote_granted);
  EXPECT_EQ(c.vote_of(S1), S2);
}

// Paper section 5.2: at most one candidate in a term, first come, first served.
TYPED_TEST(ElectionRules, the_second_candidate_of_a_term_is_refused) {
  auto& c = this->three;
  c.receive(S1, S2, 1, RequestVote{});
  c.receive(S1, S3, 1, RequestVote{});
  EXPECT_FALSE(c.template said<RequestVoteReply>(S1)->vote_granted);
  EXPECT_EQ(c.vote_of(S1), S2);
}

// Figure 2, RequestVote rule 2: ... or candidateId. The first answer may have been lost.
TYPED_TEST(ElectionRules, the_same_candidate_is_given_the_same_vote_again) {
  auto& c = this->three;
  c.receive(S1, S2, 1, RequestVote{});
  c.receive(S1, S2, 1, RequestVote{});
  EXPECT_TRUE(c.template said<RequestVoteReply>(S1)->vote_granted);
}

TYPED_TEST(ElectionRules, a_candidate_refuses_its_rivals_of_the_same_term) {
  auto& c = this->three;
  c.timeout(S1);
  c.receive(S1, S2, 1, RequestVote{});
  EXPECT_FALSE(c.template said<RequestVoteReply>(S1)->vote_granted);
  EXPECT_EQ(c.role_of(S1), "candidate");
}

TYPED_TEST(ElectionRules, a_candidate_votes_for_a_rival_of_a_later_term) {
  auto& c = this->three;
  c.timeout(S1);
  c.receive(S1, S2, 2, RequestVote{});
  EXPECT_TRUE(c.template said<RequestVoteReply>(S1)->vote_granted);
  EXPECT_EQ(c.effects(S1).messages.back().term, Term{2});
}

// ---- may_vote_for

TEST(MayVoteFor, says_yes_to_all_before_the_vote_and_only_to_the_chosen_after_it) {
  EXPECT_TRUE(may_vote_for({.current_term = {4}, .voted_for = {}}, S2));
  EXPECT_TRUE(may_vote_for({.current_term = {4}, .voted_for = S2}, S2));
  EXPECT_FALSE(may_vote_for({.current_term = {4}, .voted_for = S3}, S2));
}

}  // namespace
}  // namespace raft
