#include "trace/node_name.h"

namespace raft {

std::string to_string(const NodeName& node) {
  std::string text = node.name;
  for (const std::string& rule : node.without) text += " without " + rule;
  return text + (node.bug.empty() ? "" : " with the bug " + node.bug);
}

}  // namespace raft
