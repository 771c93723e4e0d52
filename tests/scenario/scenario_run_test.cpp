#include "scenario/scenario_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenario/running.h"
#include "scenario/scenario_text.h"
#include "scenario/scenario_words.h"

namespace raft::scenario_run_test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

constexpr ServerId S1{1}, S2{2};

const std::string two_leaders =
    "timeout S1\ndeliver S1->S2\ncrash S2\nrestart S2\ntimeout S3\ndeliver S3->S2\n"
    "deliver S2->S3\ndeliver S2->S1\n";

TEST(ScenarioRun, OnlyTheInvariantsThatAreNamedEndIt) {
  const std::string forgetful = "node safety without Durability\n";
  expect_passes(forgetful + two_leaders + "expect violation \"Vote Stability\"\n");
  expect_passes(forgetful + "invariants \"Election Safety\"\n" + two_leaders +
                "expect violation \"Election Safety\"\n");
  expect_passes(forgetful + "invariants \"Log Matching\" \"Apply Order\"\n" + two_leaders +
                "expect safe\n");
}

const std::string elected = "servers 3\ntimeout S1\ndeliver all\n";

TEST(ScenarioRun, PerformsTheStatementsInOrder) {
  ScenarioRun step(*parse_scenario("servers 3\ntimeout S1\ndeliver\nexpect no leader\n", "a"));
  ASSERT_TRUE(step.next());
  EXPECT_EQ(step.stage().view(S1).role, RoleName::candidate);
  EXPECT_EQ(step.upcoming()->text, "deliver");
  EXPECT_TRUE(step.next());
  EXPECT_TRUE(step.next());
  EXPECT_TRUE(step.ended());
  EXPECT_EQ(step.upcoming(), nullptr);
  EXPECT_FALSE(step.next());
  EXPECT_EQ(step.expectations_met(), 1u);
}

TEST(ScenarioRun, AnUnmetExpectationFailsButDoesNotEndIt) {
  const ScenarioRun done = run(elected + "expect leader S2\nexpect term S1 = 9\nexpect leader\n");
  ASSERT_EQ(done.failures().size(), 2u);
  EXPECT_EQ(done.expectations_met(), 1u);
  EXPECT_EQ(done.failures()[0].line, 4u);
  EXPECT_THAT(done.failures()[0].message, HasSubstr("S1 is leader of term 1"));
}

// S3 has an old log and a later term. Without the election restriction it wins, and what the
// clients wrote meanwhile is gone.
std::string lost_write(const std::string& node, const std::string& expected) {
  return "servers 3\nnode " + node +
         "\ninvariants off\nseed 3\nnetwork delay 5ms\nclients 2 reads 50% think 20..40ms keys "
         "1\ntimeout S1\n"
         "run until leader within 1s\nrun 30ms\nisolate S3\nrun 400ms\nheal\nrun 400ms\n"
         "expect " +
         expected + "\n";
}

TEST(ScenarioRun, ClientsOfTheWholeNodeSeeOneServer) {
  expect_passes(lost_write("safety", "linearizable"));
  EXPECT_THAT(failure(lost_write("safety", "not linearizable")).message,
              HasSubstr("operations are linearizable"));
}

TEST(ScenarioRun, ALostWriteIsNotLinearizableAndTheMessageSaysWhy) {
  const std::string message = failure(lost_write("replication", "linearizable")).message;
  EXPECT_THAT(message, HasSubstr("expected: linearizable; found: not linearizable: client 2 "));
  EXPECT_THAT(message, HasSubstr(" already: client "));
}

TEST(ScenarioRun, ThatItIsNotLinearizableTellsTheReaderWhy) {
  const ScenarioRun done = run(lost_write("replication", "not linearizable"));
  EXPECT_TRUE(done.passed());
  const auto& events = done.stage().trace().events;
  ASSERT_GE(events.size(), 2u);
  const auto* caption = std::get_if<trace::Caption>(&events[events.size() - 2].what);
  ASSERT_TRUE(caption);
  EXPECT_THAT(caption->text, HasSubstr("not linearizable: client 2 "));
}

