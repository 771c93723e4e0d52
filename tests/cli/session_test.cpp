#include "cli/console/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulation/catalogue.h"

namespace raft {
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

Session session(const char* node = "raft", const char* without = "") {
  StageSetup setup;
  setup.node = *find_node_type(node, without);
  return Session(setup, Screen{}, "(typed)");
}

// Types lines, all of which must be good; returns what the last one answered.
std::string type(Session& session, std::initializer_list<const char*> lines) {
  std::string answer;
  for (const char* line : lines) {
    const Reply reply = session.enter(line);
    EXPECT_EQ(reply.kind, Reply::Kind::good) << line << "\n" << reply.text;
    answer = reply.text;
  }
  return answer;
}

TEST(Session, TellsWhatALineHasCaused) {
  Session s = session();
  EXPECT_THAT(type(s, {"timeout S1"}), HasSubstr("stands for election in term 1"));
  EXPECT_THAT(type(s, {"deliver S1->S2"}),
              AllOf(HasSubstr("votes for S1"), Not(HasSubstr("stands for election"))));
}

TEST(Session, SaysSoWhenNothingHappens) {
  Session s = session();
  EXPECT_EQ(type(s, {"run 1ms"}), "  Nothing happened.\n");
  EXPECT_EQ(type(s, {"deliver all"}), "  Nothing happened.\n");
  EXPECT_EQ(type(s, {"hold S1->S2"}), "");
}

TEST(Session, IgnoresEmptyLinesAndComments) {
  Session s = session();
  EXPECT_EQ(type(s, {"", "   ", "# only a comment"}), "");
}

TEST(Session, ABadLineChangesNothing) {
  Session s = session();
  type(s, {"timeout S1"});
  const auto before = s.stage().digest();
  const Reply reply = s.enter("delivr");
  EXPECT_EQ(reply.kind, Reply::Kind::bad);
  EXPECT_THAT(reply.text, AllOf(HasSubstr("(typed):2:1"), HasSubstr("^^^^^^"),
                                HasSubstr("did you mean 'deliver'?")));
  EXPECT_EQ(s.stage().digest(), before);
}

TEST(Session, WhatCannotBeDoneIsABadLineToo) {
  Session s = session();
  type(s, {"crash S2"});
  EXPECT_EQ(s.enter("crash S2").kind, Reply::Kind::bad);
  EXPECT_EQ(s.enter("crash S9").kind, Reply::Kind::bad);
  EXPECT_THAT(s.scenario(), EndsWith("\ncrash S2\n"));
}

TEST(Session, UndoGoesBackToTheStateBefore) {
  Session s = session();
  type(s, {"timeout S1", "deliver all"});
  const auto before = s.stage().digest();
  type(s, {"crash S1", "run 1s"});
  EXPECT_THAT(type(s, {"undo"}), HasSubstr("run 1s"));
  EXPECT_THAT(type(s, {"undo"}), HasSubstr("crash S1"));
  EXPECT_EQ(s.stage().digest(), before);
  EXPECT_TRUE(s.stage().running(S1));
}

TEST(Session, UndoNamesTheLineAsItWasTyped) {
  Session s = session();
  EXPECT_EQ(type(s, {"expect leader", "undo"}), "  taken back: expect leader\n");
  EXPECT_EQ(type(s, {"propose S1 x=1", "undo"}), "  taken back: propose S1 x=1\n");
  EXPECT_EQ(type(s, {"seed 9", "undo"}), "  taken back: seed 9\n");
}

TEST(Session, AnUnknownWordLeadsToTheOneThatWasMeantOrToHelp) {
  Session s = session();
  EXPECT_THAT(s.enter("abracadabra").text, HasSubstr("'help' has the 49 words that fit here"));
  EXPECT_THAT(s.enter("flihgts").text, HasSubstr("did you mean 'flights'?"));
}

TEST(Session, TheSameFutureFollowsAfterUndo) {
  Session s = session();
  type(s, {"clients 2", "run 1s"});
  const auto first = s.stage().digest();
  type(s, {"undo", "run 1s"});
  EXPECT_EQ(s.stage().digest(), first);
}

TEST(Session, NothingIsLeftToUndoAtTheBeginning) {
  Session s = session();
  EXPECT_EQ(s.enter("undo").kind, Reply::Kind::bad);
}

TEST(Session, TheBeginningCanBeChangedUntilTheClusterMoves) {
  Session s = session();
  type(s, {"servers 5", "node safety", "seed 9", "title \"Mine\""});
  EXPECT_EQ(s.stage().servers().size(), 5u);
  type(s, {"timeout S5"});
  EXPECT_EQ(s.enter("servers 3").kind, Reply::Kind::bad);
  EXPECT_THAT(s.scenario(), StartsWith("servers 5\nnode safety\nseed 9\ntitle \"Mine\"\n"));
}

TEST(Session, EachLineAboutTheBeginningIsSavedAsItStandsLast) {
  Session s = session();
  type(s, {"timing election 100..200ms heartbeat 20ms", "invariants \"Log Matching\"",
           "timing election 300..600ms heartbeat 50ms"});
  EXPECT_EQ(s.scenario(),
            "servers 3\nnode raft\nseed 1\n"
            "invariants \"Log Matching\"\ntiming election 300..600ms heartbeat 50ms\n\n");
}

TEST(Session, AnUnmetExpectationFailsUntilItIsTakenBack) {
  Session s = session();
  type(s, {"timeout S1", "expect leader S1"});
  EXPECT_FALSE(s.passed());
  type(s, {"undo", "deliver all", "expect leader S1"});
  EXPECT_TRUE(s.passed());
}

TEST(Session, WhatItWritesIsAScenarioThatRunsAgain) {
  Session s = session();
  type(s,
       {"timeout S1", "deliver all", "propose S2 x=1", "expect leader S2",
        "run until leader S3 within 5ms", "propose S1 x=2", "deliver all", "expect value x = 2"});
  const auto scenario = parse_scenario(s.scenario(), "saved.raft");
  ASSERT_TRUE(scenario.has_value());
  const ScenarioRun run = run_scenario(*scenario);
  EXPECT_TRUE(run.passed());
  EXPECT_EQ(run.stage().digest(), s.stage().digest());
}

TEST(Session, WhatIsTriedAndFailsIsToldAndIsNoFailure) {
  Session s = session();
  EXPECT_THAT(type(s, {"crash S2", "try crash S2"}), HasSubstr("S2 is stopped already"));
  EXPECT_THAT(type(s, {"try propose S1 x=1"}), HasSubstr("S1 refused: not leader"));
  EXPECT_THAT(type(s, {"try run until leader within 1ms"}), HasSubstr("did not come about"));
  EXPECT_TRUE(s.passed());
  EXPECT_THAT(s.scenario(), HasSubstr("\ntry crash S2\ntry propose S1 x=1\ntry run until"));
  EXPECT_TRUE(run_scenario(*parse_scenario(s.scenario(), "saved")).passed());
}

TEST(Session, ABlockIsPerformedWhenItEnds) {
  Session s = session();
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
std::string last_answer(Session& session, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text = session.enter(line).text;
  return text;
}

TEST(Session, AMistakeInABlockNamesItsLine) {
  Session s = session();
  EXPECT_THAT(last_answer(s, {"heal", "repeat 2", "heal", "crsh S1", "heal", "end"}),
              HasSubstr(":4:1: "));
  EXPECT_THAT(last_answer(s, {"repeat 2", "heal", "end now"}), HasSubstr(":9:5: "));
  EXPECT_THAT(last_answer(s, {"crsh S1"}), HasSubstr(":10:1: "));
}

TEST(Session, WhatIsDrawnIsDrawnAgainAfterAnUndoAndInTheSavedScenario) {
  Session s = session();
  type(s, {"sometimes 50% crash any", "try crash any"});
  const std::string once = type(s, {"try crash any"});
  type(s, {"undo"});
  EXPECT_EQ(type(s, {"try crash any"}), once);
  const ScenarioRun run = run_scenario(*parse_scenario(s.scenario(), "saved"));
  for (const ServerId server : s.stage().servers()) {
    EXPECT_EQ(run.stage().running(server), s.stage().running(server));
  }
}

TEST(Session, ANameIsCompletedOnceItIsGiven) {
  Session s = session();
  EXPECT_THAT(s.complete("crash O"), testing::IsEmpty());
  type(s, {"call Old S1"});
  EXPECT_THAT(s.complete("crash O"), testing::ElementsAre("Old"));
}

TEST(Session, ABrokenInvariantEndsTheRunAndIsExplained) {
  Session s = session("safety", "ElectionRestriction");
  type(s, {"timeout S1", "deliver all", "hold ->S3", "propose S1 x=1", "deliver all", "crash S1",
           "release", "timeout S3", "deliver"});
  EXPECT_THAT(type(s, {"deliver"}),
              AllOf(HasSubstr("Leader Completeness"), HasSubstr("What the paper says")));
  EXPECT_FALSE(s.passed());
  EXPECT_EQ(s.enter("run 1s").kind, Reply::Kind::bad);
  EXPECT_TRUE(run_scenario(*parse_scenario(s.scenario(), "saved")).passed());
}

TEST(Session, AnExpectedViolationIsNoFailure) {
  Session s = session("safety", "ElectionRestriction");
  type(s,
       {"timeout S1", "deliver all", "hold ->S3", "propose S1 x=1", "deliver all", "crash S1",
        "release", "timeout S3", "deliver", "deliver", "expect violation \"Leader Completeness\""});
  EXPECT_TRUE(s.passed());
  EXPECT_THAT(s.scenario(), EndsWith("deliver\nexpect violation \"Leader Completeness\"\n"));
  EXPECT_TRUE(run_scenario(*parse_scenario(s.scenario(), "saved")).passed());
}

TEST(Session, ARunThatHasEndedCanStillBeTalkedAbout) {
  Session s = session("safety", "ElectionRestriction");
  type(s, {"timeout S1", "deliver all", "hold ->S3", "propose S1 x=1", "deliver all", "crash S1",
           "release", "timeout S3", "deliver", "deliver"});
  EXPECT_THAT(type(s, {"note \"S3 leads without x=1\""}), HasSubstr("S3 leads without x=1"));
  EXPECT_THAT(s.enter("crash S2").text, HasSubstr("take back the last line with undo"));
}

TEST(Session, TheLast200LinesCanBeTakenBackAndNoneBefore) {
  Session s = session();
  for (int i = 0; i < 203; ++i) type(s, {"run 1us"});
  for (int i = 0; i < 200; ++i) type(s, {"undo"});
  EXPECT_THAT(s.enter("undo").text, HasSubstr("nothing is left to undo"));
  EXPECT_THAT(s.scenario(), EndsWith("\n\nrun 1us\nrun 1us\nrun 1us\n"));
}

TEST(Session, WhatCannotBeWrittenIsABadLineAndTheSessionGoesOn) {
  Session s = session();
  EXPECT_EQ(s.enter("save /no/such/folder/a.raft").text,
            "(typed):1: cannot write '/no/such/folder/a.raft': No such file or directory\n");
  EXPECT_EQ(s.enter("trace /no/such/folder/a.svg").text,
            "(typed):2: cannot write '/no/such/folder/a.svg': No such file or directory\n");
  const Reply reply = s.enter("trace a.png");
  EXPECT_EQ(reply.kind, Reply::Kind::bad);
  EXPECT_THAT(reply.text, HasSubstr("end the name with .html, .svg, .jsonl or .txt"));
  EXPECT_THAT(type(s, {"timeout S1"}), HasSubstr("stands for election"));
}

TEST(Session, ShowsServersAndFlights) {
  Session s = session();
  type(s, {"timeout S1"});
  EXPECT_THAT(type(s, {"show"}), AllOf(HasSubstr("candidate"), HasSubstr("S3")));
  EXPECT_THAT(type(s, {"flights"}), HasSubstr("S1 -> S3  11.0 ms  RequestVote"));
  type(s, {"hold S1->S3"});
  EXPECT_THAT(type(s, {"flights"}), HasSubstr("S1 -> S3  held"));
}

TEST(Session, HelpKnowsEveryVerbAndItself) {
  Session s = session();
  EXPECT_THAT(type(s, {"help"}), AllOf(HasSubstr("partition"), HasSubstr("undo")));
  EXPECT_THAT(type(s, {"help deliver"}), HasSubstr("deliver all"));
  EXPECT_EQ(type(s, {"help flights"}), "  flights\n\n  Which messages are on their way.\n");
  EXPECT_THAT(type(s, {"help leader"}), AllOf(HasSubstr("no leader"), HasSubstr("condition")));
  EXPECT_THAT(type(s, {"help voters"}),
              AllOf(HasSubstr("voters SERVERS"), HasSubstr("voters SERVER = {SERVERS}")));
  EXPECT_EQ(s.enter("help nonsense").kind, Reply::Kind::bad);
}

TEST(Session, CompletesVerbsServersAndMessages) {
  const Session s = session();
  EXPECT_THAT(s.complete("de"), ElementsAre("deliver"));
  EXPECT_THAT(s.complete("s"), AllOf(Contains("save"), Contains("show"), Contains("servers")));
  EXPECT_THAT(s.complete("help pa"), ElementsAre("partition", "pause"));
  EXPECT_THAT(s.complete("crash "), ElementsAre("S1", "S2", "S3", "any", "follower", "leader"));
  EXPECT_THAT(s.complete("drop S1->S2 App"),
              AllOf(Contains("AppendEntries"), Each(StartsWith("App"))));
}

TEST(Session, QuitEndsIt) {
  Session s = session();
  EXPECT_EQ(s.enter("quit").kind, Reply::Kind::ended);
}

TEST(Session, ACommandOfTheShellSaysHowItIsTyped) {
  Session s = session();
  for (const char* line : {"save", "trace", "undo twice"}) {
    EXPECT_EQ(s.enter(line).kind, Reply::Kind::bad) << line;
  }
  EXPECT_THAT(s.enter("save").text, HasSubstr("say it like this: save"));
}

}  // namespace
}  // namespace raft
