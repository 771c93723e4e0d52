#include "frame.h"
#include "won.h"

namespace raft {
namespace {

constexpr ServerId S1{1}, S2{2}, S3{3}, S4{4}, S9{9};

TEST(ACandidateOfThree, wins_with_two_votes) {
  Votes votes(ServerSet::first(3));
  votes.count(S1);
  EXPECT_FALSE(votes.won()) << "one of three has voted yes";
  votes.count(S3);
  EXPECT_TRUE(votes.won()) << "two of three have voted yes";
}

TEST(ACandidateOfThree, does_not_win_by_a_doubled_answer) {
  Votes votes(ServerSet::first(3));
  votes.count(S2);
  votes.count(S2);
  EXPECT_FALSE(votes.won()) << "S2 alone has voted yes: a vote that arrives twice is one vote";
}

TEST(ACandidateOfThree, does_not_win_by_the_vote_of_a_stranger) {
  Votes votes(ServerSet::first(3));
  votes.count(S1);
  votes.count(S9);
  EXPECT_FALSE(votes.won()) << "S1 and S9 have voted yes, and S9 is no voter of this cluster";
}

TEST(ACandidateOfFour, needs_three) {
  Votes votes(ServerSet::first(4));
  votes.count(S1);
  votes.count(S2);
  EXPECT_FALSE(votes.won()) << "two of four are half";
  votes.count(S4);
  EXPECT_TRUE(votes.won()) << "three of four have voted yes";
}

TEST(ACandidateAlone, wins_with_its_own_vote) {
  Votes votes(ServerSet::first(1));
  EXPECT_FALSE(votes.won()) << "nobody has voted yet, not even itself";
  votes.count(S1);
  EXPECT_TRUE(votes.won()) << "one of one is a majority";
}

bool won(ServerSet granted, ServerSet voters) {
  Votes votes(voters);
  for (const ServerId server : granted) votes.count(server);
  return votes.won();
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.won = won}));
}

}  // namespace
}  // namespace raft
