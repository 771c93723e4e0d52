#pragma once
/// @file
/// Thousands of drawn runs, shared by several threads. How many threads there are changes how long
/// it takes and nothing else.
///
/// Thread-safety: run_campaign() may be called from any thread. The threads that it starts share a
/// counter from which they take seeds, and, behind one mutex, what has come of them; a run itself
/// touches nothing that another could see (draw_run() is a pure function). They have ended when it
/// returns.

#include <cstdint>
#include <functional>
#include <optional>

#include "campaign/draw.h"
#include "campaign/tally.h"
#include "simulation/catalogue.h"

namespace raft {

/// Which runs, and how many at once.
struct CampaignPlan {
  const NodeType* node = nullptr;  ///< required; see draw_run()
  std::uint64_t first_seed = 1;
  std::uint64_t seeds = 1000;
  unsigned jobs = 1;  ///< threads, at least 1
};

/// What came of a campaign: of the seeds before the first that failed, and of that one.
struct CampaignResult {
  Tally tally = {};
  std::optional<DrawnRun> failed = {};  ///< the run of the lowest seed that failed
};

/// Called after each run, in the order of the seeds, with all that came of the seeds so far, from
/// one thread at a time. No new runs begin once it has returned false.
using CampaignWatch = std::function<bool(const CampaignResult&)>;

/// Draws and performs one run a seed, until one has failed. The same plan gives the same result if
/// the watch always returns true.
CampaignResult run_campaign(const CampaignPlan& plan, const CampaignWatch& watch);

/// How many threads this machine runs at once, at least 1.
unsigned processor_cores();

}  // namespace raft