TEST(ScenarioRun, ASearchThatEndsAtItsLimitIsNoFailureOfTheNode) {
  for (const std::string denied : {"", "not "}) {
    const ScenarioRun done = run(lost_write("safety", denied + "linearizable within 1 steps"));
    EXPECT_TRUE(done.undecided()) << denied;
    EXPECT_FALSE(done.passed());
    ASSERT_EQ(done.failures().size(), 1u);
    EXPECT_THAT(done.failures()[0].message, HasSubstr("is unknown after 1 steps"));
    EXPECT_THAT(done.failures()[0].hint, HasSubstr("'" + denied + "linearizable within 10 steps'"));
  }
  EXPECT_TRUE(run(lost_write("safety", "linearizable within 1000 steps")).passed());
}

TEST(ScenarioRun, WhereSomethingElseGoesWrongTooItHasFailed) {
  const ScenarioRun done =
      run(lost_write("safety", "linearizable within 1 steps\nexpect term S1 = 99"));
  EXPECT_EQ(done.failures().size(), 2u);
  EXPECT_FALSE(done.undecided());
  EXPECT_FALSE(run(lost_write("safety", "linearizable")).undecided());
}

TEST(ScenarioRun, WhatCannotBeDoneEndsItWithARemedy) {
  const Diagnostic found = failure("servers 3\ncrash S2\ncrash S2\nexpect leader\n");
  EXPECT_EQ(found.line, 3u);
  EXPECT_EQ(found.message, "S2 is stopped already");
  EXPECT_NE(found.hint, "");
}

TEST(ScenarioRun, WhatMakesNoSenseIsAFailureAndNeverACrash) {
  for (const char* text : {"restart S1",
                           "resume S1",
                           "crash S1\ntimeout S1",
                           "pause S1\ntimeout S1",
                           "pause S1\npause S1",
                           "heartbeat S1",
                           "deliver",
                           "drop S1->S2",
                           "duplicate",
                           "propose S1 x=1",
                           "crash S1\npropose S1 x=1",
                           "add S4",
                           "add S4 via S1",
                           "remove S1",
                           "timeout S1\ndeliver all\ntimeout S1",
                           "timeout S1\ndeliver all\nadd S2",
                           "crash S1\nadd S4 via S1",
                           "run until leader within 1ms",
                           "node election\npropose S1 x=1",
                           "node safety\ntimeout S1\ndeliver all\nadd S4"}) {
    EXPECT_NE(failure(text).message, "") << text;
  }
}

TEST(ScenarioRun, AServerThatIsNotThereIsAFailure) {
  Stage stage({.node = *find_node_type("raft"), .servers = 3});
  Director director;
  for (const char* line : {"crash S9", "expect S9 log = []", "cut S1->S9", "run until term S9 = 1",
                           "partition S1 | S9", "add S4 via S9", "servers 3"}) {
    const auto statement = parse_statement(line, {});
    ASSERT_TRUE(statement && *statement) << line;
    EXPECT_EQ(director.perform(stage, **statement).kind, StatementOutcome::Kind::failed) << line;
  }
}

TEST(ScenarioRun, WhatBeginsARunComesTooLateInTheMiddleOfOne) {
  Stage stage({.node = *find_node_type("raft"), .servers = 3});
  Director director;
  for (const char* line : {"servers 3", "node election", "seed 9", "title \"Late\"",
                           "invariants off", "timing heartbeat 20ms"}) {
    const auto statement = parse_statement(line, {});
    ASSERT_TRUE(statement && *statement) << line;
    EXPECT_THAT(director.perform(stage, **statement).hint, HasSubstr("before the first action"))
        << line;
  }
}

TEST(ScenarioRun, AnIdIsNeverGivenToASecondServer) {
  Stage stage({.node = *find_node_type("raft"), .servers = 3});
  Director director;
  const auto statement = parse_statement("join S2", {});
  ASSERT_TRUE(statement && *statement);
  EXPECT_EQ(director.perform(stage, **statement).message, "S2 is here already");
}

TEST(ScenarioRun, AServerThatWaitsForItsDiskCannotBeAsked) {
  const Diagnostic found = failure(
      "servers 3\ntimeout S1\ndeliver all\ndisk S1 stuck\npropose S1 x=1\npropose S1 x=2\n");
  EXPECT_EQ(found.line, 6u);
  EXPECT_EQ(found.message, "S1 waits for its disk and hears nothing");
}

