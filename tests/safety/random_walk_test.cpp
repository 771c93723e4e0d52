/// @file
/// The promises of Figure 3 on runs that nobody thought of: from each seed, two thousand random
/// steps of a cluster with lost, late and doubled messages, crashes and proposals. The hand cluster
/// checks the promises after every step.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/random.h"
#include "membership/raft.h"
#include "node/hand_cluster.h"
#include "safety/safe_node.h"

namespace raft {
namespace {

template <class NodeType>
void wander(HandCluster<NodeType>& c, unsigned servers, std::uint64_t seed) {
  Random random(seed);
  const auto anybody = [&] {
    return ServerId{static_cast<std::uint8_t>(random.between(1, servers))};
  };
  for (int i = 0; i < 2000; ++i) {
    const ServerId server = anybody(), other = anybody();
    const std::uint64_t chance = random.between(0, 199);
    if (chance < 3) {
      c.timeout(server);
    } else if (chance < 5) {
      c.crash(server);
      c.restart(server);
    } else if (chance < 15) {
      c.drop(server, other);
    } else if (chance < 30) {
      const auto late = c.take(server, other);
      c.deliver(other, server);
      c.send(late);
      c.send(late);
    } else if (chance < 50) {
      c.propose(server, "c" + std::to_string(i));
    } else if (chance < 60) {
      c.heartbeat(server);
    } else if (chance < 70) {
      const ServerSet some = ServerSet::from_bits(random.between(1, (1u << servers) - 1));
      if constexpr (requires { c.node(server).members(); }) c.reconfigure(server, some);
    } else {
      c.deliver(server, other);
    }
  }
}

template <class NodeType>
std::uint64_t furthest_commit(const HandCluster<NodeType>& c, unsigned servers) {
  std::uint64_t furthest = 0;
  for (const ServerId server : ServerSet::first(servers)) {
    furthest = std::max(furthest, c.commit_of(server));
  }
  return furthest;
}

TEST(RandomWalk, the_safe_node_keeps_its_promises_on_every_run) {
  std::uint64_t committed = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    HandCluster<SafeNode> c(3, {.entries_per_message = 2});
    wander(c, 3, seed);
    committed += furthest_commit(c, 3);
    ASSERT_THAT(c.violations(), testing::IsEmpty()) << "seed " << seed;
  }
  EXPECT_GT(committed, 500u) << "runs in which nothing happens prove nothing";
}

TEST(RandomWalk, the_whole_node_keeps_its_promises_while_its_members_change) {
  std::uint64_t committed = 0, changes = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    HandCluster<Raft> c(4, {.entries_per_message = 2});
    wander(c, 4, seed);
    committed += furthest_commit(c, 4);
    changes += c.node(S1).configurations.size() - 1;
    ASSERT_THAT(c.violations(), testing::IsEmpty()) << "seed " << seed;
  }
  EXPECT_GT(committed, 500u);
  EXPECT_GT(changes, 50u);
}

}  // namespace
}  // namespace raft
