#include "cli/demos.h"

#include <fmt/format.h>

#include <array>

#include "cli/commands.h"
#include "cli/trace_file.h"

namespace raft {
namespace {

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

int tell(const Demo& demo, const DemoChoice& choice) {
  Telling telling({.screen = choice.screen, .seed = choice.seed, .trace_file = choice.trace_file});
  return demo.tell(telling);
}

}  // namespace

std::span<const Demo> demos() { return all_demos; }

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
    return refuse(fmt::format("there is no demo '{}'; choose from{}\nor say 'all'", choice.which,
                              all_names()));
  }
  return worst;
}

}  // namespace raft
