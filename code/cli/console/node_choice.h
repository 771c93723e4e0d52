#pragma once
/// @file
/// Which node a command is about: a chapter's, complete or without a rule, or the whole of Raft
/// with a known bug.

#include <expected>
#include <string>
#include <string_view>

#include "simulation/catalogue.h"

namespace raft {

/// What the user said of the node; what is not given is empty.
struct NodeChoice {
  std::string node = {};
  std::string without = {};
  std::string bug = {};

  bool made() const { return !node.empty() || !without.empty() || !bug.empty(); }
};

/// The node that is meant. An error is one sentence that says what there is to choose from, or
/// which two options do not go together. The result lives for ever.
/// @param otherwise  the name of the node, if none is given
std::expected<const NodeType*, std::string> chosen_node(const NodeChoice& choice,
                                                        std::string_view otherwise);

/// The node as the options of a command: " --node safety --without Durability".
std::string node_as_options(const NodeType& node);

}  // namespace raft
