#include <fmt/format.h>

#include <chrono>
#include <string_view>
#include <utility>

#include "cli/as_typed.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/node_choice.h"
#include "cli/scenario_files.h"
#include "cli/shell_word.h"
#include "cli/trace_file.h"
#include "cli/whole_file.h"
#include "explorer/counterexample.h"
#include "explorer/search.h"
#include "invariants/invariant.h"
#include "invariants/report.h"
#include "scenario/scenario_run.h"
#include "text/lines.h"

namespace raft {
namespace {

// ---- words

// 1234567 as 1,234,567
std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string plural(std::uint64_t number, std::string_view one, std::string_view many) {
  return with_commas(number) + " " + std::string(number == 1 ? one : many);
}

std::string bounds_text(const Bounds& bounds) {
  std::string text = plural(bounds.terms, "term", "terms");
  const auto add = [&](unsigned number, std::string_view one, std::string_view many) {
    if (number > 0) text += ", " + plural(number, one, many);
  };
  text += ", " + plural(bounds.entries, "entry", "entries");
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
  opening.setup.judge = true;
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

// ---- while it runs

class ProgressLine {
 public:
  explicit ProgressLine(const Screen& screen) : screen_(screen) {}

  // False to end the search.
  bool tell(const SearchNumbers& numbers) {
    const double time = seconds();
    if (time >= next_) {
      show(numbers, time);
      next_ = screen_.terminal ? time + 1 : time * 2;
    }
    return !Interrupt::requested();
  }
  // Leaves nothing of itself on a terminal.
  void clear() const {
    if (screen_.terminal) fmt::print(stderr, "\r{:{}}\r", "", screen_.width - 1);
  }
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  void show(const SearchNumbers& numbers, double time) const {
    const std::string line = fmt::format(
        "{} states, {} waiting, depth {}, {}/s, {} MB, {:.0f} s", with_commas(numbers.worlds),
        with_commas(numbers.waiting), numbers.depth,
        with_commas(static_cast<std::uint64_t>(static_cast<double>(numbers.worlds) / time)),
        numbers.bytes >> 20, time);
    if (screen_.terminal) {
      fmt::print(stderr, "\r{:<{}}", line.substr(0, screen_.width - 1), screen_.width - 1);
    } else {
      fmt::print(stderr, "{}\n", line);
    }
    std::fflush(stderr);
  }

  const Screen& screen_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double next_ = 1;
};

// ---- at the end

void tell_numbers(const SearchNumbers& numbers, double time) {
  fmt::print("  states      {} different, {} reached\n", with_commas(numbers.worlds),
             with_commas(numbers.reached));
  fmt::print("  depth       {}\n", plural(numbers.depth, "move", "moves"));
  fmt::print("  memory      {} bytes a state\n", numbers.bytes / numbers.worlds);
  fmt::print("  time        {:.1f} s, {} states a second\n", time,
             with_commas(static_cast<std::uint64_t>(static_cast<double>(numbers.worlds) /
                                                    std::max(time, 0.001))));
}

int tell_violation(const ExploreOptions& options, const Scenario& opening, const std::string& text,
                   const SearchResult& result, double time) {
  auto scenario = parse_scenario(text, options.output.empty() ? "(found)" : options.output);
  if (!scenario) return refuse("what was found is no scenario: " + scenario.error().front().text());
  // The scenario cannot name a bug.
  const NodeType& node = *opening.setup.node;
  const ScenarioRun run = run_scenario(*std::move(scenario), {.node = &node});
  if (!run.passed()) return refuse("the stage does not agree: " + run.failures().front().text());
  if (!options.output.empty()) {
    if (const auto written = write_file(options.output, text); !written) {
      return refuse(written.error());
    }
  }
  if (!options.trace_file.empty()) {
    const auto written = write_trace_file(options.trace_file, run.stage().trace());
    if (!written) return refuse(written.error());
  }
  const std::vector<std::string_view> lines = lines_of(text);
  ReportContext context{.node = node.name,
                        .without = node.without,
                        .bug = node.bug,
                        .seed = opening.setup.seed,
                        .schedule = {lines.begin(), lines.end()},
                        .trace = options.trace_file};
  if (!options.output.empty()) {
    context.replay = as_typed("raft run " + shell_word(options.output));
    if (!node.bug.empty()) context.replay += node_as_options(node);
  }
  fmt::print("{}\n", violation_report(*run.stage().violation(), context));
  fmt::print("{}\n", red(options.screen, fmt::format("Broken after {}; no way is shorter.",
                                                     plural(result.way.size(), "move", "moves"))));
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

}  // namespace

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
                    fmt::format("Exploring {}: {}; at most {}.", node_in_words(*space.node),
                                plural(servers, "server", "servers"), bounds_text(space.bounds))));
  std::fflush(stdout);

  const Interrupt interrupt;
  ProgressLine progress(options.screen);
  Search search(*beginning, options.megabytes << 20);
  const SearchResult result =
      search.run([&](const SearchNumbers& numbers) { return progress.tell(numbers); });
  progress.clear();
  const double time = progress.seconds();
  if (result.end != SearchEnd::violated) return tell_end(options, result, time);
  const std::string text = counterexample(*opening, *beginning, result.way, *result.violation);
  return tell_violation(options, *opening, text, result, time);
}

}  // namespace raft
