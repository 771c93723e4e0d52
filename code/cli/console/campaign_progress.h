#pragma once
/// @file
/// How far a campaign has come: a bar that moves, for a person; a line for each tenth, for a file.

#include <chrono>
#include <cstdint>
#include <string>

#include "campaign/campaign.h"
#include "cli/console/screen.h"
#include "cli/console/written_over.h"

namespace raft {

/// Counts the time from its making. Not for use from two threads at once.
class CampaignProgress {
 public:
  CampaignProgress(const Screen& screen, std::uint64_t seeds);

  /// Shows how far it is, if that is due.
  void show(const CampaignResult& so_far);
  /// Shows a sentence in the bar's place, on a terminal.
  void show(const std::string& sentence) { line_.write(sentence); }
  /// Takes away the bar.
  void clear() { line_.clear(); }
  /// Since the beginning.
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  std::string bar(const Tally& tally) const;
  std::string line(const CampaignResult& so_far) const;

  Screen screen_;
  WrittenOver line_;
  std::uint64_t seeds_;
  Clock::time_point began_ = Clock::now();
  std::uint64_t tenths_ = 0;
};

}  // namespace raft
