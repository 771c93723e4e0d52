#include "cli/console/shell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/scenario_run.h"
#include "simulation/catalogue.h"

namespace raft::shell_test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr ServerId S1{1};

Shell session(const char* node = "raft", const char* without = "") {
  StageSetup setup;
  setup.node = *find_node_type(node, without);
  return Shell(setup, Screen{}, "(typed)");
}

// Types lines, all of which must be good; returns what the last one answered.
std::string type(Shell& session, std::initializer_list<const char*> lines) {
  std::string answer;
  for (const char* line : lines) {
    const Reply reply = session.enter(line);
    EXPECT_EQ(reply.kind, Reply::Kind::good) << line << "\n" << reply.text;
    answer = reply.text;
  }
  return answer;
}

TEST(Shell, TellsWhatALineHasCaused) {
  Shell s = session();
  EXPECT_THAT(type(s, {"timeout S1"}), HasSubstr("stands for election in term 1"));
  EXPECT_THAT(type(s, {"deliver S1->S2"}),
              AllOf(HasSubstr("votes for S1"), Not(HasSubstr("stands for election"))));
}

TEST(Shell, SaysSoWhenNothingHappens) {
  Shell s = session();
  EXPECT_EQ(type(s, {"run 1ms"}), "  Nothing happened.\n");
  EXPECT_EQ(type(s, {"deliver all"}), "  Nothing happened.\n");
  EXPECT_EQ(type(s, {"hold S1->S2"}), "");
}

TEST(Shell, IgnoresEmptyLinesAndComments) {
  Shell s = session();
  EXPECT_EQ(type(s, {"", "   ", "# only a comment"}), "");
}

TEST(Shell, ABadLineChangesNothing) {
  Shell s = session();
  type(s, {"timeout S1"});
  const auto before = s.stage().digest();
  const Reply reply = s.enter("delivr");
  EXPECT_EQ(reply.kind, Reply::Kind::bad);
  EXPECT_THAT(reply.text, AllOf(HasSubstr("(typed):2:1"), HasSubstr("^^^^^^"),
                                HasSubstr("did you mean 'deliver'?")));
  EXPECT_EQ(s.stage().digest(), before);
}

TEST(Shell, WhatCannotBeDoneIsABadLineToo) {
  Shell s = session();
  type(s, {"crash S2"});
  EXPECT_EQ(s.enter("crash S2").kind, Reply::Kind::bad);
  EXPECT_EQ(s.enter("crash S9").kind, Reply::Kind::bad);
  EXPECT_THAT(s.scenario(), EndsWith("\ncrash S2\n"));
}

TEST(Shell, UndoGoesBackToTheStateBefore) {
  Shell s = session();
  type(s, {"timeout S1", "deliver all"});
  const auto before = s.stage().digest();
  type(s, {"crash S1", "run 1s"});
  EXPECT_THAT(type(s, {"undo"}), HasSubstr("run 1s"));
  EXPECT_THAT(type(s, {"undo"}), HasSubstr("crash S1"));
  EXPECT_EQ(s.stage().digest(), before);
  EXPECT_TRUE(s.stage().running(S1));
}

TEST(Shell, UndoNamesTheLineAsItWasTyped) {
  Shell s = session();
  EXPECT_EQ(type(s, {"expect leader", "undo"}), "  taken back: expect leader\n");
  EXPECT_EQ(type(s, {"propose S1 x=1", "undo"}), "  taken back: propose S1 x=1\n");
  EXPECT_EQ(type(s, {"seed 9", "undo"}), "  taken back: seed 9\n");
}

TEST(Shell, AnUnknownWordLeadsToTheOneThatWasMeantOrToHelp) {
  Shell s = session();
  EXPECT_THAT(s.enter("abracadabra").text, HasSubstr("'help' has the 49 words that fit here"));
  EXPECT_THAT(s.enter("flihgts").text, HasSubstr("did you mean 'flights'?"));
}

TEST(Shell, TheSameFutureFollowsAfterUndo) {
  Shell s = session();
  type(s, {"clients 2", "run 1s"});
  const auto first = s.stage().digest();
  type(s, {"undo", "run 1s"});
  EXPECT_EQ(s.stage().digest(), first);
}

TEST(Shell, NothingIsLeftToUndoAtTheBeginning) {
  Shell s = session();
  EXPECT_EQ(s.enter("undo").kind, Reply::Kind::bad);
}

TEST(Shell, TheBeginningCanBeChangedUntilTheClusterMoves) {
  Shell s = session();
  type(s, {"servers 5", "node safety", "seed 9", "title \"Mine\""});
  EXPECT_EQ(s.stage().servers().size(), 5u);
  type(s, {"timeout S5"});
  EXPECT_EQ(s.enter("servers 3").kind, Reply::Kind::bad);
  EXPECT_THAT(s.scenario(), StartsWith("servers 5\nnode safety\nseed 9\ntitle \"Mine\"\n"));
}

