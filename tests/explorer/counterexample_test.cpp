#include "explorer/counterexample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "explorer/spaces.h"

namespace raft {
namespace {

using ::testing::HasSubstr;

// The text that is expected is what `raft explore` wrote; the stage must agree with it.
void expect_found(const std::string& text, const Bounds& bounds, const std::string& golden) {
  const std::string scenario = found(text, bounds);
  EXPECT_EQ(scenario, file("found/" + golden));
  const ScenarioRun run = run_scenario(opening(scenario));
  EXPECT_TRUE(run.passed());
  ASSERT_TRUE(run.stage().violation());
  EXPECT_THAT(scenario, HasSubstr("expect violation \"" + run.stage().violation()->invariant));
}

TEST(Counterexample, WithoutDurabilityATermHasTwoLeaders) {
  expect_found("node safety without Durability\ninvariants \"Election Safety\"\n",
               {.terms = 1, .entries = 0, .crashes = 1}, "two-leaders.raft");
}

TEST(Counterexample, WithoutElectionRestrictionACommittedEntryIsLost) {
  expect_found("node safety without ElectionRestriction\n", {}, "lost-commit.raft");
}

TEST(Counterexample, WithoutCommitCurrentTermOnlyFigure8Happens) {
  expect_found(file("figure-8-begun.raft"), {.terms = 4, .entries = 0}, "figure-8.raft");
}

TEST(Counterexample, WithoutCommitBeforeChangeTwoMajoritiesMissEachOther) {
  expect_found(file("change-begun.raft"), {.terms = 3, .entries = 0, .changes = 1},
               "change-too-early.raft");
}

TEST(Counterexample, WithTheRuleTheSameBeginningIsSafe) {
  std::string complete = file("figure-8-begun.raft");
  const std::string without = " without CommitCurrentTermOnly";
  complete.erase(complete.find(without), without.size());
  EXPECT_EQ(explore(complete, {.terms = 3, .entries = 0}).end, SearchEnd::exhausted);
}

TEST(Counterexample, TheBeginningIsToldInFull) {
  const std::string scenario = found(
      "node safety without Durability\nseed 7\ntiming election 100..200ms heartbeat 20ms\n"
      "network delay 2..9ms\nrun until leader\n",
      {.terms = 3, .entries = 0, .crashes = 1});
  EXPECT_THAT(scenario, HasSubstr("seed 7\ntiming election 100..200ms heartbeat 20ms\n"));
  EXPECT_THAT(scenario, HasSubstr("network delay 2ms..9ms loss 0.0000% duplicate 0.0000%\n"));
  EXPECT_TRUE(run_scenario(opening(scenario)).passed());
}

TEST(Counterexample, LinksThatWereCutAreHealedFirst) {
  const std::string scenario =
      found("node safety without Durability\npartition S1 | S2 S3\n", {.terms = 1, .crashes = 1});
  EXPECT_THAT(scenario, HasSubstr("partition S1 | S2 S3\nheal\n"));
  EXPECT_TRUE(run_scenario(opening(scenario)).passed());
}

}  // namespace
}  // namespace raft
