#include "cli/console/node_choice.h"

#include <fmt/format.h>

#include "bugs/bugs.h"

namespace raft {

std::expected<const NodeType*, std::string> chosen_node(const NodeChoice& choice,
                                                        std::string_view otherwise) {
  if (choice.bug.empty()) {
    return find_node_type(choice.node.empty() ? otherwise : choice.node, choice.without);
  }
  if (!choice.without.empty()) {
    return std::unexpected(
        "--bug and --without do not go together: a bug is one of the whole node");
  }
  if (!choice.node.empty() && choice.node != "raft" && choice.node != "membership") {
    return std::unexpected(
        fmt::format("--bug and --node {} do not go together: a bug is one of the whole node, raft",
                    choice.node));
  }
  const auto bug = find_bug(choice.bug);
  if (!bug) return std::unexpected(bug.error());
  return &(*bug)->node;
}

std::string node_as_options(const NodeType& node) {
  if (!node.bug.empty()) return " --bug " + node.bug;
  std::string text = " --node " + node.name;
  for (const std::string& rule : node.without) text += " --without " + rule;
  return text;
}

}  // namespace raft