TEST(ScenarioRun, WhatDidNotComeAboutInTimeIsAFailure) {
  const Diagnostic found =
      failure("servers 3\nisolate S1\nisolate S2\nrun until leader within 900ms\n");
  EXPECT_EQ(found.line, 4u);
  EXPECT_EQ(found.message, "'leader' did not come about within 900ms");
}

TEST(ScenarioRun, ARefusalThatNobodyExpectsIsAFailure) {
  EXPECT_THAT(failure(elected + "propose S2 x=1\nexpect leader\n").message,
              HasSubstr("S2 refused: not leader"));
  expect_passes(elected + "propose S2 x=1\nnote \"no\"\nexpect refused not leader\n");
  expect_passes(elected + "propose S1 x=1\nexpect accepted\n");
  EXPECT_THAT(failure(elected + "propose S2 x=1\nexpect refused no voters\n").message,
              HasSubstr("found: it was refused: not leader"));
}

TEST(ScenarioRun, WhatIsTriedMayFail) {
  for (const char* text :
       {"try restart S1", "try resume S1", "crash S1\ntry timeout S1", "pause S1\ntry pause S1",
        "try heartbeat S1", "try deliver", "try deliver 2nd", "try propose S1 x=1", "try add S4",
        "try join S1", "try run until leader within 1ms", "try crash S1\ntry crash S1",
        "timeout S1\ndeliver all\ntry add S2", "timeout S1\ndeliver all\ntry propose S2 x=1",
        "node election\ntry propose S1 x=1", "try add S4\ntry crash S4"}) {
    const ScenarioRun done = run("servers 3\n" + std::string(text) + "\nexpect safe\n");
    EXPECT_TRUE(done.passed()) << text << (done.passed() ? "" : done.failures()[0].text());
    EXPECT_EQ(done.expectations_met(), 1u) << "the run goes on after " << text;
  }
}

TEST(ScenarioRun, WhatIsTriedIsDoneIfItCanBe) {
  expect_passes(elected + "try propose S1 x=1\ntry deliver all\nexpect committed x=1\n");
}

TEST(ScenarioRun, WhatCouldNotBeAskedHasNoAnswer) {
  const std::string text = elected + "propose S1 x=1\ncrash S1\ntry propose S1 y=2\n";
  EXPECT_THAT(failure(text + "expect accepted\n").message, HasSubstr("nothing has been asked"));
}

const std::string double_vote =
    "servers 3\nnode safety without Durability\ntimeout S1\ndrop S1->S3\ndeliver S1->S2\n"
    "deliver S2->S1\ndrop\ncrash S2\nrestart S2\ntimeout S3\ndeliver S3->S2\n";

TEST(ScenarioRun, ABrokenInvariantIsAFailureUnlessItIsExpected) {
  EXPECT_THAT(failure(double_vote + "expect safe\n").message,
              HasSubstr("Vote Stability is broken"));
  const ScenarioRun expected = run(double_vote +
                                   "expect safe\nexpect violation \"Vote Stability\"\n"
                                   "expect leader S3\n");
  EXPECT_TRUE(expected.passed());
  EXPECT_TRUE(expected.ended());
  EXPECT_EQ(expected.expectations_met(), 1u) << "what stands around it does not run";
}

TEST(ScenarioRun, AnInvariantThatBreaksInATriedStatementIsBroken) {
  const std::string before = double_vote.substr(0, double_vote.find("deliver S3->S2"));
  EXPECT_THAT(failure(before + "try deliver S3->S2\nheal\n").message,
              HasSubstr("Vote Stability is broken"));
}

TEST(ScenarioRun, AnExpectedViolationMustBeTheRightOneAndMustHappen) {
  EXPECT_THAT(failure(double_vote + "expect violation \"Log Matching\"\n").message,
              HasSubstr("found: Vote Stability is broken"));
  EXPECT_THAT(failure(elected + "expect violation \"Log Matching\"\n").message,
              HasSubstr("found: every invariant holds"));
}

