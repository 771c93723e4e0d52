// `raft demo`: tells a chapter's story, or all of them.

#include <fmt/format.h>

#include <array>

#include "cli/commands/command.h"
#include "cli/commands/demos.h"
#include "cli/files/trace_file.h"
#include "text/nearest_word.h"

namespace raft {
namespace {

// A demo in the table of all.
struct Demo {
  unsigned number;         // of its chapter
  std::string_view slug;   // of its chapter's folder, e.g. "02-election"
  std::string_view title;  // what it shows, in a few words
  int (*tell)(Telling&);
};

struct DemoChoice {
  std::string which = {};  // a number, a slug such as "election", or "all"
  std::optional<std::uint64_t> seed = {};
  std::string trace_file = {};  // none: no trace is written
  Screen screen = {};
};

constexpr std::array<Demo, 6> all_demos = {{
    {1, "01-background", "copies without consensus drift apart", demo_background},
    {2, "02-election", "five servers choose one leader", demo_election},
    {3, "03-replication", "one log on every server", demo_replication},
    {4, "04-safety", "what is committed stays", demo_safety},
    {5, "05-membership", "servers come and go", demo_membership},
    {6, "06-cluster", "the whole cluster, with faults and clients", demo_cluster},
}};

bool is_called(const Demo& demo, std::string_view name) {
  return name == fmt::format("{}", demo.number) || name == demo.slug || name == demo.slug.substr(3);
}

std::string all_names() {
  std::string text;
  for (const Demo& demo : all_demos) {
    text += fmt::format("\n  {}  {:<12} {}", demo.number, demo.slug.substr(3), demo.title);
  }
  return text;
}

// Which name may have been meant.
std::string perhaps(std::string_view which) {
  std::vector<std::string_view> names{"all"};
  for (const Demo& demo : all_demos) names.push_back(demo.slug.substr(3));
  const std::string_view nearest = nearest_word(which, names);
  return nearest.empty() ? "" : fmt::format(" (did you mean '{}'?)", nearest);
}

int tell(const Demo& demo, const DemoChoice& choice) {
  Telling telling({.screen = choice.screen, .seed = choice.seed, .trace_file = choice.trace_file});
  return demo.tell(telling);
}

int demo_command(const DemoChoice& choice) {
  if (!choice.trace_file.empty()) {
    if (const auto checked = check_trace_file(choice.trace_file); !checked) {
      return refuse(checked.error());
    }
  }
  const bool all = choice.which == "all";
  if (all && !choice.trace_file.empty()) {
    return refuse("--trace names one file, and 'all' is six demos: name the demo that you want");
  }
  int worst = exit_good;
  bool found = false;
  for (const Demo& demo : all_demos) {
    if (!all && !is_called(demo, choice.which)) continue;
    if (all && found) fmt::print("\n\n");
    found = true;
    worst = std::max(worst, tell(demo, choice));
  }
  if (!found) {
    return refuse(fmt::format("there is no demo '{}'{}; choose from{}\nor say 'all'", choice.which,
                              perhaps(choice.which), all_names()));
  }
  return worst;
}

// ---- its words and options

constexpr const char* demo_examples = R"(Examples:
  raft demo 2                          also: raft demo election
  raft demo 6 --seed 3                 the same story with another course of events
  raft demo 4 --trace story.svg        draw it as a space-time diagram, too
  raft demo all)";

}  // namespace

void add_demo(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<DemoChoice>();
  CLI::App& command = *app.add_subcommand("demo", "Tell a chapter's story");
  std::string text = "The demos:\n";
  for (const Demo& demo : all_demos) {
    text += fmt::format("  {}  {:<12} {}\n", demo.number, demo.slug.substr(3), demo.title);
  }
  command.footer(text + "\n" + demo_examples);
  command.add_option("DEMO", options->which, "Its number or name, or 'all'")->required();
  command.add_option("--seed", options->seed, "Let chance begin elsewhere")
      ->check(whole_number())
      ->type_name("N");
  command
      .add_option("--trace", options->trace_file,
                  "Record the run: .html (player), .svg, .jsonl or .txt")
      ->type_name("OUT");
  choose(command, chosen, options, demo_command);
}

}  // namespace raft
