/// @file
/// What the page is told of a rehearsal, as JSON.

#include "playground/stage_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace raft::stage_state_test {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string elected = "servers 3\nnode raft\ntimeout S1\ndeliver all\n";

Rehearsal open(std::string_view text) {
  auto opened = Rehearsal::open(text);
  EXPECT_TRUE(opened) << (opened ? "" : opened.error().front().text());
  return opened ? *opened : *Rehearsal::open("");
}

Json stage_after(std::string_view text) { return Json::parse(stage_state(open(text).stage())); }

Json mistakes_in(std::string_view text) {
  const auto opened = Rehearsal::open(text);
  EXPECT_FALSE(opened);
  return opened ? Json() : Json::parse(mistakes_state(opened.error()))["mistakes"];
}

TEST(StageState, NamesTheLeaderOnceThereIsOne) {
  EXPECT_TRUE(stage_after("servers 3\nnode raft\n")["leader"].is_null());
  EXPECT_EQ(stage_after(elected)["leader"], "S1");
}

TEST(StageState, TellsOfEachServerWhatItIsAndWhomItChose) {
  const Json servers = stage_after(elected)["servers"];
  ASSERT_EQ(servers.size(), 3u);
  EXPECT_EQ(servers[0]["role"], "leader");
  EXPECT_EQ(servers[1]["role"], "follower");
  for (const Json& server : servers) {
    EXPECT_EQ(server["term"], 1);
    EXPECT_EQ(server["vote"], "S1");
    EXPECT_EQ(server["voters"], (Json{"S1", "S2", "S3"}));
  }
}

TEST(StageState, OfAServerThatHasNotVotedThereIsNoVote) {
  EXPECT_FALSE(stage_after("servers 3\nnode raft\n")["servers"][0].contains("vote"));
}

TEST(StageState, TellsWhatIsWrongWithAServer) {
  const Json servers = stage_after(elected +
                                   "crash S2\npause S3\ndisk S1 stuck\nadd S4 via S1\n"
                                   "propose S1 x=1\n")["servers"];
  EXPECT_EQ(servers[1]["running"], false);
  EXPECT_EQ(servers[2]["paused"], true);
  EXPECT_EQ(servers[0]["disk"]["stuck"], true);
  EXPECT_EQ(servers[0]["waits_for_disk"], true);
  EXPECT_EQ(servers[0]["newcomers"], Json{"S4"});
}

TEST(StageState, AMessageHasTheNameByWhichItIsDelivered) {
  Rehearsal rehearsal = open(elected + "propose S1 x=1\n");
  const Json flights = Json::parse(stage_state(rehearsal.stage()))["flights"];
  ASSERT_EQ(flights.size(), 2u);
  EXPECT_EQ(flights[1]["like"], "S1->S3 AppendEntries");
  EXPECT_THAT(flights[1]["says"].get<std::string>(), HasSubstr("x=1"));
  ASSERT_TRUE(rehearsal.act("deliver " + flights[1]["which"].get<std::string>()));
  EXPECT_EQ(rehearsal.stage().view(ServerId{3}).log->last_index(), LogIndex{2});
  EXPECT_EQ(rehearsal.stage().view(ServerId{2}).log->last_index(), LogIndex{1});
}

TEST(StageState, AMessageThatIsHeldIsMarked) {
  const Json flights = stage_after(elected + "hold S1->S2\npropose S1 x=1\n")["flights"];
  ASSERT_EQ(flights.size(), 2u);
  EXPECT_EQ(flights[0]["held"], true);
  EXPECT_EQ(flights[1]["held"], false);
}

TEST(StageState, TheNetworkIsAsTheTextSays) {
  const Json network =
      stage_after("servers 3\nnetwork delay 3..9ms loss 2% duplicate 1%\n")["network"];
  EXPECT_EQ(network["delay_min"], 3000);
  EXPECT_EQ(network["delay_max"], 9000);
  EXPECT_EQ(network["loss"], 20'000);
  EXPECT_EQ(network["duplication"], 10'000);
}

TEST(StageState, ABrokenInvariantComesWithItsFactsAndItsReport) {
  EXPECT_FALSE(stage_after(elected).contains("violation"));
  const Json violation = stage_after(
      "node safety without Durability\ntimeout S1\ndrop S1->S3\ndeliver\ndeliver\n"
      "drop\ncrash S2\nrestart S2\ntimeout S3\ndeliver S3->S2\n")["violation"];
  EXPECT_EQ(violation["invariant"], "Vote Stability");
  EXPECT_EQ(violation["server"], "S2");
  EXPECT_EQ(violation["facts"].size(), 2u);
  EXPECT_THAT(violation["report"].get<std::string>(), HasSubstr("without Durability"));
}

TEST(StageState, TheReportNamesTheBugOfTheNode) {
  NodeType forgetful = **find_node_type("safety", "Durability");
  forgetful.bug = "a-test's-own";
  const auto opened = Rehearsal::open(
      "timeout S1\ndrop S1->S3\ndeliver\ndeliver\ndrop\ncrash S2\nrestart S2\ntimeout S3\n"
      "deliver S3->S2\n",
      {.node = &forgetful, .go_on = true});
  ASSERT_TRUE(opened && opened->stage().violation());
  const Json violation = Json::parse(stage_state(opened->stage()))["violation"];
  EXPECT_THAT(violation["report"].get<std::string>(),
              HasSubstr("safety without Durability with the bug a-test's-own"));
}

TEST(LinesState, SaysOfEveryLineWhatCameOfIt) {
  const Json state = Json::parse(
      lines_state(open("title \"T\"\nservers 3\nnode raft\nseed 4\n\ntimeout S1\ndeliver all\n"
                       "expect leader S1\nexpect term S2 = 1\n")));
  EXPECT_EQ(state["title"], "T");
  EXPECT_EQ(state["node"], "raft");
  EXPECT_EQ(state["seed"], 4);
  std::vector<std::string> kinds;
  for (const Json& beat : state["beats"]) kinds.push_back(beat["kind"]);
  EXPECT_THAT(kinds, ElementsAre("done", "done", "met", "met"));
  EXPECT_EQ(state["beats"][0]["line"], 6);
  EXPECT_LT(state["beats"][0]["events"], state["beats"][1]["events"]);
  EXPECT_TRUE(state["failures"].empty());
}

TEST(LinesState, AnExpectationThatFailsNamesItsLine) {
  const Json state = Json::parse(lines_state(open(elected + "expect leader S2\n")));
  EXPECT_EQ(state["beats"].back()["kind"], "unmet");
  ASSERT_EQ(state["failures"].size(), 1u);
  EXPECT_EQ(state["failures"][0]["line"], 5);
}

TEST(MistakesState, NamesThePlaceAndWhatWouldBeRight) {
  const Json mistakes = mistakes_in("servers 3\ndelivr all\n");
  ASSERT_EQ(mistakes.size(), 1u);
  EXPECT_EQ(mistakes[0]["line"], 2);
  EXPECT_EQ(mistakes[0]["column"], 1);
  EXPECT_THAT(mistakes[0]["hint"].get<std::string>(), HasSubstr("deliver"));
}

TEST(MistakesState, IsReadableWhateverWasTyped) {
  const Json state = Json::parse(mistakes_state({{.message = "there is no node '\xff\xc3\xa9'"}}));
  EXPECT_EQ(state["mistakes"][0]["message"], "there is no node '\\xff\xc3\xa9'");
}

}  // namespace
}  // namespace raft::stage_state_test
