#include "scenario/casting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "scenario/running.h"
#include "trace/json_lines.h"

namespace raft::casting_test {
namespace {

using testing::HasSubstr;

const std::string elected = "servers 3\ntimeout S2\ndeliver all\n";

TEST(Casting, TheLeaderCanStandWhereverAServerStands) {
  expect_passes(elected +
                "propose leader x=1\ndeliver leader->S1\ndeliver all\nexpect leader term = 1\n"
                "expect leader log = [1:-, 1:x=1]\nexpect value leader x = 1\nexpect vote S1 = "
                "leader\nexpect leader S2\nexpect role leader = leader\n");
  expect_passes(elected + "crash leader\nexpect not leader S2\nrestart S2\n");
  expect_passes(elected +
                "partition leader | S1 S3\npropose leader x=1\ndeliver all\n"
                "expect not committed x=1\n");
}

TEST(Casting, LeaderAloneIsStillTheCondition) {
  expect_passes(elected + "expect leader\nrun until leader within 1s\nexpect leader term<=1\n");
}

TEST(Casting, AFollowerIsNeverTheLeader) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const ScenarioRun done = run(elected + "crash follower\nexpect leader S2\n", {.seed = seed});
    EXPECT_TRUE(done.passed()) << seed;
  }
}

// The servers that each of 60 seeds leaves running.
std::set<std::uint64_t> left_running(const std::string& text) {
  std::set<std::uint64_t> found;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const ScenarioRun done = run(text, {.seed = seed});
    ServerSet running;
    for (const ServerId server : done.stage().servers()) {
      if (done.stage().running(server)) running.add(server);
    }
    found.insert(running.bits());
  }
  return found;
}

std::string trace_of(const std::string& text, std::uint64_t seed) {
  return to_json_lines(run(text, {.seed = seed}).stage().trace());
}

TEST(Casting, AnyIsDrawnFromTheSeed) {
  EXPECT_EQ(left_running("servers 3\ncrash any\n").size(), 3u);
  EXPECT_EQ(left_running("servers 3\ncrash any\ncrash any\ncrash any\n").size(), 1u)
      << "a stopped server is not meant";
  const std::string text =
      "servers 5\nclients 2\nrun 500ms\ncrash any\nrun 300ms\nrestart any\n"
      "isolate any\nrun 300ms\nsometimes 50% crash follower\nrun 200ms\n";
  EXPECT_EQ(trace_of(text, 7), trace_of(text, 7));
  EXPECT_NE(trace_of(text, 7), trace_of(text, 8));
}

TEST(Casting, AnyFitsTheVerb) {
  expect_passes("servers 3\ncrash S2\nrestart any\npause S3\nresume any\nexpect safe\n");
  EXPECT_THAT(failure("servers 3\nrestart any\n").message, HasSubstr("no server is left"));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_TRUE(run("servers 2\ncut any any\ncut any->any\n", {.seed = seed}).passed()) << seed;
  }
}

TEST(Casting, ANameStaysWithItsServer) {
  expect_passes(elected +
                "call Old leader\ncrash Old\nrun until leader within 2s\nrestart Old\n"
                "expect not leader Old\nexpect role Old = follower\n");
  const ScenarioRun told = run(elected + "call A leader\n");
  const auto& last = told.stage().trace().events.back().what;
  EXPECT_EQ(std::get<trace::Caption>(last).text, "A is S2.");
}

TEST(Casting, ANameMustBeGivenFirst) {
  const Diagnostic error = mistake_in("servers 3\ncrash Old\ncall Old leader\n");
  EXPECT_EQ(error.line, 2u);
  EXPECT_EQ(error.column, 7u);
  EXPECT_THAT(error.message, HasSubstr("nobody is called 'Old' yet"));
  for (const char* text : {"call S1 leader", "call a leader", "call leader S1", "call A",
                           "call AppendEntries S1", "join leader", "call A-1 S1"}) {
    EXPECT_NE(mistake_in("servers 3\n" + std::string(text) + "\n").message, "") << text;
  }
}

