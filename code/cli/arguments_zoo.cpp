// The command that shows the bugs: zoo.

#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"

namespace raft {
namespace {

constexpr const char* zoo_examples = R"(Examples:
  raft zoo                             all of them, by group
  raft zoo vote-not-saved              what it does, where it happened, how to see it
  raft run tests/zoo/compares-both.raft --bug compares-both
                                       what it does to a scenario
  raft shell --bug counts-refusals     lead a cluster that has it)";

}  // namespace

void add_zoo(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ZooOptions>();
  CLI::App& command = *app.add_subcommand("zoo", "Show the bugs that real systems had");
  command.footer(zoo_examples);
  command.add_option("BUG", options->bug, "Tell all of this one");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return zoo_command(*options);
    };
  });
}

}  // namespace raft