TEST(ScenarioRun, AnotherNodeAndAnotherSeedCanTakeTheirPlace) {
  const auto* complete = *find_node_type("safety");
  const ScenarioRun done = run(double_vote + "expect violation \"Vote Stability\"\n",
                               {.node = complete, .seed = 99, .go_on = true});
  EXPECT_FALSE(done.stage().violation());
  EXPECT_EQ(done.stage().setup().seed, 99u);
  EXPECT_EQ(done.failures().size(), 1u) << "the violation did not come";
}

// As with `raft run --node`: what was written for another node may not be possible.
ScenarioRun run_on(std::string_view text) {
  return run(text, {.node = *find_node_type("raft"), .go_on = true});
}

TEST(ScenarioRun, OnAnotherNodeWhatCannotBeDoneIsPassedOverAndTold) {
  const ScenarioRun done = run_on(elected +
                                  "propose S2 x=1\ncrash S2\n  crash S2  # again\n"
                                  "run 10ms\nexpect leader S1\n");
  EXPECT_FALSE(done.passed());
  EXPECT_TRUE(done.failures().empty());
  EXPECT_EQ(done.expectations_met(), 1u);
  EXPECT_EQ(passed_over_text(done),
            "2 statements could not be performed:\n"
            "  line 4: propose S2 x=1: S2 refused: not leader\n"
            "  line 6: crash S2: S2 is stopped already");
}

TEST(ScenarioRun, OnAnotherNodeWhatDoesNotComeAboutIsAFailure) {
  const ScenarioRun done =
      run_on("servers 3\nrun until leader S1 within 10ms\ntimeout S1\nexpect no leader\n");
  ASSERT_EQ(done.failures().size(), 1u);
  EXPECT_EQ(done.failures().front().line, 2u);
  EXPECT_EQ(done.expectations_met(), 1u);
}

TEST(ScenarioRun, OnAnotherNodeWhatIsTriedAndWhatIsExpectedToBeRefusedMayFail) {
  const ScenarioRun done = run_on(
      "servers 3\ntry crash S1\ntry crash S1\npropose S2 x=1\n"
      "expect refused\ntry run until leader S1 within 1s\n");
  EXPECT_TRUE(done.passed());
  EXPECT_EQ(passed_over_text(done), "");
}

TEST(ScenarioRun, WhileADiskIsStuckItIsKnownWhatIsApplied) {
  expect_passes(elected +
                "propose S1 x=1\ndisk S2 stuck\ndeliver S1->S2\n"
                "expect applied S2 = 1\nexpect not applied S2 = 2\n");
  expect_passes(elected +
                "deliver all\npropose S1 x=1\ndeliver S1->S3\ndeliver S3->S1\ndisk S2 stuck\n"
                "deliver S1->S2\nexpect commit S2 >= 1\nexpect applied S2 <= 1\n"
                "disk S2 well\nrun until applied S2 = 2 within 1s\n");
}

TEST(ScenarioRun, NumbersCanBeCompared) {
  expect_passes(elected +
                "propose S1 x=1\nexpect messages S1-> <= 2\nexpect messages S1->>=2\n"
                "expect term S1>=1\nexpect term S1 <= 1\nexpect S1 commit<=1\n"
                "expect not term S1 >= 2\nexpect not messages RequestVote >= 1\n");
}

TEST(ScenarioRun, WhatTheProgramPrintsOfVotersItReads) {
  expect_passes(
      "servers 3\njoin S4\nexpect voters S4 = {}\nexpect S4 voters = {}\n"
      "expect not voters S1 = {}\n");
}

TEST(ScenarioRun, TheSameTextIsTheSameRun) {
  const std::string text =
      "servers 5\nseed 4\nnetwork delay 1..30ms loss 5% duplicate 5%\nclients 3\nrun 2s\n";
  const ScenarioRun first = run(text), second = run(text);
  EXPECT_EQ(first.stage().digest(), second.stage().digest());
  EXPECT_EQ(first.stage().trace().events.size(), second.stage().trace().events.size());
}

TEST(ScenarioRun, TheTraceTellsNotesAndExpectations) {
  const ScenarioRun done = run("servers 3\nnote \"look\"\nexpect leader S1\n");
  std::vector<std::string> told;
  for (const TraceEvent& event : done.stage().trace().events) {
    if (const auto* note = std::get_if<trace::Caption>(&event.what)) told.push_back(note->text);
    if (const auto* e = std::get_if<trace::Expectation>(&event.what)) {
      told.push_back(e->text + (e->met ? ": yes" : ": no"));
    }
  }
  EXPECT_THAT(told, ElementsAre("look", "leader S1: no"));
}