TEST(Shell, EachLineAboutTheBeginningIsSavedAsItStandsLast) {
  Shell s = session();
  type(s, {"timing election 100..200ms heartbeat 20ms", "invariants \"Log Matching\"",
           "timing election 300..600ms heartbeat 50ms"});
  EXPECT_EQ(s.scenario(),
            "servers 3\nnode raft\nseed 1\n"
            "invariants \"Log Matching\"\ntiming election 300..600ms heartbeat 50ms\n\n");
}

TEST(Shell, AnUnmetExpectationFailsUntilItIsTakenBack) {
  Shell s = session();
  type(s, {"timeout S1", "expect leader S1"});
  EXPECT_FALSE(s.passed());
  type(s, {"undo", "deliver all", "expect leader S1"});
  EXPECT_TRUE(s.passed());
}

TEST(Shell, WhatItWritesIsAScenarioThatRunsAgain) {
  Shell s = session();
  type(s,
       {"timeout S1", "deliver all", "propose S2 x=1", "expect leader S2",
        "run until leader S3 within 5ms", "propose S1 x=2", "deliver all", "expect value x = 2"});
  const auto scenario = parse_scenario(s.scenario(), "saved.raft");
  ASSERT_TRUE(scenario.has_value());
  const ScenarioRun run = run_scenario(*scenario);
  EXPECT_TRUE(run.passed());
  EXPECT_EQ(run.stage().digest(), s.stage().digest());
}

TEST(Shell, WhatIsTriedAndFailsIsToldAndIsNoFailure) {
  Shell s = session();
  EXPECT_THAT(type(s, {"crash S2", "try crash S2"}), HasSubstr("S2 is stopped already"));
  EXPECT_THAT(type(s, {"try propose S1 x=1"}), HasSubstr("S1 refused: not leader"));
  EXPECT_THAT(type(s, {"try run until leader within 1ms"}), HasSubstr("did not come about"));
  EXPECT_TRUE(s.passed());
  EXPECT_THAT(s.scenario(), HasSubstr("\ntry crash S2\ntry propose S1 x=1\ntry run until"));
  EXPECT_TRUE(run_scenario(*parse_scenario(s.scenario(), "saved")).passed());
}

TEST(Shell, ABlockIsPerformedWhenItEnds) {
  Shell s = session();
  type(s, {"run until leader", "call A leader"});
  EXPECT_EQ(type(s, {"repeat 3 as n", "propose A x=$n"}), "");
  EXPECT_THAT(type(s, {"deliver all", "end"}), HasSubstr("x=3"));
  type(s, {"expect value x = 3"});
  EXPECT_TRUE(s.passed());
  EXPECT_THAT(type(s, {"undo", "undo"}), HasSubstr("taken back: deliver all"));
  EXPECT_THAT(s.scenario(), HasSubstr("\ncall A leader\npropose A x=1\ndeliver all\n"));
  EXPECT_TRUE(run_scenario(*parse_scenario(s.scenario(), "saved")).passed());
}

// What the last of the lines is answered.
std::string last_answer(Shell& session, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text = session.enter(line).text;
  return text;
}

TEST(Shell, AMistakeInABlockNamesItsLine) {
  Shell s = session();
  EXPECT_THAT(last_answer(s, {"heal", "repeat 2", "heal", "crsh S1", "heal", "end"}),
              HasSubstr(":4:1: "));
  EXPECT_THAT(last_answer(s, {"repeat 2", "heal", "end now"}), HasSubstr(":9:5: "));
  EXPECT_THAT(last_answer(s, {"crsh S1"}), HasSubstr(":10:1: "));
}

TEST(Shell, WhatIsDrawnIsDrawnAgainAfterAnUndoAndInTheSavedScenario) {
  Shell s = session();
  type(s, {"sometimes 50% crash any", "try crash any"});
  const std::string once = type(s, {"try crash any"});
  type(s, {"undo"});
  EXPECT_EQ(type(s, {"try crash any"}), once);
  const ScenarioRun run = run_scenario(*parse_scenario(s.scenario(), "saved"));
  for (const ServerId server : s.stage().servers()) {
    EXPECT_EQ(run.stage().running(server), s.stage().running(server));
  }
}

TEST(Shell, ANameIsCompletedOnceItIsGiven) {
  Shell s = session();
  EXPECT_THAT(s.complete("crash O"), testing::IsEmpty());
  type(s, {"call Old S1"});
  EXPECT_THAT(s.complete("crash O"), testing::ElementsAre("Old"));
}

TEST(Shell, ABrokenInvariantEndsTheRunAndIsExplained) {
  Shell s = session("safety", "ElectionRestriction");
  type(s, {"timeout S1", "deliver all", "hold ->S3", "propose S1 x=1", "deliver all", "crash S1",
           "release", "timeout S3", "deliver"});
  EXPECT_THAT(type(s, {"deliver"}),
              AllOf(HasSubstr("Leader Completeness"), HasSubstr("What the paper says")));
  EXPECT_FALSE(s.passed());
  EXPECT_EQ(s.enter("run 1s").kind, Reply::Kind::bad);
  EXPECT_TRUE(run_scenario(*parse_scenario(s.scenario(), "saved")).passed());
}

