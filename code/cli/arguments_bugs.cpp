// The command that shows the bugs.

#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"

namespace raft {
namespace {

constexpr const char* bugs_examples = R"(Examples:
  raft bugs                            all of them, by group
  raft bugs vote-not-saved             what it does, where it happened, how to see it
  raft run tests/bugs/compares-both.raft --bug compares-both
                                       what it does to a scenario
  raft shell --bug counts-refusals     lead a cluster that has it)";

}  // namespace

void add_bugs(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<BugsOptions>();
  CLI::App& command = *app.add_subcommand("bugs", "Show the bugs that real systems had");
  command.footer(bugs_examples);
  command.add_option("BUG", options->bug, "Tell all of this one");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return bugs_command(*options);
    };
  });
}

}  // namespace raft
