#include "campaign/campaign.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "core/ensure.h"

namespace raft {
namespace {

// Threads finish in any order; their runs are counted in the order of the seeds. Seeds are handed
// out in order, too, so when one has failed every lower one has been handed out, and will be
// counted before it: which one is the lowest that failed does not depend on the threads.
class Runs {
 public:
  Runs(const CampaignPlan& plan, const CampaignWatch& watch) : plan_(plan), watch_(watch) {}

  // One thread's work.
  void work() {
    while (!stopping_) {
      const std::uint64_t place = next_++;
      if (place >= plan_.seeds) return;
      take(place, draw_run(*plan_.node, plan_.first_seed + place));
    }
  }

  CampaignResult result() && { return std::move(result_); }

 private:
  void take(std::uint64_t place, DrawnRun run) {
    const std::scoped_lock lock(mutex_);
    if (run.failure) stopping_ = true;
    finished_.emplace(place, std::move(run));
    while (!result_.failed && !finished_.empty() && finished_.begin()->first == counted_) {
      count(finished_.extract(finished_.begin()).mapped());
    }
  }

  void count(DrawnRun run) {
    ++counted_;
    result_.tally.add(run.tally);
    if (run.failure) result_.failed = std::move(run);
    if (!watch_(result_)) stopping_ = true;
  }

  const CampaignPlan& plan_;
  const CampaignWatch& watch_;
  std::atomic<std::uint64_t> next_ = 0;
  std::atomic<bool> stopping_ = false;

  std::mutex mutex_;                            // of all that follows
  std::map<std::uint64_t, DrawnRun> finished_;  // and not counted, because a lower one is missing
  std::uint64_t counted_ = 0;
  CampaignResult result_;
};

}  // namespace

CampaignResult run_campaign(const CampaignPlan& plan, const CampaignWatch& watch) {
  ensure(plan.node != nullptr, "a campaign with a node");
  Runs runs(plan, watch);
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::max(plan.jobs, 1u); ++i) {
      threads.emplace_back([&runs] { runs.work(); });
    }
    runs.work();
  }
  return std::move(runs).result();
}

unsigned processor_cores() { return std::max(std::thread::hardware_concurrency(), 1u); }

}  // namespace raft
