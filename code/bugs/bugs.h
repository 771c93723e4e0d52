#pragma once
/// @file
/// Real bugs of real Raft systems. Each is a part that takes the place of the right
/// one in the complete node and hides one of its actions or guards; the real code knows nothing of
/// it. A test that none of them fails tests nothing.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/catalogue.h"

namespace raft {

/// A bug, its story, and a node that has it.
struct Bug {
  std::string name = {};                   ///< as it is typed, e.g. "vote-not-saved"
  std::string group = {};                  ///< one of bug_groups(); its parts are in bugs/GROUP.h
  std::vector<std::string> parts = {};     ///< the mutant parts, e.g. "VoteNotSaved"
  std::vector<std::string> replaces = {};  ///< the right parts that they take the place of
  std::string does = {};                   ///< what it does wrong, in one sentence
  std::string origin = {};                 ///< where it happened, or which rule it breaks
  std::vector<std::string> breaks = {};    ///< invariants, or "liveness", or "same stores"
  unsigned seeds = 0;                      ///< a campaign finds it within so many
  NodeType node = {};                      ///< raft, with this bug
};

/// All bugs, by group.
const std::vector<Bug>& all_bugs();

/// The groups, in the order of the chapters.
std::vector<std::string> bug_groups();

/// The bug of this name. An error is one sentence that says which name could have been meant. The
/// result lives for ever.
std::expected<const Bug*, std::string> find_bug(std::string_view name);

}  // namespace raft
