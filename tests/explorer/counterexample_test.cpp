#include "explorer/counterexample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "explorer/spaces.h"
#include "rendering/words.h"

namespace raft {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// The text that is expected is what `raft explore` wrote; the stage must agree with it.
void expect_found(const std::string& text, const Bounds& bounds, const std::string& golden) {
  const std::string scenario = found(text, bounds);
  EXPECT_EQ(scenario, file("found/" + golden));
  const ScenarioRun run = run_scenario(opening(scenario));
  EXPECT_TRUE(run.passed());
  ASSERT_TRUE(run.stage().violation());
  EXPECT_THAT(scenario, HasSubstr("expect violation \"" + run.stage().violation()->invariant));
}

// A way that is walked by hand: of the moves of a kind, the first one is made.
struct Walk {
  Beginning beginning;
  World world = beginning.world;
  std::vector<Move> way = {};
  Mover mover = {};

  explicit Walk(Beginning b) : beginning(std::move(b)) {}

  std::vector<Move> moves() const {
    std::vector<Move> all;
    list_moves(beginning.space, world, all);
    return all;
  }
  void make(Move::Kind kind) {
    const std::vector<Move> all = moves();
    const auto move = std::ranges::find(all, kind, &Move::kind);
    ASSERT_NE(move, all.end());
    auto there = mover.perform(beginning.space, world, *move);
    ASSERT_TRUE(there.world.has_value());
    world = *std::move(there.world);
    way.push_back(*move);
  }
  // What the way is in the language of scenarios, without the violation at its end.
  std::string scenario(const std::string& text) const {
    return text_of(counterexample(opening(text), beginning, way));
  }
};

std::vector<std::string> messages_of(const World& world) {
  std::vector<std::string> texts;
  for (const auto& flight : world.in_flight) texts.push_back(contents_of(flight->message()));
  std::ranges::sort(texts);
  return texts;
}

std::vector<std::string> messages_of(const Stage& stage) {
  std::vector<std::string> texts;
  for (const Flight* flight : stage.in_flight()) texts.push_back(contents_of(flight->message));
  std::ranges::sort(texts);
  return texts;
}

TEST(Counterexample, EveryKindOfMoveIsALineThatDoesTheSameOnTheStage) {
  using enum Move::Kind;
  const std::string text = "servers 2\nnode safety\n";
  Walk walk(without_reductions(begin_with(
      text,
      {.terms = 1, .entries = 1, .crashes = 1, .drops = 1, .duplicates = 1, .heartbeats = 1})));
  for (const Move::Kind kind :
       {time_out, deliver, deliver, propose, heartbeat, deliver, duplicate, drop, crash}) {
    walk.make(kind);
  }
  const std::string scenario = walk.scenario(text);
  for (const char* line : {"\ntimeout S1\n", "\ndeliver S1->S2 RequestVote\n", "\npropose S1 x=1\n",
                           "\nheartbeat S1\n", "\nduplicate S1->S2", "\ndrop 1st S1->S2",
                           "\ncrash S1\nrestart S1\n"}) {
    EXPECT_THAT(scenario, HasSubstr(line));
  }
  const ScenarioRun run = run_scenario(opening(scenario));
  EXPECT_TRUE(run.passed());
  EXPECT_EQ(messages_of(run.stage()), messages_of(walk.world));
  for (const ServerId server : run.stage().servers()) {
    const Relabelling own_names = Relabelling::seen_by(server);
    EXPECT_EQ(run.stage().host(server).digest(own_names), walk.world.at(server).look(false));
  }
}

TEST(Counterexample, AChangeIsSaidInTheFewestWords) {
  const std::string text = "servers 2\nnode raft\ntimeout S1\ndeliver all\n";
  const Walk there(
      begin_with(text, {.terms = 1, .changes = 1, .newcomers = 1, .any_voters = true}));
  std::vector<std::string> lines;
  for (const Move& move : there.moves()) {
    if (move.kind != Move::Kind::change) continue;
    Walk changed = there;
    changed.way = {move};
    const std::string scenario = changed.scenario(text);
    const std::size_t line = scenario.rfind('\n', scenario.size() - 2) + 1;
    lines.push_back(scenario.substr(line, scenario.size() - line - 1));
  }
  EXPECT_THAT(lines, UnorderedElementsAre("remove S1 via S1", "remove S2 via S1", "add S3 via S1",
                                          "voters S3 via S1", "voters S1 S3 via S1",
                                          "voters S2 S3 via S1"));
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
  EXPECT_THAT(scenario, HasSubstr("network delay 2..9ms loss 0% duplicate 0%\n"));
  EXPECT_TRUE(run_scenario(opening(scenario)).passed());
}

TEST(Counterexample, ATroubleOfTheDisksThatIsOverIsToldToo) {
  for (const std::string trouble : {"stuck", "lies", "tears"}) {
    const std::string scenario = found(
        "node safety without Durability\ndisk delay 1..2ms " + trouble + "\nheal\ndisk well\n",
        {.terms = 1, .crashes = 1});
    EXPECT_THAT(scenario, HasSubstr("\ndisk delay 1..2ms " + trouble + "\nheal\ndisk well\n"));
    EXPECT_TRUE(run_scenario(opening(scenario)).passed());
  }
}

TEST(Counterexample, LinksThatWereCutAreHealedFirst) {
  for (const std::string cut : {"partition S1 | S2 S3", "isolate S1", "cut S1->S2"}) {
    const std::string scenario = found("node safety without Durability\ntimeout S3\n" + cut + "\n",
                                       {.terms = 1, .crashes = 1});
    EXPECT_THAT(scenario, HasSubstr(cut + "\nheal\n"));
    EXPECT_TRUE(run_scenario(opening(scenario)).passed());
  }
}

}  // namespace
}  // namespace raft
