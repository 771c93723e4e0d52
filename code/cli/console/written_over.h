#pragma once
/// @file
/// A line of a terminal that tells how far something is, and is written over.

#include <chrono>
#include <cstdio>
#include <string>

#include "cli/console/screen.h"

namespace raft {

/// Leaves nothing of itself, and writes nothing at all where nobody looks. Not for use from two
/// threads at once.
class WrittenOver {
 public:
  /// @param out  what the screen is of
  explicit WrittenOver(const Screen& screen, std::FILE* out = stdout)
      : screen_(screen), out_(out) {}
  ~WrittenOver() { clear(); }
  WrittenOver(const WrittenOver&) = delete;
  WrittenOver& operator=(const WrittenOver&) = delete;

  /// Writes as much of the text as fits, in place of what stands there.
  void write(const std::string& text);
  /// The same, at most ten times a second.
  void write_if_due(const std::string& text);
  /// Takes away what stands there.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  Screen screen_;
  std::FILE* out_;
  bool stands_ = false;
  Clock::time_point written_ = Clock::now();
};

}  // namespace raft
