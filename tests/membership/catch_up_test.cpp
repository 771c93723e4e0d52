// A newcomer that catches up is part of its leader's state.

#include "membership/catch_up.h"

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

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
  further.change->newcomers.front().begin_next_round(further.log.last_index());
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