// ---- one message of several

// Three messages from S1 to S2 are on their way: x=1, y=2 and z=3.
const std::string three_commands = elected + "propose S1 x=1\npropose S1 y=2\npropose S1 z=3\n";

TEST(ScenarioOrdinal, OneMessageArrivesAndTheOthersStayOnTheirWay) {
  expect_passes(three_commands +
                "deliver 1st S1->S2 AppendEntries\nexpect S2 log = [1:-, 1:x=1]\n"
                "expect messages S1->S2 = 2\ndeliver last S1->S2\n"
                "expect S2 log = [1:-, 1:x=1]\nexpect messages S1->S2 = 1\n"
                "deliver 1st S1->S2\nexpect S2 log = [1:-, 1:x=1, 1:y=2]\n");
}

TEST(ScenarioOrdinal, OneMessageIsLostOrDoubled) {
  expect_passes(three_commands +
                "drop 2nd S1->S2\nduplicate last S1->S2\nexpect messages S1->S2 = 3\n"
                "expect messages S1->S3 = 3\ndeliver S1->S2\nexpect S2 log = [1:-, 1:x=1]\n");
}

TEST(ScenarioOrdinal, AHeldMessageCountsWhenItIsNamed) {
  const std::string held = "servers 3\ntimeout S1\nhold S1->S2\n";
  expect_passes(held + "deliver 1st\nexpect vote S3 = S1\nexpect vote S2 = nobody\n");
  expect_passes(held + "deliver 1st RequestVote\nexpect vote S2 = S1\nexpect vote S3 = nobody\n");
}

TEST(ScenarioOrdinal, AHoldOfOneMessageLetsThoseLikeItPass) {
  const std::string held = three_commands + "hold 1st S1->S2\ndrop S1->S3\n";
  expect_passes(held + "deliver all\nexpect messages S1->S2 = 1\nexpect quiet\n");
  expect_passes(held + "run 20ms\nexpect messages S1->S2 = 1\n");
}

TEST(ScenarioOrdinal, AMessageHeldByItselfGoesOnWhenItIsReleased) {
  const std::string held = elected + "propose S1 x=1\nhold 1st S1->S2\ndeliver all\n";
  expect_passes(held + "release 1st S1->S2\ndeliver all\nexpect messages S1->S2 = 0\n");
  expect_passes(held + "release\ndeliver all\nexpect messages S1->S2 = 0\n");
  expect_passes(held + "release S1->S2\ndeliver all\nexpect messages S1->S2 = 1\n");
}

TEST(ScenarioOrdinal, ACopyOfAHeldMessageTravelsForItself) {
  expect_passes(
      "servers 3\ntimeout S1\nhold 1st S1->S2\nduplicate 1st S1->S2\ndeliver all\n"
      "expect vote S2 = S1\nexpect messages S1->S2 = 1\n");
}

TEST(ScenarioOrdinal, OnlyWhatIsHeldByItselfIsReleasedByItself) {
  const std::string held = "servers 3\ntimeout S1\nhold S1->S2\n";
  EXPECT_THAT(failure(held + "release 1st S1->S2\n").message, HasSubstr("not held by itself"));
  EXPECT_THAT(failure(held + "release 2nd S1->S2\n").message,
              HasSubstr("no 2nd message S1->S2 to release: 1 fits"));
}

TEST(ScenarioOrdinal, ThatThereIsNoSuchMessageIsAFailureThatSaysHowManyFit) {
  EXPECT_THAT(failure(three_commands + "deliver 4th S1->S2\n").message,
              HasSubstr("no 4th message S1->S2 to deliver: 3 fit"));
  EXPECT_THAT(failure(three_commands + "drop 1st S2->S1\n").message,
              HasSubstr("no message S2->S1 to drop"));
  EXPECT_THAT(failure(elected + "duplicate last\n").message, HasSubstr("no message to duplicate"));
}

