/// @file
/// What a leader knows of its followers, alone: nextIndex and matchIndex of Figure 2.

#include "replication/progress.h"

#include <gtest/gtest.h>

#include "node/hand_cluster.h"

namespace raft {
namespace {

AppendEntriesReply refusal(std::uint64_t prev_log_index, LogPosition conflict) {
  return {.success = false, .prev_log_index = {prev_log_index}, .conflict = conflict};
}

// Figure 2: nextIndex starts at the leader's last index + 1, matchIndex at 0.
TEST(Progress, begins_with_the_guess_that_the_follower_has_everything) {
  const Progress progress(S2, {7});
  EXPECT_EQ(progress.next_index(), LogIndex{8});
  EXPECT_EQ(progress.match_index(), LogIndex{0});
  EXPECT_TRUE(progress.probing());
}

TEST(Progress, while_probing_asks_about_the_same_place_until_answered) {
  Progress progress(S2, {7});
  progress.sent({9});
  EXPECT_EQ(progress.next_index(), LogIndex{8});
}

TEST(Progress, once_it_knows_where_the_logs_agree_goes_on_without_waiting) {
  Progress progress(S2, {7});
  progress.succeeded({7});
  EXPECT_FALSE(progress.probing());
  progress.sent({9});
  EXPECT_EQ(progress.next_index(), LogIndex{10});
  EXPECT_EQ(progress.match_index(), LogIndex{7});
}

TEST(Progress, moves_on_behind_what_the_follower_says_it_holds) {
  Progress progress(S2, {7});
  progress.succeeded({9});
  EXPECT_EQ(progress.match_index(), LogIndex{9});
  EXPECT_EQ(progress.next_index(), LogIndex{10});
}

// Answers may arrive late, twice, or in another order.
TEST(Progress, never_moves_back_on_an_old_success) {
  Progress progress(S2, {7});
  progress.succeeded({7});
  progress.sent({9});
  progress.succeeded({9});
  progress.succeeded({5});
  EXPECT_EQ(progress.match_index(), LogIndex{9});
  EXPECT_EQ(progress.next_index(), LogIndex{10});
}

TEST(Progress, does_not_send_again_what_is_under_way_when_an_earlier_success_arrives) {
  Progress progress(S2, {7});
  progress.succeeded({7});
  progress.sent({9});
  progress.sent({12});
  progress.succeeded({9});
  EXPECT_EQ(progress.next_index(), LogIndex{13});
}

// Figure 2, leaders: on failure decrement nextIndex and retry; section 5.3: by a term at a time.
TEST(Progress, after_a_refusal_tries_the_last_place_that_can_agree) {
  const Log mine = log_of_terms({1, 1, 1, 4, 4, 5, 5});
  Progress progress(S2, {7});
  EXPECT_TRUE(progress.refused(refusal(7, at(2, 6)), mine));
  EXPECT_EQ(progress.next_index(), LogIndex{4}) << "after the last entry of term 2 or before";
}

TEST(Progress, after_a_refusal_by_a_shorter_log_tries_its_end) {
  const Log mine = log_of_terms({1, 1, 1, 1});
  Progress progress(S2, {4});
  EXPECT_TRUE(progress.refused(refusal(4, at(1, 2)), mine));
  EXPECT_EQ(progress.next_index(), LogIndex{3});
}

// A server that lost what it had confirmed refuses where nothing is left to go back to. Were it
// asked again at once, each doubled message would double the conversation, for ever.
TEST(Progress, does_not_ask_at_once_again_where_it_cannot_move_back) {
  const Log mine = log_of_terms({1, 1, 1, 1});
  Progress progress(S2, {4});
  progress.succeeded({2});
  progress.sent({4});
  EXPECT_TRUE(progress.refused(refusal(4, at(0, 0)), mine));
  EXPECT_EQ(progress.next_index(), LogIndex{3});
  EXPECT_FALSE(progress.refused(refusal(2, at(0, 0)), mine));
  EXPECT_EQ(progress.next_index(), LogIndex{3});
}

TEST(Progress, always_moves_back_on_a_refusal_of_its_question) {
  const Log mine = log_of_terms({1, 1, 1, 1});
  Progress progress(S2, {4});
  EXPECT_TRUE(progress.refused(refusal(4, at(1, 4)), mine))
      << "the conflict names no earlier place";
  EXPECT_EQ(progress.next_index(), LogIndex{4});
}

TEST(Progress, never_moves_back_behind_what_is_known_to_match) {
  const Log mine = log_of_terms({1, 1, 1, 1, 1, 1});
  Progress progress(S2, {2});
  progress.succeeded({2});
  progress.sent({5});
  EXPECT_TRUE(progress.refused(refusal(5, at(0, 0)), mine));
  EXPECT_EQ(progress.next_index(), LogIndex{3});
  EXPECT_TRUE(progress.probing());
}

TEST(Progress, ignores_a_refusal_that_answers_an_older_question) {
  const Log mine = log_of_terms({1, 1, 1, 1});
  Progress progress(S2, {4});
  ASSERT_TRUE(progress.refused(refusal(4, at(1, 2)), mine));
  EXPECT_FALSE(progress.refused(refusal(4, at(1, 2)), mine));
  EXPECT_EQ(progress.next_index(), LogIndex{3});
}

TEST(Progress, ignores_a_refusal_of_a_place_that_is_known_to_match) {
  const Log mine = log_of_terms({1, 1, 1, 1});
  Progress progress(S2, {4});
  progress.succeeded({4});
  EXPECT_FALSE(progress.refused(refusal(4, at(1, 2)), mine));
  EXPECT_FALSE(progress.probing());
}

TEST(Followers, are_exactly_the_peers_and_known_ones_keep_what_is_known) {
  Followers followers;
  followers.track({S2, S4}, {5});
  followers.find(S4)->succeeded({5});
  followers.track({S3, S4}, {9});
  EXPECT_EQ(followers.find(S2), nullptr);
  EXPECT_EQ(followers.find(S3)->next_index(), LogIndex{10});
  EXPECT_EQ(followers.find(S4)->match_index(), LogIndex{5});
  EXPECT_EQ(followers.begin()->server(), S3) << "in ascending order";
}

TEST(Followers, hold_an_index_if_they_match_up_to_it) {
  Followers followers;
  followers.track({S2, S3}, {5});
  followers.find(S2)->succeeded({3});
  EXPECT_EQ(followers.holding({3}), ServerSet{S2});
  EXPECT_EQ(followers.holding({4}), ServerSet{});
  EXPECT_EQ(followers.holding({0}), (ServerSet{S2, S3}));
}

TEST(FollowersDeathTest, no_leader_asks_how_far_a_stranger_is) {
  Followers followers;
  followers.track({S2, S3}, {7});
  EXPECT_DEATH(followers.of(S4), "a follower that the leader keeps track of");
}

}  // namespace
}  // namespace raft
