// `raft bugs`: lists the bugs, or tells all of one.

#include "bugs/bugs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/commands/command.h"
#include "cli/console/as_typed.h"
#include "text/counted.h"

namespace raft {
namespace {

struct BugsOptions {
  std::string bug = {};  // its name; none: all of them
  Screen screen = {};
};

constexpr std::size_t name_width = 24;

// Text under a title that stands in front of its first line.
void print_block(const Screen& screen, std::string_view title, std::size_t indent,
                 std::string_view text) {
  fmt::print("{}", hanging(fmt::format("{:<{}}", title, indent), indent, text,
                           std::min<std::size_t>(screen.width, 100)));
}

std::string heading(std::string_view group) {
  std::string text(group);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

void print_list(const Screen& screen) {
  fmt::print(
      "Bugs that real systems had, each in a node that is right but for it.\n{}\n",
      as_typed("'raft bugs NAME' tells all of one; 'raft run FILE --bug NAME' lets it loose."));
  for (const std::string& group : bug_groups()) {
    fmt::print("\n{}\n", bold(screen, heading(group)));
    for (const Bug& bug : all_bugs()) {
      if (bug.group != group) continue;
      print_block(screen, "  " + bug.name, name_width + 2, bug.does);
      print_block(screen, "", name_width + 2,
                  fmt::format("Breaks: {}.", fmt::join(bug.breaks, ", ")));
      print_block(screen, "", name_width + 2, "From: " + bug.origin);
    }
  }
}

std::string how_to_see(const Bug& bug) {
  return as_typed(fmt::format("raft run tests/bugs/{}.raft --bug {}\n  raft campaign --bug {}",
                              bug.name, bug.name, bug.name));
}

void print_card(const Bug& bug, const Screen& screen) {
  constexpr std::size_t indent = 11;
  fmt::print("{}\n\n", bold(screen, bug.name));
  print_block(screen, "", 0, bug.does);
  fmt::print("\n");
  print_block(screen, "replaces", indent, fmt::format("{}", fmt::join(bug.replaces, ", ")));
  print_block(screen, "with", indent,
              fmt::format("{} in code/bugs/{}.h", fmt::join(bug.parts, " and "), bug.group));
  print_block(screen, "breaks", indent, fmt::format("{}", fmt::join(bug.breaks, ", ")));
  print_block(screen, "from", indent, bug.origin);
  print_block(screen, "found", indent, "by a campaign, within " + counted(bug.seeds, "seed"));
  fmt::print("\nTo see it:\n  {}\n", how_to_see(bug));
}

int bugs_command(const BugsOptions& options) {
  if (options.bug.empty()) {
    print_list(options.screen);
    return exit_good;
  }
  const auto bug = find_bug(options.bug);
  if (!bug) return refuse(bug.error());
  print_card(**bug, options.screen);
  return exit_good;
}

// ---- its words and options

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
  choose(command, chosen, options, bugs_command);
}

}  // namespace raft