TEST(ScenarioOrdinal, EveryMessageOnItsWayCanBeNamed) {
  const ScenarioRun done = run(three_commands + "hold S1->S3\nduplicate 2nd S1->S3\nexpect safe\n");
  for (const Flight* flight : done.stage().in_flight()) {
    const std::string named = flight_text(done.stage(), *flight);
    const auto read = parse_statement("deliver " + named, {});
    ASSERT_TRUE(read && *read) << named;
    const auto& said = std::get<action::Deliver>((*read)->action);
    EXPECT_EQ(done.stage().find_message(said.filter, said.which.value_or(Ordinal{1})), flight->id)
        << named;
  }
}

TEST(ScenarioOrdinal, AMessageThatIsAloneNeedsNone) {
  const ScenarioRun done = run("servers 3\ntimeout S1\nexpect safe\n");
  EXPECT_EQ(flight_text(done.stage(), *done.stage().in_flight().front()), "S1->S2 RequestVote");
}

// ---- conditions

TEST(ScenarioCondition, EachHoldsWhenItShould) {
  expect_passes(elected +
                "propose S1 x=1\ndeliver all\nexpect S1 log = [1:-, 1:x=1]\n"
                "expect committed x=1\nexpect commit S1 = 2\nexpect applied S1 = 2\n"
                "expect value x = 1\nexpect vote S2 = S1\nexpect term S3 = 1\n"
                "expect role S2 = follower\nexpect voters S2 = {S1 S2 S3}\n"
                "expect same logs\nexpect quiet\nexpect messages = 0\nexpect safe\n"
                "expect S1 value x = 1\nexpect value y = nothing\n");
}

TEST(ScenarioCondition, EachFailsWhenItShould) {
  const std::string before = elected + "propose S1 x=1\n";
  for (const char* wrong :
       {"S1 log = [1:-]", "committed x=1", "commit S1 = 2", "applied S1 = 9", "value x = 1",
        "vote S2 = S3", "vote S2 = nobody", "term S3 = 2", "role S2 = leader",
        "voters S2 = {S1 S2}", "same logs", "quiet", "messages S1->S2 = 7", "no leader",
        "S1 value x = 1", "refused", "not leader S1"}) {
    EXPECT_THAT(failure(before + "expect " + wrong + "\n").message, HasSubstr("found: ")) << wrong;
  }
}

TEST(ScenarioCondition, ThatFailsSaysWhatIsFoundInstead) {
  const std::string lagging = elected + "hold S1->S3\npropose S1 x=1\ndeliver all\nexpect ";
  for (const auto& [wrong, found] : std::initializer_list<std::pair<const char*, const char*>>{
           {"applied", "committed up to 2, but not applied yet by S3"},
           {"same stores", "found: x is 1 on S1 and nothing on S3"},
           {"same logs", "from #2 on S3 and S1 differ: S3 has nothing there, S1 has [1:x=1]"},
           {"not committed x=1", "it is committed on S1"},
           {"refused", "accepted"}}) {
    EXPECT_THAT(failure(lagging + wrong + "\n").message, HasSubstr(found)) << wrong;
  }
  EXPECT_THAT(failure(elected + "try propose S2 x=1\nexpect accepted\n").message,
              HasSubstr("found: it was refused: not leader"));
}

TEST(ScenarioCondition, AboutLogsSaysOnceWhereTwoPart) {
  EXPECT_THAT(failure(elected + "propose S1 x=1\nexpect same logs\n").message,
              EndsWith("found: from #2 on S2 and S1 differ: S2 has nothing there, S1 has [1:x=1]"));
  std::string more;
  for (int i = 1; i <= 100; ++i) more += "propose S1 x=" + std::to_string(i) + "\n";
  const std::string lagging = elected + more + "deliver all\nhold S1->S3\npropose S1 y=1\n";
  EXPECT_THAT(failure(lagging + "deliver all\nexpect same logs\n").message,
              HasSubstr("found: from #102 on S3 and S1 differ: S3 has nothing there, S1 has "
                        "[1:y=1]"));
  EXPECT_THAT(failure(elected + more + "deliver all\nexpect not same logs\n").message,
              HasSubstr("found: they are the same"));
}

