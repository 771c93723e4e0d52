#pragma once
/// @file
/// What is repeated in a scenario: `repeat` and `end` with lines between them. A block is written
/// out before anything is read of it, round after round, so that everything else knows only lines.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.h"

namespace raft {

/// A line as it is performed.
struct WrittenOutLine {
  std::size_t line = 0;   ///< where it stands in the text, from 1
  std::string text = {};  ///< with the number of the round in place of the counter
};

/// A text without blocks.
struct WrittenOut {
  std::vector<WrittenOutLine> lines = {};
  std::vector<Diagnostic> mistakes = {};  ///< in the blocks themselves, not in what they repeat
};

/// How a line changes the depth of blocks: 1 for `repeat`, -1 for `end`, 0 for all others.
int block_step(std::string_view line);

/// Writes out all blocks, also those in blocks. At most 100,000 lines: more is a mistake.
WrittenOut written_out(std::string_view text, const std::string& file_name);

}  // namespace raft
