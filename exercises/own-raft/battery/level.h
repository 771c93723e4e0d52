#pragma once
/// @file
/// A level of the battery, as it stands on disk:
///
///     levels/03-many-elections/
///       level.toml    its title, the chapter that teaches it, what it demands, its points
///       hints.md      for the reader (the tutor shows them)
///       helps.toml    for each scenario: what helps there, before the hints
///       *.raft        the scenarios that must pass, each with every seed from 1 to `seeds`
///
/// level.toml is read by the tutor and the book as well. Here only the part of TOML is understood
/// that it needs: `name = "text"` and `name = number`, one a line, and comments.

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace raft {

/// One scenario file.
struct LevelScenario {
  std::string file = {};  ///< as a person at the top folder would name it
  std::string text = {};
};

/// What a node must do for some of the points.
struct Level {
  unsigned number = 0;
  std::string title = {};
  unsigned chapter = 0;
  std::string demands = {};
  unsigned points = 0;
  std::uint64_t seeds = 1;     ///< each scenario is run with seed 1, 2, ... up to this one
  std::uint64_t campaign = 0;  ///< besides: so many drawn runs (campaign/draw.h)
  /// If not 0: what the servers send, in messages, calls and bytes, may be so many percent of what
  /// the book's own Raft sends in the same scenario, and no more.
  unsigned percent_of_the_books = 0;
  std::vector<LevelScenario> scenarios = {};
};

/// The levels in `folder`, in order. The error is a sentence that names the file.
/// @param top  the folder from which scenarios are named
std::expected<std::vector<Level>, std::string> read_levels(const std::filesystem::path& folder,
                                                           const std::filesystem::path& top);

}  // namespace raft
