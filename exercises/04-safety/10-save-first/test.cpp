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
  EXPECT_TRUE(to_save(state(4, ServerId{2}), state(5, {}), {}).term_and_vote == state(5, {}));
}

TEST(Entries, are_saved_from_the_first_that_changed) {
  EXPECT_TRUE(to_save(state(4, {}), state(4, {}), LogIndex{7}).log_from == LogIndex{7});
}

TEST(Nothing, is_saved_if_nothing_changed) {
  EXPECT_FALSE(to_save(state(4, ServerId{2}), state(4, ServerId{2}), {}).needed())
      << "each save waits for the disk";
}

/// Your function in the place of the book's part.
struct YourDurability : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const StepEnding&, auto& node) {
    node.effects().save = to_save(saved_term_and_vote, node.term_and_vote, unsaved_from);
    saved_term_and_vote = node.term_and_vote;
    unsaved_from.reset();
  }
};

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  EXPECT_EQ((trouble_in_drawn_runs<Election, Replication, ElectionRestriction,
                                   CommitCurrentTermOnly, YourDurability>("safety", 60)),
            "");
}

}  // namespace
}  // namespace raft
