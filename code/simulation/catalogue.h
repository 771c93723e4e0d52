#pragma once
/// @file
/// The node types that can be asked for by name: each chapter's, and each without one of its rules.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/host.h"
#include "trace/node_name.h"

namespace raft {

/// A node type: a chapter's parts, perhaps less one.
struct NodeType : NodeName {
  std::vector<std::string> parts = {};  ///< the names of its parts, in order
  MakeHost make = nullptr;
  bool terms = true;             ///< its servers know terms and agreement
  bool replicates = false;       ///< a log, which commands are proposed for
  bool changes_members = false;  ///< while it runs
};

/// All names that find_node_type accepts, in the order of the chapters.
std::vector<std::string> node_names();

/// The rules that can be left out of a node: its parts that only guard. Empty for an unknown name.
std::vector<std::string> rules_of(std::string_view name);

/// The node type called `name`, without the rule `without` ("" for the complete one). An error is
/// one sentence that names what there is to choose from. The result lives for ever.
std::expected<const NodeType*, std::string> find_node_type(std::string_view name,
                                                           std::string_view without = "");

}  // namespace raft
