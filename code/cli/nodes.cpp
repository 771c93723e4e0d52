#include <fmt/format.h>

#include <algorithm>

#include "cli/as_typed.h"
#include "cli/commands.h"
#include "simulation/catalogue.h"
#include "text/readable.h"

namespace raft {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

void print_list(const Screen& screen, std::string_view title,
                const std::vector<std::string>& words) {
  bool first = true;
  for (const std::string& line : wrapped(joined(words), screen.width - 10)) {
    fmt::print("  {}{}\n", first ? fmt::format("{:<8}", title) : std::string(8, ' '), line);
    first = false;
  }
}

}  // namespace

int nodes_command(const Screen& screen) {
  fmt::print("A node is the sum of its parts. A rule is a part that can be left out:\n{}\n",
             as_typed("raft run FILE --node NAME --without RULE shows what happens then."));
  for (const std::string& name : node_names()) {
    fmt::print("\n{}\n", bold(screen, name));
    print_list(screen, "parts", (*find_node_type(name))->parts);
    print_list(screen, "rules", rules_of(name));
  }
  return exit_good;
}

}  // namespace raft
