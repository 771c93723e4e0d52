#include "frame.h"
#include "restored.h"

namespace raft {
namespace {

Saved a_disk() {
  Saved saved{.term_and_vote = {{7}, ServerId{3}}, .log = {}};
  saved.log.append({.term = {5}});
  saved.log.append({.term = {7}});
  return saved;
}

TEST(ARestartedServer, has_the_log_of_its_disk) {
  EXPECT_EQ(restored(a_disk()).log.last_index().value, 2u) << "two entries are on the disk";
}

TEST(ARestartedServer, remembers_its_term_and_its_vote) {
  EXPECT_TRUE(restored(a_disk()).term_and_vote == a_disk().term_and_vote);
}

TEST(ARestartedServer, takes_nothing_for_committed_until_it_is_told) {
  EXPECT_EQ(restored(a_disk()).commit_index.value, 0u)
      << "what stands in the log may be uncommitted, and may yet be removed";
  EXPECT_EQ(restored(a_disk()).last_applied.value, 0u);
}

TEST(ARestartedServer, is_a_follower_of_nobody) {
  EXPECT_TRUE(restored(a_disk()).role == ::Role::follower);
  EXPECT_TRUE(!restored(a_disk()).leader);
}

TEST(ANewServer, is_one_that_restarts_with_an_empty_disk) {
  const Server server = restored({});
  EXPECT_TRUE(server.log.empty());
  EXPECT_EQ(server.term_and_vote.current_term.value, 0u);
}

Beginning beginning(const Saved& saved) {
  const Server server = ::restored(saved);
  return {server.term_and_vote, server.log, server.commit_index, server.last_applied};
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.restored = beginning}));
}

}  // namespace
}  // namespace raft
