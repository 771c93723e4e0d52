#include "simulation/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raft::network_test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

constexpr ServerId S1{1}, S2{2}, S3{3};

Message vote_request(ServerId from, ServerId to) { return {from, to, Term{1}, RequestVote{}}; }

struct NetworkTest : ::testing::Test {
  Network network;
  Random random{7};

  MessageId send(ServerId from, ServerId to, VirtualTime now = 0ms) {
    return network.send(vote_request(from, to), {}, now, random).id;
  }
  std::vector<MessageId> arrivals() {
    std::vector<MessageId> ids;
    while (network.next_due()) ids.push_back(network.take_next().id);
    return ids;
  }
};

TEST_F(NetworkTest, MessagesArriveInOrderOfTheirDelays) {
  network.set_model({{.delay_min = 20ms, .delay_max = 20ms}});
  const MessageId slow = send(S1, S2);
  network.set_model({{.delay_min = 5ms, .delay_max = 5ms}});
  const MessageId fast = send(S1, S2);
  EXPECT_EQ(network.next_due(), VirtualTime(5ms));
  EXPECT_THAT(arrivals(), ElementsAre(fast, slow));
}

TEST_F(NetworkTest, MessagesDueAtTheSameTimeArriveInOrderOfSending) {
  const MessageId first = send(S1, S2);
  const MessageId second = send(S3, S2);
  EXPECT_THAT(arrivals(), ElementsAre(first, second));
}

TEST_F(NetworkTest, AHeldMessageWaitsUntilItIsReleasedAndArrivesAfterThat) {
  network.hold({.to = S2});
  const MessageId held = send(S1, S2);
  const MessageId free = send(S1, S3);
  EXPECT_THAT(arrivals(), ElementsAre(free));
  network.release({.to = S2}, 90ms);
  EXPECT_EQ(network.next_due(), VirtualTime(90ms));
  EXPECT_THAT(arrivals(), ElementsAre(held));
}

TEST_F(NetworkTest, AHoldCatchesWhatIsAlreadyOnItsWay) {
  send(S1, S2);
  network.hold({.kind = kind_of<RequestVote>()});
  EXPECT_FALSE(network.next_due());
  network.release({}, 0ms);
  EXPECT_EQ(arrivals().size(), 1u);
}

TEST_F(NetworkTest, AReleasedMessageArrivesOnlyOnce) {
  send(S1, S2);
  network.hold({});
  network.release({}, 0ms);
  network.hold({});
  network.release({}, 50ms);
  EXPECT_EQ(arrivals().size(), 1u);
}

TEST_F(NetworkTest, AMessageOnACutLinkIsDoomedAndTheOtherDirectionIsNot) {
  network.cut(S1, S2);
  send(S1, S2);
  send(S2, S1);
  EXPECT_EQ(network.take_next().doomed, trace::LossReason::cut);
  EXPECT_EQ(network.take_next().doomed, std::nullopt);
}

TEST_F(NetworkTest, APartitionSeparatesGroupsAndIsolatesWhoIsInNone) {
  network.partition({ServerSet{S1}, ServerSet{S2}}, ServerSet::first(3));
  EXPECT_FALSE(network.connected(S1, S2));
  EXPECT_FALSE(network.connected(S3, S1));
  EXPECT_TRUE(network.connected(S3, S3));
  network.heal();
  EXPECT_TRUE(network.connected(S1, S2));
}

TEST_F(NetworkTest, LossAndDuplicationHappenAsOftenAsAskedFor) {
  network.set_model({{.loss = 100'000, .duplication = 50'000}});
  int lost = 0, doubled = 0;
  for (int i = 0; i < 10'000; ++i) {
    lost += network.send(vote_request(S1, S2), {}, 0ms, random).doomed.has_value();
    doubled += network.maybe_duplicate(0ms, random) != nullptr;
    while (network.next_due()) network.take_next();
  }
  EXPECT_NEAR(lost, 1000, 100);
  EXPECT_NEAR(doubled, 500, 75);
}

TEST_F(NetworkTest, AMessageCanBeTakenOutOfTurn) {
  send(S1, S2);
  const MessageId second = send(S1, S3);
  EXPECT_EQ(network.take(second)->message.to, S3);
  EXPECT_FALSE(network.take(second));
  EXPECT_EQ(arrivals().size(), 1u);
}

}  // namespace
}  // namespace raft::network_test
