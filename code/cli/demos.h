#pragma once
/// @file
/// The demos that the program holds, one a chapter.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/demo.h"

namespace raft {

/// A demo in the table of all.
struct Demo {
  unsigned number;         ///< of its chapter
  std::string_view slug;   ///< of its chapter's folder, e.g. "02-election"
  std::string_view title;  ///< what it shows, in a few words
  int (*tell)(Telling&);
};

std::span<const Demo> demos();

struct DemoChoice {
  std::string which = {};  ///< a number, a slug such as "election", or "all"
  std::optional<std::uint64_t> seed = {};
  std::string trace_file = {};  ///< none: no trace is written
  Screen screen = {};
};
/// Tells one demo, or all of them.
int demo_command(const DemoChoice& choice);

}  // namespace raft
