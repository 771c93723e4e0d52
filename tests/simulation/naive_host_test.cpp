#include "simulation/naive_host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rendering/transcript.h"
#include "simulation/stage.h"

namespace raft::naive_host_test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr ServerId S1{1}, S2{2}, S3{3};

Stage naive(const char* node) {
  return Stage({.node = *find_node_type(node), .servers = 3, .seed = 7});
}

TEST(NaiveOnTheStage, OneClientAtATimeIsServedRight) {
  Stage stage = naive("naive-copy");
  stage.propose(S1, "x=1");
  stage.deliver_all();
  stage.propose(S2, "x=2");
  stage.deliver_all();
  EXPECT_FALSE(stage.violation());
  EXPECT_EQ(stage.store(S3).get("x"), "2");
}

TEST(NaiveOnTheStage, ExecutesAtOnceAndSpeaksOfNoTermAndNoAgreement) {
  Stage stage = naive("naive-copy");
  stage.propose(S1, "x=1");
  stage.deliver_all();
  const std::string told = transcript(stage.trace(), {});
  EXPECT_THAT(told, HasSubstr("executes #1: x=1"));
  EXPECT_THAT(told, HasSubstr("S2  <- S1 write [x=1]"));
  for (const char* word : {"0:x=1", "commit", "term 0"}) {
    EXPECT_THAT(told, Not(HasSubstr(word))) << told;
  }
}

TEST(NaiveOnTheStage, OnlyThePrimaryTakesWrites) {
  Stage stage = naive("naive-primary");
  const Answer answer = stage.propose(S2, "x=1");
  ASSERT_TRUE(std::holds_alternative<Refused>(answer));
  EXPECT_EQ(std::get<Refused>(answer).leader, S1);
}

TEST(NaiveOnTheStage, TheNextTakesOverWhenThePrimaryCrashes) {
  Stage stage = naive("naive-primary");
  stage.run_for(500ms);
  EXPECT_EQ(stage.view(S2).role, RoleName::follower) << "heartbeats keep it patient";
  stage.crash(S1);
  stage.run_for(500ms);
  EXPECT_EQ(stage.view(S2).role, RoleName::leader);
  EXPECT_EQ(stage.view(S3).leader, S2);
}

TEST(NaiveOnTheStage, HasNoMembersToChange) {
  Stage stage = naive("naive-copy");
  const Answer answer = stage.reconfigure(S1, ServerSet::first(2));
  ASSERT_TRUE(std::holds_alternative<Refused>(answer));
  EXPECT_EQ(std::get<Refused>(answer).why, Refusal::not_supported);
}

TEST(NaiveOnTheStage, RefusesWhatOnlyServersWithTermsSay) {
  Stage stage = naive("naive-copy");
  stage.forge({.from = S2, .to = S1, .term = {1}, .body = RequestVote{}});
  stage.deliver_all();
  EXPECT_EQ(stage.counts().messages_refused, 1u);
}

TEST(NaiveOnTheStage, AServerThatHasWaitedLongerIsInAnotherState) {
  Stage stage = naive("naive-primary");
  Stage copy = stage;
  EXPECT_EQ(copy.digest(), stage.digest());
  copy.run_for(1ms);
  EXPECT_NE(copy.digest(), stage.digest());
}

TEST(NaiveOnTheStage, AServerThatJoinsKnowsItselfAndNobodyElse) {
  Stage stage = naive("naive-copy");
  stage.join(ServerId{4});
  stage.propose(ServerId{4}, "x=4");
  EXPECT_EQ(stage.store(ServerId{4}).get("x"), "4");
  EXPECT_TRUE(stage.in_flight().empty());
}

}  // namespace
}  // namespace raft::naive_host_test
