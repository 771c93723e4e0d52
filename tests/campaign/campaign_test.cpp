/// @file
/// Many runs, shared by threads, come to the same as one after the other; and a rule that is
/// missing is noticed.

#include "campaign/campaign.h"

#include <gmock/gmock.h>

#include <vector>

namespace raft::campaign_test {
namespace {

const NodeType& node(std::string_view without = "") { return **find_node_type("raft", without); }

bool going_on(const CampaignResult&) { return true; }

TEST(Campaign, the_number_of_threads_changes_no_count) {
  const auto one = run_campaign({.node = &node(), .seeds = 20, .jobs = 1}, going_on);
  const auto four = run_campaign({.node = &node(), .seeds = 20, .jobs = 4}, going_on);
  EXPECT_EQ(one.tally.runs, 20u);
  EXPECT_EQ(one.tally, four.tally);
}

TEST(Campaign, the_number_of_threads_does_not_change_which_seed_fails_first) {
  const CampaignPlan plan{.node = &node("ElectionRestriction"), .seeds = 500};
  CampaignPlan shared = plan;
  shared.jobs = 4;
  const auto one = run_campaign(plan, going_on);
  const auto four = run_campaign(shared, going_on);
  ASSERT_TRUE(one.failed && four.failed);
  EXPECT_EQ(one.failed->seed, four.failed->seed);
  EXPECT_EQ(one.failed->lines, four.failed->lines);
  EXPECT_EQ(one.tally, four.tally);
}

TEST(Campaign, it_ends_with_the_first_seed_that_fails) {
  const auto result = run_campaign({.node = &node("Durability"), .seeds = 500}, going_on);
  ASSERT_TRUE(result.failed);
  EXPECT_EQ(result.tally.runs, result.failed->seed);
  EXPECT_LT(result.failed->seed, 20u);
}

TEST(Campaign, it_begins_with_the_seed_that_it_is_given) {
  const auto first = run_campaign({.node = &node(), .first_seed = 10, .seeds = 1}, going_on);
  EXPECT_EQ(first.tally.commits, draw_run(node(), 10).tally.commits);
}

TEST(Campaign, its_watch_sees_every_run_in_order_and_can_end_it) {
  std::vector<std::uint64_t> seen;
  const auto watch = [&](const CampaignResult& so_far) {
    seen.push_back(so_far.tally.runs);
    return so_far.tally.runs < 5;
  };
  const auto result = run_campaign({.node = &node(), .seeds = 1000, .jobs = 2}, watch);
  EXPECT_LT(result.tally.runs, 20u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i + 1);
}

// A rule, and the number of seeds within which its absence must show.
struct Absence {
  const char* rule;
  std::uint64_t seeds;
};

class WithoutARule : public testing::TestWithParam<Absence> {};

TEST_P(WithoutARule, an_invariant_breaks_within_the_stated_number_of_seeds) {
  const auto [rule, seeds] = GetParam();
  const auto result =
      run_campaign({.node = &node(rule), .seeds = seeds, .jobs = processor_cores()}, going_on);
  ASSERT_TRUE(result.failed);
  EXPECT_TRUE(result.failed->failure->invariant) << result.failed->failure->what;
}

INSTANTIATE_TEST_SUITE_P(
    Campaign, WithoutARule,
    testing::Values(Absence{"ElectionRestriction", 10}, Absence{"Durability", 10},
                    Absence{"CommitCurrentTermOnly", 50}, Absence{"OneChangeAtATime", 50},
                    Absence{"JointConsensus", 50}, Absence{"CommitBeforeChange", 50}),
    [](const auto& tested) { return std::string(tested.param.rule); });

}  // namespace
}  // namespace raft::campaign_test
