#pragma once
/// @file
/// What came of a campaign, as a table for people and as JSON for programs.

#include <string>

#include "campaign/campaign.h"
#include "campaign/shorten.h"
#include "cli/console/screen.h"

namespace raft {

/// The table, in lines of at most 80 columns. What it says does not depend on the threads.
std::string campaign_table(const CampaignPlan& plan, const CampaignResult& result,
                           const Screen& screen);

/// All of it as JSON, without anything that the clock or the threads decide.
/// @param shortened  of the failed run, if one failed
/// @param file       where it was written; empty if it was not
std::string campaign_json(const CampaignPlan& plan, const CampaignResult& result,
                          const ShortRun* shortened, const std::string& file);

}  // namespace raft
