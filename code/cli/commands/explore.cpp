// `raft explore`: visits every world within bounds, until an invariant breaks.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/commands/command.h"
#include "cli/console/as_typed.h"
#include "cli/console/explore_progress.h"
#include "cli/console/interrupt.h"
#include "cli/console/node_choice.h"
#include "cli/console/shell_word.h"
#include "cli/files/scenario_files.h"
#include "cli/files/trace_file.h"
#include "cli/files/whole_file.h"
#include "explorer/beginning.h"
#include "explorer/counterexample.h"
#include "explorer/search.h"
#include "invariants/invariant.h"
#include "invariants/report.h"
#include "scenario/scenario_run.h"
#include "text/counted.h"
#include "text/lines.h"

namespace raft {
namespace {

struct ExploreOptions {
  NodeChoice node = {};  // none: that of `from`, or the whole of Raft
  unsigned servers = 3;
  Bounds bounds = {};
  std::optional<unsigned> newcomers = {};  // none: one, if the members may change
  std::vector<std::string> until = {};     // the invariants that end it; none: all
  std::string from = {};                   // a scenario; none: begin at the beginning
  std::size_t megabytes = 1024;
  std::string output = {};      // where the counterexample goes as a scenario; may be empty
  std::string trace_file = {};  // and its trace; may be empty
  Screen screen = {};
};

// ---- words

std::string bounds_text(const Bounds& bounds) {
  std::string text = counted(bounds.terms, "term", "terms");
  const auto add = [&](unsigned number, std::string_view one, std::string_view many) {
    if (number > 0) text += ", " + counted(number, one, many);
  };
  text += ", " + counted(bounds.entries, "entry", "entries");
  add(bounds.crashes, "crash", "crashes");
  add(bounds.drops, "loss", "losses");
  add(bounds.duplicates, "duplicate", "duplicates");
  add(bounds.heartbeats, "heartbeat", "heartbeats");
  add(bounds.changes, bounds.any_voters ? "change to any voters" : "change of the members",
      bounds.any_voters ? "changes to any voters" : "changes of the members");
  add(bounds.newcomers, "newcomer", "newcomers");
  return text;
}

// ---- what to explore

std::expected<Scenario, std::string> opening_of(const ExploreOptions& options) {
  Scenario opening;
  if (!options.from.empty()) {
    auto read = read_scenario(options.from);
    if (!read) return std::unexpected(read.error());
    opening = *std::move(read);
  } else {
    opening.setup.servers = options.servers;
  }
  const NodeType* own = opening.setup.node;
  if (!own || options.node.made()) {
    const auto node = chosen_node(options.node, own ? own->name : "raft");
    if (!node) return std::unexpected(node.error());
    opening.setup.node = *node;
  }
  if (!options.until.empty()) opening.setup.watched = {};
  for (const std::string& name : options.until) {
    const auto invariant = find_invariant(name);
    if (!invariant) {
      return std::unexpected(fmt::format("there is no invariant '{}'; there are {}", name,
                                         fmt::join(invariant_names(), ", ")));
    }
    opening.setup.watched.add(*invariant);
  }
  opening.setup.check_invariants = true;
  return opening;
}

std::expected<Beginning, std::string> beginning_of(const Scenario& opening, Bounds bounds,
                                                   std::optional<unsigned> newcomers) {
  bounds.newcomers = static_cast<std::uint8_t>(newcomers.value_or(bounds.changes > 0 ? 1 : 0));
  const ScenarioRun run = run_scenario(opening, {.record = false});
  if (run.stage().violation()) {
    return std::unexpected(fmt::format("{} is broken already at the end of {}",
                                       run.stage().violation()->invariant, opening.file));
  }
  if (!run.passed()) return std::unexpected(run.failures().front().text());
  return begin_at(run.stage(), bounds);
}

// ---- at the end

void tell_numbers(const SearchNumbers& numbers, double time) {
  fmt::print("  states      {} different, {} reached\n", with_commas(numbers.worlds),
             with_commas(numbers.reached));
  fmt::print("  depth       {}\n", counted(numbers.depth, "move", "moves"));
  fmt::print("  memory      {} bytes a state\n", numbers.bytes / numbers.worlds);
  fmt::print("  time        {:.1f} s, {} states a second\n", time,
             with_commas(static_cast<std::uint64_t>(static_cast<double>(numbers.worlds) /
                                                    std::max(time, 0.001))));
}

int tell_violation(const ExploreOptions& options, const Session& found, const SearchResult& result,
                   double time) {
  const Stage& stage = found.stage();
  if (!stage.violation()) return refuse("the stage does not agree that an invariant is broken");
  const std::string text = text_of(found);
  const NodeType& node = *stage.setup().node;
  if (!options.output.empty()) {
    if (const auto written = write_file(options.output, text); !written) {
      return refuse(written.error());
    }
  }
  if (!options.trace_file.empty()) {
    const auto written = write_trace_file(options.trace_file, stage.trace());
    if (!written) return refuse(written.error());
  }
  const std::vector<std::string_view> lines = lines_of(text);
  ReportContext context{.node = node,
                        .seed = stage.setup().seed,
                        .schedule = {lines.begin(), lines.end()},
                        .trace = options.trace_file};
  if (!options.output.empty()) {
    context.replay = as_typed("raft run " + shell_word(options.output));
    if (!node.bug.empty()) context.replay += node_as_options(node);
  }
  fmt::print("{}\n", violation_report(*stage.violation(), context));
  fmt::print("{}\n", red(options.screen, fmt::format("Broken after {}; no way is shorter.",
                                                     counted(result.way.size(), "move", "moves"))));
  tell_numbers(result.numbers, time);
  if (options.output.empty()) {
    fmt::print("\n-o found.raft writes it as a scenario, --trace found.svg draws it.\n");
  }
  return exit_failed;
}

int tell_end(const ExploreOptions& options, const SearchResult& result, double time) {
  const bool exhausted = result.end == SearchEnd::exhausted;
  const std::string why =
      result.end == SearchEnd::no_room
          ? fmt::format("the memory bound of {} MB was reached", options.megabytes)
          : "interrupted";
  const std::string verdict =
      exhausted ? "Exhausted: no invariant is broken in any state within these bounds."
                : fmt::format(
                      "Not exhausted: {} at depth {}. No invariant is broken so far; {} "
                      "states were not visited, and those behind them are unknown.",
                      why, result.numbers.depth, with_commas(result.numbers.waiting));
  const std::string text = fitted(options.screen, verdict);
  fmt::print("{}", exhausted ? green(options.screen, text) : bold(options.screen, text));
  tell_numbers(result.numbers, time);
  return exhausted ? exit_good : exit_unknown;
}

int explore_command(const ExploreOptions& options) {
  if (!options.trace_file.empty()) {
    if (const auto checked = check_trace_file(options.trace_file); !checked) {
      return refuse(checked.error());
    }
  }
  const auto opening = opening_of(options);
  if (!opening) return refuse(opening.error());
  const auto beginning = beginning_of(*opening, options.bounds, options.newcomers);
  if (!beginning) return refuse(beginning.error());
  const Space& space = beginning->space;
  const std::size_t servers = space.setups.size() - space.bounds.newcomers;
  fmt::print("{}",
             fitted(options.screen,
                    fmt::format("Exploring {}: {}; at most {}.", to_string(*space.node),
                                counted(servers, "server", "servers"), bounds_text(space.bounds))));
  std::fflush(stdout);

  const Interrupt interrupt;
  ExploreProgress progress(options.screen);
  Search search(*beginning, options.megabytes << 20);
  const SearchResult result =
      search.run([&](const SearchNumbers& numbers) { return progress.tell(numbers); });
  progress.clear();
  const double time = progress.seconds();
  if (result.end != SearchEnd::violated) return tell_end(options, result, time);
  return tell_violation(options, counterexample(*opening, *beginning, result.way), result, time);
}

// ---- its words and options

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
  choose(command, chosen, options, explore_command);
}

}  // namespace raft
