#pragma once
/// @file
/// Which node it is that runs: one value, and one text for it.

#include <string>
#include <vector>

namespace raft {

/// A chapter's node, perhaps without one of its rules, perhaps with a known bug.
struct NodeName {
  std::string name = {};                  ///< e.g. "election", "safety", "raft"
  std::vector<std::string> without = {};  ///< the rules that are left out
  std::string bug = {};                   ///< the bug that it has (code/bugs); "" if it is right

  friend bool operator==(const NodeName&, const NodeName&) = default;
};

/// "raft", "safety without Durability", "raft with the bug vote-not-saved"; "" without a name.
std::string to_string(const NodeName& node);

}  // namespace raft
