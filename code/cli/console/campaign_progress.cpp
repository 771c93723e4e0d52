#include "cli/console/campaign_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace raft {

CampaignProgress::CampaignProgress(const Screen& screen, std::uint64_t seeds)
    : screen_(screen), line_(screen), seeds_(std::max<std::uint64_t>(seeds, 1)) {}

double CampaignProgress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - began_).count();
}

std::string CampaignProgress::bar(const Tally& tally) const {
  constexpr std::uint64_t width = 20;
  const std::uint64_t full = width * tally.runs / seeds_;
  return "[" + std::string(full, '#') + std::string(width - full, '.') + "]";
}

std::string CampaignProgress::line(const CampaignResult& so_far) const {
  const auto done = static_cast<double>(so_far.tally.runs);
  const double rate = done / std::max(seconds(), 0.001);
  const double left = (static_cast<double>(seeds_) - done) / std::max(rate, 0.001);
  return fmt::format("{} of {} seeds, {:.0f} a second, {:.0f} s left, {} failed", so_far.tally.runs,
                     seeds_, rate, left, so_far.failed ? 1 : 0);
}

void CampaignProgress::show(const CampaignResult& so_far) {
  if (screen_.terminal) {
    line_.write_if_due(fmt::format("{} {}", bar(so_far.tally), line(so_far)));
    return;
  }
  const std::uint64_t tenths = 10 * so_far.tally.runs / seeds_;
  if (tenths == tenths_) return;
  tenths_ = tenths;
  fmt::print("{}\n", line(so_far));
  std::fflush(stdout);
}

}  // namespace raft
