#include "frame.h"
#include "to_save.h"

namespace raft {
namespace {

TermAndVote state(std::uint64_t term, std::optional<ServerId> vote) { return {{term}, vote}; }

TEST(AVote, is_saved_in_the_step_that_gives_it) {
  const auto save = to_save(state(4, {}), state(4, ServerId{2}), {});
  EXPECT_TRUE(save.term_and_vote == state(4, ServerId{2}))
      << "the vote was given in a term that is known already, and must be saved all the same";
}

TEST(ATerm, is_saved_in_the_step_that_learns_of_it) {
  EXPECT_TRUE(to_save(state(4, ServerId{2}), state(5, {}), {}).term_and_vote == state(5, {}))
      << "the disk says term 4, and the server is in term 5 now";
}

TEST(OnlyWhatChanged, is_saved) {
  EXPECT_FALSE(to_save(state(4, {}), state(4, {}), LogIndex{7}).term_and_vote.has_value())
      << "the log has changed, and term and vote have not";
  EXPECT_FALSE(to_save(state(4, {}), state(5, {}), {}).log_from.has_value())
      << "the term has changed, and the log has not";
}

TEST(Entries, are_saved_from_the_first_that_changed) {
  EXPECT_TRUE(to_save(state(4, {}), state(4, {}), LogIndex{7}).log_from == LogIndex{7})
      << "the log has changed from index 7 on, and the disk must hold that before it is confirmed";
}

TEST(Nothing, is_saved_if_nothing_changed) {
  EXPECT_FALSE(to_save(state(4, ServerId{2}), state(4, ServerId{2}), {}).needed())
      << "each save waits for the disk";
}

TEST(TheWholeNodeWithYourRule, remembers_its_votes) {
  expect_no(trouble_in("exercises/04-safety/10-save-first/run.raft", {.to_save = to_save}));
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.to_save = to_save}));
}

}  // namespace
}  // namespace raft
