#include "cli/console/telling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "cli/console/exit_code.h"
#include "simulation/catalogue.h"

namespace raft::telling_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr ServerId S1{1};
constexpr ServerId S2{2};

Stage stage(const char* without = "") {
  StageSetup setup;
  setup.node = *find_node_type("safety", without);
  return Stage(setup);
}

// S2 forgets its vote for S1, and votes for itself.
Stage stage_where_a_vote_is_broken() {
  Stage s = stage("Durability");
  s.time_out(S1);
  s.deliver();
  s.crash(S2);
  s.restart(S2);
  s.time_out(S2);
  return s;
}

// What a demo says, and what it returns.
struct Told {
  std::string text;
  int code = 0;
};

Told told(auto demo) {
  Telling tell({});
  testing::internal::CaptureStdout();
  const int code = demo(tell);
  return {testing::internal::GetCapturedStdout(), code};
}

TEST(Telling, AClaimThatHoldsIsMarkedAndTheDemoPasses) {
  const Told it = told([](Telling& tell) {
    tell.claim(true, "all is well");
    return tell.end(stage());
  });
  EXPECT_EQ(it.text, "  ok     all is well\n");
  EXPECT_EQ(it.code, exit_good);
}

TEST(Telling, OneClaimThatDoesNotHoldFailsTheDemo) {
  const Told it = told([](Telling& tell) {
    tell.claim(false, "nothing is lost");
    tell.claim(true, "all is well");
    return tell.end(stage());
  });
  EXPECT_EQ(it.text, "  FAILED nothing is lost\n  ok     all is well\n");
  EXPECT_EQ(it.code, exit_failed);
}

TEST(Telling, AnInvariantThatNobodyExpectedToBreakFailsTheDemoAndIsExplained) {
  const Told it = told([](Telling& tell) { return tell.end(stage_where_a_vote_is_broken()); });
  EXPECT_THAT(it.text, AllOf(HasSubstr("FAILED Vote Stability holds\n"),
                             HasSubstr("\n         S2 voted for S1 in term 1.\n")));
  EXPECT_EQ(it.code, exit_failed);
}

TEST(Telling, AnInvariantThatWasToBreakMustBreak) {
  const Told it = told([](Telling& tell) { return tell.end(stage(), "Vote Stability"); });
  EXPECT_EQ(it.text, "  FAILED Vote Stability is broken\n");
  EXPECT_EQ(it.code, exit_failed);
  const Told broken = told(
      [](Telling& tell) { return tell.end(stage_where_a_vote_is_broken(), "Vote Stability"); });
  EXPECT_EQ(broken.text, "");
  EXPECT_EQ(broken.code, exit_good);
}

TEST(Telling, ARunWithFewerEventsIsTakenForANewOne) {
  Stage long_run = stage();
  long_run.time_out(S1);
  long_run.deliver_all();
  Stage new_run = stage();
  new_run.time_out(S2);
  const Told it = told([&](Telling& tell) {
    tell.show(long_run);
    tell.say("Once more.");
    tell.show(new_run);
    return tell.end(new_run);
  });
  const std::string after = it.text.substr(it.text.find("Once more."));
  EXPECT_THAT(after, AllOf(HasSubstr("stands, term 1"), Not(HasSubstr("leader"))));
}

TEST(Telling, ALineOfAPictureThatIsEmptyStaysEmpty) {
  const Told it = told([](Telling& tell) {
    tell.picture("above\n\nbelow");
    return tell.end(stage());
  });
  EXPECT_EQ(it.text, "  above\n\n  below\n");
}

TEST(Telling, ATraceThatCannotBeWrittenIsBadInput) {
  Telling tell({.trace_file = "/no/such/folder/story.svg"});
  testing::internal::CaptureStderr();
  EXPECT_EQ(tell.end(stage()), exit_bad_input);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "raft: cannot write '/no/such/folder/story.svg': No such file or directory\n");
}

}  // namespace
}  // namespace raft::telling_test
