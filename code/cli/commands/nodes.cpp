// `raft nodes`: lists the nodes with their parts and rules.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/command.h"
#include "cli/console/as_typed.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

void print_list(const Screen& screen, std::string_view title,
                const std::vector<std::string>& words) {
  const std::string list = words.empty() ? "none" : fmt::format("{}", fmt::join(words, ", "));
  fmt::print("{}", hanging(fmt::format("  {:<8}", title), 10, list, screen.width));
}

int nodes_command(const Screen& screen) {
  const std::string head =
      "A node is the sum of its parts. A rule is a part that can be left out:\n" +
      as_typed("raft run FILE --node NAME --without RULE shows what happens then.");
  fmt::print("{}", fitted(screen, head));
  for (const std::string& name : node_names()) {
    fmt::print("\n{}\n", bold(screen, name));
    print_list(screen, "parts", (*find_node_type(name))->parts);
    print_list(screen, "rules", rules_of(name));
  }
  return exit_good;
}

// ---- its words and options

}  // namespace

void add_nodes(CLI::App& app, Chosen& chosen) {
  CLI::App& command = *app.add_subcommand("nodes", "List the nodes, with their parts and rules");
  command.callback([&chosen] { chosen = nodes_command; });
}

}  // namespace raft