TEST(Shell, AnExpectedViolationIsNoFailure) {
  Shell s = session("safety", "ElectionRestriction");
  type(s,
       {"timeout S1", "deliver all", "hold ->S3", "propose S1 x=1", "deliver all", "crash S1",
        "release", "timeout S3", "deliver", "deliver", "expect violation \"Leader Completeness\""});
  EXPECT_TRUE(s.passed());
  EXPECT_THAT(s.scenario(), EndsWith("deliver\nexpect violation \"Leader Completeness\"\n"));
  EXPECT_TRUE(run_scenario(*parse_scenario(s.scenario(), "saved")).passed());
}

TEST(Shell, ARunThatHasEndedCanStillBeTalkedAbout) {
  Shell s = session("safety", "ElectionRestriction");
  type(s, {"timeout S1", "deliver all", "hold ->S3", "propose S1 x=1", "deliver all", "crash S1",
           "release", "timeout S3", "deliver", "deliver"});
  EXPECT_THAT(type(s, {"note \"S3 leads without x=1\""}), HasSubstr("S3 leads without x=1"));
  EXPECT_THAT(s.enter("crash S2").text, HasSubstr("take back the last line with undo"));
}

TEST(Shell, EveryLineCanBeTakenBack) {
  Shell s = session();
  for (int i = 0; i < 203; ++i) type(s, {"run 1us"});
  for (int i = 0; i < 200; ++i) type(s, {"undo"});
  EXPECT_THAT(s.scenario(), EndsWith("\n\nrun 1us\nrun 1us\nrun 1us\n"));
  type(s, {"undo", "undo", "undo"});
  EXPECT_THAT(s.enter("undo").text, HasSubstr("nothing is left to undo"));
}

TEST(Shell, WhatCannotBeWrittenIsABadLineAndTheSessionGoesOn) {
  Shell s = session();
  EXPECT_EQ(s.enter("save /no/such/folder/a.raft").text,
            "(typed):1: cannot write '/no/such/folder/a.raft': No such file or directory\n");
  EXPECT_EQ(s.enter("trace /no/such/folder/a.svg").text,
            "(typed):2: cannot write '/no/such/folder/a.svg': No such file or directory\n");
  const Reply reply = s.enter("trace a.png");
  EXPECT_EQ(reply.kind, Reply::Kind::bad);
  EXPECT_THAT(reply.text, HasSubstr("end the name with .html, .svg, .jsonl or .txt"));
  EXPECT_THAT(type(s, {"timeout S1"}), HasSubstr("stands for election"));
}

TEST(Shell, ShowsServersAndFlights) {
  Shell s = session();
  type(s, {"timeout S1"});
  EXPECT_THAT(type(s, {"show"}), AllOf(HasSubstr("candidate"), HasSubstr("S3")));
  EXPECT_THAT(type(s, {"flights"}), HasSubstr("S1 -> S3  11.0 ms  RequestVote"));
  type(s, {"hold S1->S3"});
  EXPECT_THAT(type(s, {"flights"}), HasSubstr("S1 -> S3  held"));
}

TEST(Shell, HelpKnowsEveryVerbAndItself) {
  Shell s = session();
  EXPECT_THAT(type(s, {"help"}), AllOf(HasSubstr("partition"), HasSubstr("undo")));
  EXPECT_THAT(type(s, {"help deliver"}), HasSubstr("deliver all"));
  EXPECT_EQ(type(s, {"help flights"}), "  flights\n\n  Which messages are on their way.\n");
  EXPECT_THAT(type(s, {"help leader"}), AllOf(HasSubstr("no leader"), HasSubstr("condition")));
  EXPECT_THAT(type(s, {"help voters"}),
              AllOf(HasSubstr("voters SERVERS"), HasSubstr("voters SERVER = {SERVERS}")));
  EXPECT_EQ(s.enter("help nonsense").kind, Reply::Kind::bad);
}

TEST(Shell, CompletesVerbsServersAndMessages) {
  const Shell s = session();
  EXPECT_THAT(s.complete("de"), ElementsAre("deliver"));
  EXPECT_THAT(s.complete("s"), AllOf(Contains("save"), Contains("show"), Contains("servers")));
  EXPECT_THAT(s.complete("help pa"), ElementsAre("partition", "pause"));
  EXPECT_THAT(s.complete("crash "), ElementsAre("S1", "S2", "S3", "any", "follower", "leader"));
  EXPECT_THAT(s.complete("drop S1->S2 App"),
              AllOf(Contains("AppendEntries"), Each(StartsWith("App"))));
}

TEST(Shell, QuitEndsIt) {
  Shell s = session();
  EXPECT_EQ(s.enter("quit").kind, Reply::Kind::ended);
}

TEST(Shell, ACommandOfTheShellSaysHowItIsTyped) {
  Shell s = session();
  for (const char* line : {"save", "trace", "undo twice"}) {
    EXPECT_EQ(s.enter(line).kind, Reply::Kind::bad) << line;
  }
  EXPECT_THAT(s.enter("save").text, HasSubstr("say it like this: save"));
}

}  // namespace
}  // namespace raft::shell_test
