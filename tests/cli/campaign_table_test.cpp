#include "cli/console/campaign_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "simulation/catalogue.h"

namespace raft::campaign_table_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string table_of(const Tally& tally) {
  CampaignPlan plan;
  plan.node = *find_node_type("raft");
  plan.first_seed = 5;
  CampaignResult result;
  result.tally = tally;
  return campaign_table(plan, result, Screen{});
}

TEST(CampaignTable, BeforeTheFirstSeedEverythingIsNothing) {
  EXPECT_THAT(table_of({}),
              AllOf(HasSubstr("raft, no seed\n"), HasSubstr("0 sent, 0 lost, 0 twice"),
                    HasSubstr("0.0 % of the clients' time")));
}

TEST(CampaignTable, TheSeedsAreNamedByTheFirstAndTheLast) {
  Tally tally;
  tally.runs = 3;
  EXPECT_THAT(table_of(tally), HasSubstr("raft, seeds 5 to 7\n"));
}

TEST(CampaignTable, HistoriesThatNobodyCouldJudgeAreTold) {
  Tally tally;
  EXPECT_THAT(table_of(tally), Not(HasSubstr("undecided")));
  tally.undecided = 2;
  EXPECT_THAT(table_of(tally), HasSubstr("undecided histories        2\n"));
}

}  // namespace
}  // namespace raft::campaign_table_test
