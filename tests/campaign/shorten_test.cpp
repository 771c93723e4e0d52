/// @file
/// What is left of a failing run fails still, and the complete node passes it.

#include "campaign/shorten.h"

#include <gmock/gmock.h>

#include "campaign/campaign.h"
#include "scenario/scenario_run.h"
#include "text/lines.h"

namespace raft::shorten_test {
namespace {

const NodeType& node(std::string_view without = "") { return **find_node_type("raft", without); }

DrawnRun first_failure(std::string_view without) {
  const CampaignPlan plan{.node = &node(without), .seeds = 1000};
  return run_campaign(plan, [](const CampaignResult&) { return true; }).failed.value();
}

ScenarioRun run(const std::vector<std::string>& lines, const NodeType& type) {
  return run_scenario(parse_scenario(text_of(lines), "short").value(), {.node = &type});
}

TEST(Shorten, what_is_left_breaks_the_same_invariant_and_the_complete_node_passes_it) {
  const DrawnRun failed = first_failure("ElectionRestriction");
  const ShortRun left = shorten(failed, node("ElectionRestriction"), [] { return true; });
  EXPECT_LT(left.lines.size(), failed.lines.size() / 2);
  EXPECT_TRUE(left.passes_on_complete);
  EXPECT_TRUE(run(left.lines, node()).passed());
  const ScenarioRun broken = run(left.lines, node("ElectionRestriction"));
  ASSERT_TRUE(broken.stage().violation());
  EXPECT_EQ(broken.stage().violation()->invariant, failed.failure->what);
  EXPECT_EQ(left.violation->invariant, failed.failure->what);
}

TEST(Shorten, no_line_of_what_is_left_can_be_spared) {
  const DrawnRun failed = first_failure("Durability");
  const ShortRun left = shorten(failed, node("Durability"), [] { return true; });
  std::vector<std::string> lines = left.lines;
  lines.erase(lines.end() - 2);  // before `expect safe`
  const ScenarioRun spared = run(lines, node("Durability"));
  EXPECT_TRUE(!spared.stage().violation() ||
              spared.stage().violation()->invariant != failed.failure->what);
}

TEST(Shorten, a_demand_that_the_complete_node_does_not_meet_keeps_all_that_led_to_it) {
  const DrawnRun asks_too_much{
      .lines = {"servers 3", "node raft", "seed 1", "crash S1", "crash S2", "run 1s",
                "expect leader"},
      .demands_from = 6,
      .failure = Failure{.line = 7, .what = "expect leader", .message = "nobody leads"}};
  const ShortRun left = shorten(asks_too_much, node("Durability"), [] { return true; });
  EXPECT_EQ(left.lines.size(), left.lines_before);
  EXPECT_FALSE(left.passes_on_complete);
}

TEST(Shorten, it_stops_when_its_trials_have_taken_their_steps) {
  const DrawnRun failed = first_failure("ElectionRestriction");
  const auto lines_left = [&](std::uint64_t most_steps) {
    return shorten(
               failed, node("ElectionRestriction"), [] { return true; }, most_steps)
        .lines.size();
  };
  EXPECT_GT(lines_left(10'000), lines_left(40'000'000));
}

TEST(Shorten, it_stops_when_it_is_told_to) {
  const DrawnRun failed = first_failure("Durability");
  const ShortRun left = shorten(failed, node("Durability"), [] { return false; });
  EXPECT_EQ(left.lines.size(), left.lines_before);
}

}  // namespace
}  // namespace raft::shorten_test
