#include "campaign/script.h"

#include <gmock/gmock.h>

#include "simulation/catalogue.h"

namespace raft::script_test {
namespace {

// Two servers; S1 has committed its first entry.
Script led_by_s1() {
  Script script{**find_node_type("raft"), {"servers 2", "network delay 1ms", "seed 1"}};
  for (const char* line : {"timeout S1", "run until leader S1", "run 50ms"}) {
    EXPECT_TRUE(script.say(line));
  }
  return script;
}

TEST(Script, sees_the_members_that_are_committed) {
  Script script = led_by_s1();
  ASSERT_TRUE(script.say("remove S2 via S1"));
  ASSERT_TRUE(script.say("run 100ms"));
  EXPECT_EQ(script.committed_members().voters, ServerSet{ServerId{1}});
}

TEST(Script, does_not_take_for_committed_what_a_disk_may_still_lose) {
  Script script = led_by_s1();
  ASSERT_TRUE(script.say("disk S1 stuck"));
  script.attempt("remove S2 via S1");
  ASSERT_TRUE(script.say("run 100ms"));
  ASSERT_TRUE(script.say("crash S1"));
  EXPECT_EQ(script.committed_members().voters.size(), 2);
}

}  // namespace
}  // namespace raft::script_test