TEST(ScenarioCondition, AMemberThatHasNotAppliedAllDoesNotCountForAValue) {
  const std::string lagging = elected + "hold S1->S3\npropose S1 x=1\ndeliver all\n";
  expect_passes(lagging +
                "expect committed x=1\nexpect S1 value x = 1\n"
                "expect S3 value x = nothing\nexpect not applied\n");
}

TEST(ScenarioCondition, StoppedAndStrangeServersDoNotCountAsMembers) {
  expect_passes(elected +
                "join S4\ncrash S3\npropose S1 x=1\ndeliver all\nheartbeat S1\n"
                "deliver all\nexpect same logs\nexpect same stores\nexpect applied\n");
}

TEST(ScenarioCondition, AMemberThatTheLeaderHasRemovedDoesNotCountThoughItDoesNotKnow) {
  expect_passes(elected +
                "hold S1->S3\nremove S3\ndeliver all\nexpect voters S3 = {S1 S2 S3}\n"
                "expect voters S1 = {S1 S2}\nexpect same logs\n");
}

TEST(ScenarioCondition, OnlyACommandIsACommittedCommand) {
  expect_passes(elected + "expect commit S1 = 1\nexpect not committed \"\"\n");
  expect_passes(elected + "propose S1 \"\"\ndeliver all\nexpect committed \"\"\n");
}

// The same step of S2 saves y=2 and executes x=1, and its disk is stuck.
const std::string waiting_for_disk = elected +
                                     "propose S1 x=1\ndeliver\ndeliver\ndrop\n"
                                     "disk S2 stuck\npropose S1 y=2\ndeliver\n";

TEST(ScenarioCondition, AServerThatWaitsForItsDiskHasNotAppliedYet) {
  expect_passes(waiting_for_disk +
                "expect commit S2 = 2\nexpect not applied S2 = 2\nexpect not applied\n"
                "expect S2 value x = nothing\nexpect not same stores\n"
                "expect value x = 1\n");
  EXPECT_THAT(failure(waiting_for_disk + "expect applied S2 = 2\n").message,
              HasSubstr("S2 has applied up to 1, and will up to 2 when its disk is done"));
}

TEST(ScenarioCondition, AServerHasAppliedWhenItsDiskIsDone) {
  expect_passes(waiting_for_disk +
                "disk S2 well\nrun until applied within 1s\nexpect S2 value x = 1\n"
                "expect same stores\n");
}

// ---- faults and members

TEST(ScenarioFault, IsolateCutsEveryLinkOfOneServer) {
  expect_passes(
      "servers 5\nisolate S1\ntimeout S1\ndeliver all\nexpect no leader\n"
      "timeout S2\ndeliver all\nexpect leader S2\nexpect vote S1 = S1\n");
}

