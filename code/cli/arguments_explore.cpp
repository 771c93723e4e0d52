// What `raft explore` takes.

#include <fmt/format.h>

#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"

namespace raft {
namespace {

constexpr const char* explore_help =
    R"(Every state that the cluster can come to is visited, nearest first. Any timer
may run out at any moment; any message may arrive at any moment, in any order,
or never. So the way to a broken invariant that is found is the shortest.
States that differ only in the servers' names are one.

Bounds make the states finitely many. Each that grows multiplies them: begin
with the smallest.

A message that is late for ever has the same effect as one that is lost: more
--drops find nothing more.

Examples:
  raft explore --node safety --terms 2
                                       is every one of these states safe?
  raft explore --node safety --without ElectionRestriction
                                       the shortest way to lose what is committed
  raft explore --node safety --without Durability --crashes 1
                                       the shortest way to a broken promise
  raft explore --node safety --without Durability --crashes 1 \
               --until "Election Safety" --trace two-leaders.svg
                                       go on until there are two leaders, and draw it
  raft explore --from tests/explorer/change-begun.raft --terms 3 \
               --changes 1 --newcomers 0
                                       begin at the end of a scenario

Returns 0 if all states were visited and none is wrong, 1 if an invariant
broke, 2 after bad input, and 3 if the memory was not enough or you pressed
Ctrl-C: then nobody knows.)";

void add_bound(CLI::App& command, const char* name, std::uint8_t& bound, const char* text) {
  command
      .add_option_function<unsigned>(
          name, [&bound](const unsigned& most) { bound = static_cast<std::uint8_t>(most); }, text)
      ->check(whole_number() & CLI::Range(0, 200).description(""))
      ->type_name("N");
}

void add_bounds(CLI::App& command, ExploreOptions& options) {
  Bounds& bounds = options.bounds;
  add_bound(command, "--terms", bounds.terms, "The last term for which a server stands (2)");
  add_bound(command, "--entries", bounds.entries, "How many commands are proposed (0)");
  add_bound(command, "--crashes", bounds.crashes, "How often a server stops and returns (0)");
  add_bound(command, "--drops", bounds.drops, "How many messages are lost (0)");
  add_bound(command, "--duplicates", bounds.duplicates, "How many messages arrive twice (0)");
  add_bound(command, "--heartbeats", bounds.heartbeats, "Besides a new leader's first (0)");
  add_bound(command, "--changes", bounds.changes, "How often the members change (0)");
  command.add_option("--newcomers", options.newcomers, "How many servers can be added (1, if any)")
      ->check(whole_number() & CLI::Range(0, 7).description(""))
      ->type_name("N");
  command.add_flag("--any-voters", bounds.any_voters,
                   "A change may be to any voters, not only by one");
}

}  // namespace

void add_explore(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ExploreOptions>();
  CLI::App& command =
      *app.add_subcommand("explore", "Visit every state within bounds: can an invariant break?");
  command.footer(explore_help);
  add_node_choice(command, options->node);
  command.add_option("--servers", options->servers, "How many servers begin (3)")
      ->check(whole_number() & CLI::Range(1, 8).description(""))
      ->type_name("N");
  add_bounds(command, *options);
  command.add_option("--from", options->from, "Begin at the end of this scenario")
      ->type_name("FILE");
  command
      .add_option("--until", options->until, "Only this invariant ends it (any, if none is given)")
      ->type_name("NAME");
  command.add_option("--memory", options->megabytes, "The most memory, in MB (1024)")
      ->check(whole_number() & CLI::Range(1, 1'000'000).description(""))
      ->type_name("MB");
  command.add_option("-o,--output", options->output, "Write what was found as a scenario")
      ->type_name("FILE");
  command.add_option("--trace", options->trace_file, "Record it: .html, .svg, .jsonl or .txt")
      ->type_name("OUT");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return explore_command(*options);
    };
  });
}

}  // namespace raft
