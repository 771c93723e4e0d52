/// @file
/// A seed is a run, and a run is a scenario.

#include "campaign/draw.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "campaign/background_fault.h"
#include "campaign/trouble.h"
#include "core/digest.h"
#include "scenario/scenario_run.h"
#include "text/lines.h"

namespace raft::draw_test {
namespace {

using testing::Contains;
using testing::Each;
using testing::Gt;
using testing::StartsWith;

const NodeType& node(std::string_view without = "") { return **find_node_type("raft", without); }

ScenarioRun rerun(const DrawnRun& drawn, const NodeType& type) {
  auto scenario = parse_scenario(text_of(drawn.lines), "drawn");
  EXPECT_TRUE(scenario.has_value());
  return run_scenario(*std::move(scenario), {.node = &type, .record = false});
}

TEST(Draw, the_same_seed_is_the_same_run) {
  const DrawnRun once = draw_run(node(), 7);
  const DrawnRun again = draw_run(node(), 7);
  EXPECT_EQ(once.lines, again.lines);
  EXPECT_EQ(once.tally, again.tally);
}

TEST(Draw, the_same_seed_is_the_same_run_with_every_compiler) {
  Digest drawn;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) drawn.add(draw_run(node(), seed).lines);
  EXPECT_EQ(drawn.value(), 16292821100920396001u)
      << "Was it meant to change what is drawn? Then put the new number here, and see that the "
         "other "
         "compiler finds it, too. If not: does a call have two decisions among its arguments?";
}

TEST(Draw, another_seed_is_another_run) {
  EXPECT_NE(draw_run(node(), 7).lines, draw_run(node(), 8).lines);
}

TEST(Draw, what_is_drawn_is_a_scenario_that_repeats_the_run) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const DrawnRun drawn = draw_run(node(), seed);
    const ScenarioRun run = rerun(drawn, node());
    EXPECT_TRUE(run.passed()) << seed;
    Tally again = tally_of(run.stage());
    again.lines = drawn.tally.lines;
    again.troubles = drawn.tally.troubles;
    again.background_faults = drawn.tally.background_faults;
    EXPECT_EQ(again, drawn.tally) << seed;
  }
}

TEST(Draw, a_run_that_fails_fails_again_as_a_scenario) {
  std::uint64_t seed = 1;
  while (!draw_run(node("Durability"), seed).failure) ++seed;
  const DrawnRun drawn = draw_run(node("Durability"), seed);
  const ScenarioRun run = rerun(drawn, node("Durability"));
  ASSERT_FALSE(run.passed());
  EXPECT_EQ(drawn.failure->line, drawn.lines.size());
  EXPECT_EQ(run.failures().back().line, drawn.lines.size());
}

TEST(Draw, the_whole_of_raft_survives_60_seeds_in_which_every_kind_of_trouble_occurs) {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const DrawnRun run = draw_run(node(), seed);
    EXPECT_FALSE(run.failure) << "seed " << seed << ", " << run.failure->what;
    tally.add(run.tally);
  }
  EXPECT_EQ(tally.troubles.size(), troubles().size());
  EXPECT_THAT(tally.troubles, Each(Gt(0u)));
  EXPECT_EQ(tally.background_faults.size(), background_faults().size());
  EXPECT_THAT(tally.background_faults, Each(Gt(0u)));
  EXPECT_GT(tally.messages_sent / tally.runs, 5000u);
  EXPECT_GT(tally.member_changes, 100u);
  EXPECT_GT(tally.unknown, 100u);
  EXPECT_GT(tally.messages_duplicated, 100u);
}

// S1 led, was paused, and was deposed. Then the leader stopped, and S1 was still there, paused.
TEST(Draw, a_paused_server_that_led_once_is_not_taken_for_the_leader) {
  EXPECT_FALSE(draw_run(node(), 3213).failure);
}

TEST(Draw, each_round_demands_that_something_new_is_committed_and_a_leader_that_stays) {
  const DrawnRun run = draw_run(node(), 1);
  const auto how_many = [&](std::string_view beginning) {
    return std::ranges::count_if(
        run.lines, [&](const std::string& line) { return line.starts_with(beginning); });
  };
  EXPECT_GE(how_many("note \"From here on "), 3);
  EXPECT_GE(how_many("expect committed t="), how_many("note \"From here on "));
  EXPECT_THAT(run.lines, Contains(StartsWith("expect term ")));
}

TEST(Draw, a_run_ends_with_the_demand_that_all_agree) {
  const DrawnRun run = draw_run(node(), 1);
  const std::vector<std::string> demands(
      run.lines.begin() + static_cast<std::ptrdiff_t>(run.demands_from), run.lines.end());
  EXPECT_THAT(demands, Contains(StartsWith("expect committed t=")));
  EXPECT_THAT(demands, Contains(StartsWith("expect commit S")));
  EXPECT_THAT(demands, Contains("expect same stores"));
  EXPECT_THAT(demands, Contains("expect linearizable"));
}

TEST(Draw, a_node_that_cannot_change_its_members_is_not_asked_to) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const DrawnRun run = draw_run(**find_node_type("safety"), seed);
    EXPECT_FALSE(run.failure) << seed;
    EXPECT_THAT(run.lines, testing::Not(Contains(StartsWith("try add ")))) << seed;
  }
}

}  // namespace
}  // namespace raft::draw_test
