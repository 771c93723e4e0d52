/// @file
/// Whoever goes back and on again is where they would be had they never erred.

#include "scenario/session.h"

#include <gmock/gmock.h>

#include "scenario/scenario_run.h"
#include "trace/json_lines.h"

namespace raft::session_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

StageSetup three_servers() {
  return {.node = *find_node_type("raft"), .network = {{.delay_max = VirtualTime{15'000}}}};
}

// A run in which all that chance decides is decided: delays, losses, clients, who is meant.
const std::vector<std::string> lively{"network delay 1..15ms loss 5% duplicate 5%",
                                      "clients 2 reads 30%",
                                      "run until leader",
                                      "call Old leader",
                                      "sometimes 50% try crash any",
                                      "run 200ms",
                                      "try restart any",
                                      "note \"half of it\"",
                                      "hold Old->",
                                      "run 300ms",
                                      "release",
                                      "try add S4",
                                      "run 400ms",
                                      "expect leader",
                                      "try propose Old t=1",
                                      "run 1s"};

void say(Session& session, const std::string& line) {
  auto statement = parse_statement(line, {.called = session.director().called()});
  ASSERT_TRUE(statement && *statement) << line;
  session.perform(**std::move(statement));
}

Session performed(const std::vector<std::string>& lines) {
  Session session(three_servers());
  for (const std::string& line : lines) say(session, line);
  return session;
}

std::string all_of(const Session& session) { return to_json_lines(session.stage().trace()); }

TEST(Session, FromWhereverOneGoesBackToTheSameFollows) {
  Session session = performed(lively);
  const std::string whole = all_of(session);
  for (const std::size_t statements : {15u, 14u, 7u, 12u, 4u, 9u, 0u, 3u, 1u, 16u}) {
    session.rewind(statements);
    const std::vector<std::string> first(
        lively.begin(), lively.begin() + static_cast<std::ptrdiff_t>(session.performed().size()));
    ASSERT_EQ(all_of(session), all_of(performed(first))) << statements;
    while (session.performed().size() < lively.size()) {
      say(session, lively[session.performed().size()]);
    }
    ASSERT_EQ(all_of(session), whole) << statements;
  }
}

TEST(Session, WhatIsTakenBackLineByLineIsAllTakenBack) {
  Session session = performed(lively);
  for (std::size_t left = lively.size(); left-- > 0;) {
    session.undo();
    ASSERT_EQ(session.performed().size(), left);
    ASSERT_EQ(session.stage().trace().events.size(), session.events_after(left));
  }
  EXPECT_EQ(all_of(session), all_of(performed({})));
}

TEST(Session, WhatFailedAndIsTakenBackWasNeverSaid) {
  std::vector<std::string> begun(lively.begin(), lively.begin() + 6);
  const std::string on = "run 500ms";
  Session right = performed(begun);
  say(right, on);
  for (const char* line :
       {"resume any", "timeout leader", "restart leader", "deliver 99th", "drop 99th S1->S2",
        "run until term S1 = 99 within 50ms", "propose S9 x=1", "voters S1 S2 S3 via leader",
        "agree z=1 on 9 within 90ms", "heartbeat follower", "crash S7", "join S1", "release 1st",
        "add S1 via leader"}) {
    Session session = performed(begun);
    say(session, line);
    ASSERT_EQ(session.performed().back().outcome.kind, StatementOutcome::Kind::failed) << line;
    session.undo();
    say(session, on);
    EXPECT_EQ(all_of(session), all_of(right)) << line;
    EXPECT_EQ(session.stage().digest(), right.stage().digest()) << line;
  }
}

TEST(Session, ARunThatGoesOnIsOneRun) {
  Session session = performed({"run 200ms", "run 1.5ms"});
  session.join_runs();
  EXPECT_THAT(session.lines(), ElementsAre("run 201.5ms"));
  EXPECT_EQ(session.performed().back().events, session.stage().trace().events.size());
  const std::string once = all_of(session);
  say(session, "timeout S1");
  session.undo();
  EXPECT_EQ(all_of(session), once);
}

TEST(Session, WhatBeginsAStageBeginsItAnewUntilSomethingElseWasPerformed) {
  Session session = performed({"servers 5", "seed 7", "timeout S5"});
  EXPECT_EQ(session.stage().setup().seed, 7u);
  say(session, "servers 3");
  EXPECT_EQ(session.performed().back().outcome.kind, StatementOutcome::Kind::failed);
  session.rewind(1);
  EXPECT_EQ(session.stage().servers().size(), 5u);
  EXPECT_EQ(session.stage().setup().seed, 1u);
  EXPECT_THAT(session.lines(), IsEmpty());
}

TEST(Session, ItsLinesRunByThemselves) {
  Session session =
      performed({"propose S2 x=1", "expect leader S2", "timeout S1",
                 "run until leader S3 within 5ms", "deliver all", "expect leader S1"});
  EXPECT_THAT(session.lines(),
              ElementsAre("propose S2 x=1", "expect refused", "# not met: expect leader S2",
                          "timeout S1", "# not met: run until leader S3 within 5ms", "run 5ms",
                          "deliver all", "expect leader S1"));
  std::string text = "network delay 10..15ms\n";
  for (const std::string& line : session.lines()) text += line + "\n";
  const ScenarioRun run = run_scenario(*parse_scenario(text, "lines"));
  EXPECT_TRUE(run.passed());
  EXPECT_EQ(run.stage().digest(), session.stage().digest());
  EXPECT_EQ(session.in_vain(), 2u);
}

}  // namespace
}  // namespace raft::session_test