TEST(Casting, WhereNobodyIsMeantTheStatementCannotBePerformed) {
  const Diagnostic error = failure("servers 3\ncrash leader\n");
  EXPECT_EQ(error.message, "there is no leader");
  EXPECT_THAT(error.hint, HasSubstr("run until leader"));
  expect_passes("servers 3\ntry crash leader\nexpect no leader\n");
  EXPECT_THAT(failure(elected + "cut leader S2\n").message, HasSubstr("to itself"));
}

TEST(Casting, WhatIsWrongIsFoundBeforeTheRun) {
  for (const char* text : {"timeout leader S1", "deliver leader", "partition leader leader | S1",
                           "cut leader leader", "expect leader term = x", "propose any"}) {
    EXPECT_NE(mistake_in("servers 3\n" + std::string(text) + "\n").message, "") << text;
  }
}

TEST(Sometimes, HappensAsOftenAsItSays) {
  unsigned stopped = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const ScenarioRun done = run("servers 3\nsometimes 25% crash S1\n", {.seed = seed});
    stopped += done.stage().running(ServerId{1}) ? 0 : 1;
  }
  EXPECT_GT(stopped, 70u);
  EXPECT_LT(stopped, 130u);
  const ScenarioRun done = run("servers 3\nsometimes 0% crash S1\nsometimes 100% crash S2\n");
  EXPECT_TRUE(done.stage().running(ServerId{1}));
  EXPECT_FALSE(done.stage().running(ServerId{2}));
}

TEST(Sometimes, ChangesNothingOfWhatTheStageDraws) {
  const std::string rest = "run 1s\n";
  const auto with = run("servers 5\nsometimes 0% crash S1\n" + rest).stage().digest();
  EXPECT_EQ(with, run("servers 5\n" + rest).stage().digest());
}

TEST(Sometimes, StandsBeforeTryAndWhatCanBeTried) {
  expect_passes("servers 3\nsometimes 100% try crash leader\nexpect no leader\n");
  for (const char* text :
       {"sometimes crash S1", "sometimes 20%", "sometimes 20% expect leader",
        "try sometimes 20% crash S1", "sometimes 5% sometimes 5% heal", "sometimes 20% seed 3"}) {
    EXPECT_NE(mistake_in("servers 3\n" + std::string(text) + "\n").message, "") << text;
  }
}

TEST(Agree, OffersUntilItIsApplied) {
  expect_passes(
      "servers 3\nagree x=1\nexpect value S1 x = 1\nexpect value S2 x = 1\n"
      "expect value S3 x = 1\n");
  expect_passes(
      "servers 3\nrun until leader\ncall Old leader\nisolate Old\n"
      "agree x=1 on 2 within 3s\nexpect not leader Old\nheal\nagree y=2 on 3 within 3s\n"
      "expect same stores\n");
}

TEST(Agree, OffersAgainWhatGotLost) {
  expect_passes(
      "servers 3\nseed 5\nnetwork loss 30%\nagree x=1 on 3 within 10s\n"
      "agree x=1 on 3 within 10s\nexpect value x = 1\n");
}

TEST(Agree, SaysWhoHasItWhereTooFewHave) {
  const Diagnostic error =
      failure("servers 3\nrun until leader\ncrash follower\nagree x=1 on 3 within 1s\n");
  EXPECT_THAT(error.message, HasSubstr("x=1 was not applied by 3 servers within 1s"));
  EXPECT_THAT(error.hint, HasSubstr("found: it was applied by S"));
  EXPECT_THAT(failure("servers 3\nnetwork loss 100%\nagree x=1 within 1s\n").message,
              HasSubstr("no leader took x=1 within 1s"));
}

}  // namespace
}  // namespace raft::casting_test
