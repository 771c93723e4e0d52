// A scenario and a small campaign, out of the installed libraries.

#include <raft/campaign/campaign.h>
#include <raft/scenario/scenario.h>
#include <raft/scenario/scenario_run.h>
#include <raft/simulation/catalogue.h>

#include <iostream>

int main() {
  const auto scenario =
      raft::parse_scenario("servers 3\ntimeout S1\nrun until leader S1 within 1s\n", "one");
  if (!scenario) return 1;
  raft::ScenarioRun run(*scenario);
  run.finish();

  const auto all_go_on = [](const raft::CampaignResult&) { return true; };
  const auto campaign =
      raft::run_campaign({.node = *raft::find_node_type("raft"), .seeds = 3, .jobs = 2}, all_go_on);

  std::cout << (run.passed() ? "S1 leads" : "S1 does not lead") << ", "
            << (campaign.failed ? "a drawn run failed" : "three drawn runs are fine") << "\n";
  return run.passed() && !campaign.failed ? 0 : 1;
}