TEST(ScenarioFault, TheNetworkCanChangeOnTheWay) {
  const ScenarioRun done = run("servers 3\nheal\nnetwork loss 3%\nnetwork delay 2ms\n");
  EXPECT_EQ(done.stage().network_model().loss, 30'000u);
  EXPECT_EQ(done.stage().network_model().delay_max, std::chrono::milliseconds(2));
}

TEST(ScenarioFault, ADiskWithoutAServerIsEveryDisk) {
  const ScenarioRun done = run("servers 3\ndisk S1 lies\ndisk tears\n");
  EXPECT_TRUE(done.stage().disk_model(S1).lies);
  EXPECT_TRUE(done.stage().disk_model(S1).tears);
  EXPECT_TRUE(done.stage().disk_model(S2).tears);
}

TEST(ScenarioMembers, ANewServerIsStartedBeforeItIsAdded) {
  expect_passes(elected + "add S4\ndeliver all\nexpect voters S4 = {S1 S2 S3 S4}\n");
  expect_passes(elected + "voters S1 S4\ndeliver all\nexpect voters S4 = {S1 S4}\n");
}

// Dissertation section 4.2.1: a newcomer that does not catch up must not hold up the cluster.
TEST(ScenarioMembers, ANewServerThatNeverAnswersIsGivenUpAndCanBeAddedLater) {
  expect_passes(elected +
                "join S4\nisolate S4\nadd S4 via S1\nexpect accepted\n"
                "add S4 via S1\nexpect refused change in progress\n"
                "run 4s\nexpect leader S1\nexpect voters S1 = {S1 S2 S3}\n"
                "heal\nadd S4 via S1\nexpect accepted\n"
                "run 1s\nexpect voters S4 = {S1 S2 S3 S4}\n");
}

// Why a leader must be able to trust its followers: it commits what only it holds.
TEST(ScenarioForge, ALeaderBelievesAReplyThatIsALie) {
  expect_passes(elected +
                "propose S1 x=1\ndrop\nforge S2->S1 AppendEntriesReply success\ndeliver S2->S1\n"
                "expect S2 log = [1:-]\nexpect commit S1 = 1\n"
                "forge S2->S1 AppendEntriesReply success match 2\ndeliver S2->S1\n"
                "expect S2 log = [1:-]\nexpect commit S1 = 2\n");
}

TEST(ScenarioForge, ALeaderGoesBackWhenAFollowerLacksAnEntry) {
  const std::string refusal =
      "forge S2->S1 AppendEntriesReply refused prev 2 conflict 1@1\n"
      "deliver S2->S1\nexpect messages S1->S2 AppendEntries = ";
  expect_passes(elected + "propose S1 x=1\ndrop\n" + refusal + "1\n");
  expect_passes(elected + "propose S1 x=1\ndeliver all\n" + refusal +
                "0  # it has said that it holds it\n");
}

TEST(ScenarioForge, SaysWhatAnHonestSenderWouldSayWhereNothingIsSaid) {
  expect_passes(elected +
                "forge S3->S2 RequestVote\ndeliver\nexpect term S2 = 2\n"
                "expect vote S2 = S3\n");
  expect_passes(elected +
                "forge S1->S2 AppendEntries entries [1:x=1]\ndeliver\n"
                "expect S2 log = [1:-, 1:x=1]\n");
}

TEST(ScenarioForge, WhatNoHonestServerSendsIsRefusedAtTheGate) {
  const ScenarioRun done =
      run(elected + "forge S3->S2 AppendEntries term 18446744073709551615\ndeliver\n");
  EXPECT_EQ(done.stage().counts().messages_refused, 1u);
  EXPECT_EQ(done.stage().view(S2).term_and_vote.current_term, Term{1});
}

// ---- the texts of this project

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

// The runnable examples of the reference page, by the line in which each begins.
std::vector<std::pair<std::size_t, std::string>> examples() {
  std::istringstream page(content_of(RAFT_SOURCE_DIR "/docs/scenario-language.md"));
  std::vector<std::pair<std::size_t, std::string>> found;
  std::string line, block;
  bool inside = false;
  for (std::size_t number = 1; std::getline(page, line); ++number) {
    if (line.starts_with("```")) {
      if (inside && block.starts_with("servers")) found.emplace_back(number, block);
      inside = !inside;
      block.clear();
    } else if (inside) {
      block += line + "\n";
    }
  }
  return found;
}

TEST(ScenarioTexts, EveryExampleOfTheReferencePagePasses) {
  EXPECT_GE(examples().size(), scenario_verbs().size());
  for (const auto& [line, text] : examples()) {
    const ScenarioRun done = run(text);
    EXPECT_TRUE(done.passed()) << "the example that ends in line " << line << "\n"
                               << (done.passed() ? "" : done.failures()[0].text());
  }
}

TEST(ScenarioTexts, EveryVerbIsInAnExampleOfTheReferencePage) {
  std::string all = "\n";
  for (const auto& [line, text] : examples()) all += text;
  for (const ScenarioWord& verb : scenario_verbs()) {
    EXPECT_THAT(all, HasSubstr("\n" + std::string(verb.name))) << verb.name;
  }
}

TEST(ScenarioTexts, EveryScenarioOfTheFiguresPasses) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(RAFT_SOURCE_DIR "/diagrams")) {
    if (entry.path().extension() == ".raft") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    auto scenario = parse_scenario(content_of(file), file.filename().string());
    ASSERT_TRUE(scenario) << scenario.error().front().text();
    const ScenarioRun done = run_scenario(std::move(*scenario));
    EXPECT_TRUE(done.passed()) << (done.passed() ? "" : done.failures()[0].text());
  }
}

}  // namespace
}  // namespace raft::scenario_run_test
