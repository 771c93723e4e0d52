#pragma once
/// @file
/// How far a search has come: a line that is written over, for a person; fewer and fewer lines, for
/// a file.

#include <chrono>

#include "cli/console/screen.h"
#include "cli/console/written_over.h"
#include "explorer/search.h"

namespace raft {

/// Counts the time from its making. Not for use from two threads at once.
class ExploreProgress {
 public:
  explicit ExploreProgress(const Screen& screen) : screen_(screen), line_(screen, stderr) {}

  /// Shows how far it is, if that is due. False once an interrupt asks to end the search.
  bool tell(const SearchNumbers& numbers);
  /// Leaves nothing of itself on a terminal.
  void clear() { line_.clear(); }
  /// Since the beginning.
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  void show(const SearchNumbers& numbers, double time);

  Screen screen_;
  WrittenOver line_;
  Clock::time_point began_ = Clock::now();
  double next_ = 1;
};

}  // namespace raft
