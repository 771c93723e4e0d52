#include "frame.h"
#include "may_vote.h"

namespace raft {
namespace {

constexpr ServerId S1{1}, S2{2};

TEST(AServer, gives_its_vote_to_the_first_who_asks) {
  EXPECT_TRUE(may_vote({.current_term = {4}, .voted_for = std::nullopt}, S1))
      << "nobody has its vote of term 4 yet, and S1 asks";
}

TEST(AServer, gives_no_second_vote_in_the_same_term) {
  EXPECT_FALSE(may_vote({.current_term = {4}, .voted_for = S1}, S2))
      << "S1 has its vote of term 4, and S2 asks for it: one vote a term, \"if votedFor is null or "
         "candidateId\"";
}

TEST(AServer, repeats_its_vote_to_the_same_candidate) {
  EXPECT_TRUE(may_vote({.current_term = {4}, .voted_for = S1}, S1))
      << "S1 has its vote of term 4 and asks again: the first answer may have been lost";
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.may_vote = may_vote}));
}

}  // namespace
}  // namespace raft
