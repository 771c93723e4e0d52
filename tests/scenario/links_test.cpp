// Which servers and which links a statement means: lists, one server's links, some messages.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "scenario/running.h"

namespace raft::links_test {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr ServerId S1{1}, S2{2}, S3{3};
const std::string elected = "servers 5\ntimeout S1\ndeliver all\n";

TEST(Lists, ServersFailAndComeBackTogether) {
  expect_passes(elected +
                "crash S2 S3\npropose S1 x=1\ndeliver all\nexpect committed x=1\n"
                "crash S4\npropose S1 x=2\ndeliver all\nexpect not committed x=2\n"
                "restart S2 S3 S4\nheartbeat S1\ndeliver all\nheartbeat S1\ndeliver all\n"
                "expect committed x=2 on 5\n");
  expect_passes(elected + "pause S2 S3\nresume S3 S2\nexpect safe\n");
}

TEST(Lists, IsolatedServersDoNotReachEachOtherEither) {
  const ScenarioRun done = run(elected + "isolate S2 S3\ntimeout S2\ndeliver all\n");
  EXPECT_EQ(done.stage().view(S3).term_and_vote.current_term, Term{1});
  EXPECT_EQ(done.stage().view(S2).term_and_vote.current_term, Term{2});
}

TEST(Lists, WhatCannotBeDoneToAllIsDoneToNone) {
  const ScenarioRun done = run(elected + "crash S2\ntry crash S3 S2\ntry restart S2 S3\n");
  EXPECT_TRUE(done.stage().running(S3));
  EXPECT_FALSE(done.stage().running(S2));
  EXPECT_EQ(failure(elected + "crash S2\ncrash S3 S2\n").message, "S2 is stopped already");
}

TEST(Lists, TakeServersThatAreNamedByWhatTheyAre) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const ScenarioRun done = run(elected + "crash leader any\nrestart any any\n", {.seed = seed});
    EXPECT_TRUE(done.passed()) << seed;
    EXPECT_TRUE(done.stage().running(S1)) << seed;
  }
  expect_passes(elected + "crash leader S1 S2\nexpect no leader\nrestart S1 S2\nexpect safe\n");
  EXPECT_THAT(mistake_in("crash S1 S2 S1\n").message, HasSubstr("named twice"));
}

TEST(Healing, GivesOneServerItsLinksBack) {
  expect_passes(
      elected +
      "isolate S2 S3\nheal S2\npropose S1 x=1\ndeliver all\nexpect S2 log = [1:-, 1:x=1]\n"
      "expect S3 log = [1:-]\n");
  const ScenarioRun done = run(elected + "isolate S2 S3\nheal S2\ntimeout S2\n");
  EXPECT_EQ(done.stage().in_flight({.from = S2, .to = S3}).front()->doomed, std::nullopt)
      << "the link between the two is one of S2's";
}

TEST(Healing, OfOneLinkIsOneWayOrBothWays) {
  expect_passes(
      "servers 3\nisolate S1\nheal S1->S2\ntimeout S1\ndeliver all\nexpect vote S2 = S1\n"
      "expect no leader\n");
  expect_passes(
      "servers 3\nisolate S1\nheal S1 S2\ntimeout S1\ndeliver all\nexpect leader S1\n"
      "expect vote S3 = nobody\n");
}

TEST(Healing, ReachesThroughAPartition) {
  expect_passes(
      "servers 3\npartition S1 | S2 S3\nheal S1\ntimeout S1\ndeliver all\nexpect leader S1\n");
}

TEST(Healing, TellsOnlyOfLinksThatWereCut) {
  const ScenarioRun done = run("servers 3\ncut S1->S2\nheal S1\nheal S3\n");
  const auto& events = done.stage().trace().events;
  const auto mended = std::ranges::count_if(events, [](const TraceEvent& event) {
    return std::holds_alternative<trace::LinkMended>(event.what);
  });
  EXPECT_EQ(mended, 1);
}

TEST(Delivering, AmongSomeServersLeavesTheOthersOut) {
  expect_passes(
      "servers 5\ntimeout S1\ndeliver all among S1 S2 S3\nexpect leader S1\n"
      "expect vote S4 = nobody\nexpect messages S1->S4 RequestVote = 1\n"
      "propose leader x=1\ndeliver all among leader S2 S3\nexpect committed x=1 on 3\n"
      "expect not committed x=1 on 4\nexpect not quiet\n");
  expect_passes(
      "servers 3\nhold S1->S2\ntimeout S1\ndeliver all among S1 S2\nexpect term S2 = 0\n");
}

TEST(NetworkForSome, TreatsOnlyWhatFits) {
  expect_passes(
      "servers 3\nnetwork loss 100% for S1->S2\ntimeout S1\ndeliver all\nexpect leader S1\n"
      "expect vote S2 = nobody\n");
  expect_passes(
      "servers 3\nnetwork loss 100% for AppendEntriesReply\ntimeout S1\ndeliver all\n"
      "expect S3 log = [1:-]\nexpect commit S1 = 0\n");
  expect_passes(
      "servers 3\ntimeout S1\ndeliver all\nnetwork duplicate 100% for leader->S3\n"
      "heartbeat S1\nexpect messages S1->S2 = 1\nexpect messages S1->S3 = 2\n");
  const ScenarioRun slow = run("servers 3\nnetwork delay 70ms for ->S3 RequestVote\ntimeout S1\n");
  EXPECT_EQ(slow.stage().in_flight({.to = S2}).front()->due, slow.stage().now() + 10ms);
  EXPECT_EQ(slow.stage().in_flight({.to = S3}).front()->due, slow.stage().now() + 70ms);
}

NetworkModel network_after(const std::string& lines) {
  return run("servers 3\nheal\n" + lines).stage().network_model();
}

TEST(NetworkForSome, TheLaterWordCounts) {
  EXPECT_EQ(network_after("network loss 50% for S1->S2\nnetwork loss 0%\n"), NetworkModel{});
  EXPECT_EQ(network_after("network loss 0% for S1->S2\nnetwork delay 2ms\n").exceptions.size(), 1u);
  EXPECT_EQ(network_after("repeat 9 as n\nnetwork loss $n% for S1->S2\nend\n").exceptions.size(),
            1u);
  const NetworkModel both =
      network_after("network loss 10% for S1->S2\nnetwork loss 20% delay 1ms for RequestVote\n");
  EXPECT_EQ(both.treatment_of({.from = S1, .to = S2, .body = RequestVote{}}).loss, 200'000u);
  EXPECT_EQ(both.treatment_of({.from = S1, .to = S2, .body = AppendEntries{}}).loss, 100'000u);
  EXPECT_EQ(both.treatment_of({.from = S2, .to = S1, .body = AppendEntries{}}), Treatment{});
}

}  // namespace
}  // namespace raft::links_test
