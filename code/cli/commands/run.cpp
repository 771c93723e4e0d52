// `raft run`: runs scenarios, shows what happens, and says whether what they expect holds.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "cli/commands/command.h"
#include "cli/console/interrupt.h"
#include "cli/console/run_table.h"
#include "cli/console/seed_runs.h"
#include "cli/console/why_it_broke.h"
#include "cli/files/scenario_files.h"
#include "cli/files/trace_file.h"
#include "rendering/transcript.h"
#include "rendering/words.h"
#include "scenario/scenario_run.h"
#include "text/counted.h"

namespace raft {
namespace {

// How `raft run` shows a run.
enum class RunStyle : std::uint8_t {
  automatic,  // one scenario as a table, or its milestones if it is long; several by verdicts
  table,
  highlights,  // a table without messages
  milestones,  // a table of roles, votes, members and faults
  transcript,
  quiet,  // only the verdict
};

struct RunOptions {
  std::vector<std::string> scenarios = {};  // files and folders
  NodeChoice node = {};
  std::optional<std::uint64_t> seed = {};  // none: the scenario's own
  std::uint64_t seeds = 0;                 // so many, from `seed` or 1 on; 0: only one
  std::string trace_file = {};
  RunStyle style = RunStyle::automatic;
  Screen screen = {};
};

// The node that was asked for; null if none was, and the scenario's own is meant.
std::expected<const NodeType*, std::string> other_node(const Scenario& scenario,
                                                       const NodeChoice& choice) {
  if (!choice.made()) return nullptr;
  return chosen_node(choice, scenario.setup.node->name);
}

// Somebody who asked for nothing in particular wants to see what happened, not to look for it.
constexpr std::ptrdiff_t longest_table = 400;

void show_what_fits(const Trace& trace, const Screen& screen) {
  const std::string table = run_table(trace, screen, Detail::everything);
  const std::ptrdiff_t lines = std::ranges::count(table, '\n') + 1;
  if (lines <= longest_table) return fmt::print("{}\n", table);
  fmt::print("{}\n\n", run_table(trace, screen, Detail::milestones));
  fmt::print("{}\n\n",
             dim(screen, fmt::format("These are the milestones. --highlights shows more, --table "
                                     "all {} lines, -q none.",
                                     lines)));
}

void show(const Trace& trace, RunStyle style, const Screen& screen) {
  switch (style) {
    case RunStyle::automatic:
      return show_what_fits(trace, screen);
    case RunStyle::table:
      return fmt::print("{}\n", run_table(trace, screen, Detail::everything));
    case RunStyle::highlights:
      return fmt::print("{}\n", run_table(trace, screen, Detail::highlights));
    case RunStyle::milestones:
      return fmt::print("{}\n", run_table(trace, screen, Detail::milestones));
    case RunStyle::transcript:
      return fmt::print("{}\n", transcript(trace));
    case RunStyle::quiet:
      return;
  }
}

// Whether the run ended in a broken invariant that nobody expected.
bool broke(const ScenarioRun& run) {
  return run.stage().violation() && !run.passed() &&
         run.failures().back().message.starts_with(run.stage().violation()->invariant +
                                                   " is broken");
}

std::string good_news(const ScenarioRun& run) {
  std::string text = counted(run.expectations_met(), "expectation") + " met";
  if (run.stage().violation()) text += ", " + run.stage().violation()->invariant + " is broken";
  return text + fmt::format(", {} ms of virtual time", milliseconds(run.stage().now()));
}

std::string bad_news(const ScenarioRun& run) {
  std::vector<std::string> news;
  const std::size_t unmet = run.failures().size() - (broke(run) ? 1 : 0);
  if (unmet > 0) {
    news.push_back(counted(unmet, run.undecided() ? "undecided expectation" : "failure"));
  }
  if (broke(run)) news.push_back(run.stage().violation()->invariant + " is broken");
  if (const std::size_t count = run.passed_over().size(); count > 0) {
    news.push_back(counted(count, "statement") + " could not be performed");
  }
  return fmt::format("{}", fmt::join(news, ", "));
}

void tell_good(const std::string& file, const std::string& news, const Screen& screen) {
  fmt::print("{}  {}  {}\n", green(screen, "ok    "), file, dim(screen, news));
}

void tell_bad(const ScenarioRun& run, const std::string& file, const std::string& news,
              const Screen& screen) {
  fmt::print("{}  {}  {}\n", red(screen, run.undecided() ? "UNKNOWN" : "FAILED"), file, news);
}

void tell_what_was_wrong(const ScenarioRun& run, const Asked& asked) {
  const std::size_t unmet = run.failures().size() - (broke(run) ? 1 : 0);
  for (std::size_t i = 0; i < unmet; ++i) fmt::print("\n{}\n", run.failures()[i].text());
  if (!run.passed_over().empty()) fmt::print("\n{}\n", passed_over_text(run));
  if (broke(run)) fmt::print("\n{}", why_it_broke(run, asked));
}

// One line, and under it what was wrong.
void tell_verdict(const ScenarioRun& run, const Asked& asked, const Screen& screen) {
  if (run.passed()) return tell_good(asked.file, good_news(run), screen);
  tell_bad(run, asked.file, bad_news(run), screen);
  tell_what_was_wrong(run, asked);
}

std::string news_of(const SeedRuns& runs) {
  if (!runs.first_bad) return fmt::format("{} passed", counted(runs.all(), "seed"));
  std::string text = fmt::format("{} of {} seeds passed", runs.passed, runs.all());
  if (runs.undecided > 0) text += fmt::format(", {} undecided", runs.undecided);
  return text + fmt::format("; the first that {} is {}",
                            runs.first_bad->undecided() ? "is undecided" : "fails",
                            runs.first_bad->stage().setup().seed);
}

void tell_verdict(const SeedRuns& runs, const Asked& asked, const Screen& screen) {
  if (!runs.first_bad) return tell_good(asked.file, news_of(runs), screen);
  tell_bad(*runs.first_bad, asked.file, news_of(runs), screen);
  tell_what_was_wrong(*runs.first_bad, asked);
  if (!broke(*runs.first_bad)) {
    fmt::print("\nTo see it: {}\n", replay_command(*runs.first_bad, asked));
  }
}

// How many scenarios ended how, by exit code.
struct Verdicts {
  std::map<int, std::size_t> count = {};

  void add(int code) { ++count[code]; }
  std::size_t of(int code) const { return count.contains(code) ? count.at(code) : 0; }
  std::size_t all() const {
    return of(exit_good) + of(exit_failed) + of(exit_unknown) + of(exit_bad_input);
  }
  int exit_code() const {
    for (const int code : {exit_bad_input, exit_failed, exit_unknown}) {
      if (of(code) > 0) return code;
    }
    return exit_good;
  }
};

void tell_summary(const Verdicts& verdicts, const Screen& screen) {
  std::string text = fmt::format("{}: {} ok, {} failed", counted(verdicts.all(), "scenario"),
                                 verdicts.of(exit_good), verdicts.of(exit_failed));
  if (const std::size_t count = verdicts.of(exit_unknown); count > 0) {
    text += fmt::format(", {} unknown", count);
  }
  if (const std::size_t count = verdicts.of(exit_bad_input); count > 0) {
    text += fmt::format(", {} could not be run", count);
  }
  fmt::print("\n{}\n", verdicts.exit_code() == exit_good ? green(screen, text) : red(screen, text));
}

int exit_code_of(const ScenarioRun& run) {
  if (run.passed()) return exit_good;
  return run.undecided() ? exit_unknown : exit_failed;
}

// Runs one scenario with many seeds.
int run_with_seeds(const Scenario& scenario, const NodeType* node, const Asked& asked,
                   const RunOptions& options) {
  const SeedRuns runs =
      run_seeds(scenario, node, options.seed.value_or(1), options.seeds, options.screen);
  if (runs.first_bad || !runs.interrupted) tell_verdict(runs, asked, options.screen);
  if (runs.interrupted) {
    fmt::print("Interrupted: {} of {} seeds of {}{}.\n", runs.all(), options.seeds, asked.file,
               runs.first_bad ? "" : ", and none has failed");
    return exit_interrupted;
  }
  return runs.first_bad ? exit_code_of(*runs.first_bad) : exit_good;
}

// Runs one scenario and tells of it; where it cannot be run, why. Returns the exit code.
int run_one(const std::string& file, const RunOptions& options, RunStyle style) {
  auto scenario = read_scenario(file);
  if (!scenario) return refuse_with_place(scenario.error());
  const auto node = other_node(*scenario, options.node);
  if (!node) return refuse(scenario->file + ": " + node.error());
  const Asked asked{.file = file,
                    .trace_file = options.trace_file,
                    .other_node = *node != nullptr,
                    .other_seed = options.seed || options.seeds > 0};
  if (options.seeds > 0) return run_with_seeds(*scenario, *node, asked, options);
  const bool record = style != RunStyle::quiet || !options.trace_file.empty();
  const ScenarioRun run = run_scenario(
      *std::move(scenario),
      {.node = *node, .seed = options.seed, .record = record, .go_on = *node != nullptr});
  if (!options.trace_file.empty()) {
    const auto written = write_trace_file(options.trace_file, run.stage().trace());
    if (!written) return refuse(written.error());
    if (!written->empty()) fmt::print("{}{}\n", options.trace_file, *written);
  }
  show(run.stage().trace(), style, options.screen);
  tell_verdict(run, asked, options.screen);
  return exit_code_of(run);
}

// Verdicts only; a run that is to be seen is one seed's.
int run_all_with_seeds(const std::vector<std::string>& files, const RunOptions& options) {
  const Interrupt interrupt;
  Verdicts verdicts;
  for (const std::string& file : files) {
    const int code = run_one(file, options, RunStyle::quiet);
    if (code == exit_interrupted) return code;
    verdicts.add(code);
  }
  if (files.size() > 1) tell_summary(verdicts, options.screen);
  return verdicts.exit_code();
}

int run_command(const RunOptions& options) {
  const auto files = find_scenarios(options.scenarios);
  if (!files) return refuse(files.error());
  const bool several = files->size() > 1;
  const bool shown = options.style != RunStyle::automatic && options.style != RunStyle::quiet;
  if (options.seeds > 0 && (shown || !options.trace_file.empty())) {
    return refuse(
        "with --seeds only verdicts are told: without it, --seed N shows or records one run");
  }
  if (options.seeds > 0) return run_all_with_seeds(*files, options);
  if (!options.trace_file.empty()) {
    if (several) return refuse("--trace names one file: name one scenario, too");
    if (const auto checked = check_trace_file(options.trace_file); !checked) {
      return refuse(checked.error());
    }
  }
  RunStyle style = options.style;
  if (style == RunStyle::automatic && several) style = RunStyle::quiet;

  Verdicts verdicts;
  for (const std::string& file : *files) verdicts.add(run_one(file, options, style));
  if (several) tell_summary(verdicts, options.screen);
  return verdicts.exit_code();
}

// ---- its words and options

constexpr const char* run_examples = R"(Examples:
  raft run diagrams/02-election/first-leader.raft
                                       the run as a table, one column a server
  raft run diagrams                    every scenario in a folder: is it ok?
  raft run diagrams/04-safety/figure-8.raft --without CommitCurrentTermOnly
                                       leave out a rule: see which invariant breaks, and why
  raft run diagrams/02-election/random-timeouts.raft --seed 9 --trace run.svg
                                       another run, drawn as a space-time diagram
  raft run first-leader.raft --trace run.html
                                       a page that plays it: open it in any browser
  raft run cruel.raft --seeds 200      with the seeds 1 to 200: how many pass, which fails first

Another node, with --node, --without or --bug, may take another course than the scenario tells. What
then cannot be performed is passed over and told, and the verdict is not 'ok'.

Returns 0 if all went as the scenarios say, 1 if something did not, 2 if one could not be run, 3 if
nothing is wrong but that 'expect linearizable' ended its search without an answer: it says what
would help.

The signs in a table, whose first column is the virtual time in milliseconds:
  │ ┊ ┃ ╎    a server that follows, is a candidate, leads, is paused; nothing: it is stopped
  →  ←  ✗    a message sent, received, lost; or ✗ an expectation that was not met
  ✓          an expectation that was met
  ◂          where there is no room for columns: the server that the words are about
  3:x=1      an entry: its term and its command; [committed] or (not yet)
  3:-        a no-op; 3:{S1 S2 S3} is a configuration, #5 the place with index 5

The language of scenarios: raft shell, then 'help'.)";

// Flags of which one can be given.
void add_styles(CLI::App& command, RunStyle& style) {
  const auto add = [&](const char* name, RunStyle chosen, const char* text) {
    const auto choose = [&style, chosen] {
      if (style != RunStyle::automatic && style != chosen) {
        throw CLI::ValidationError("choose one of the ways to show a run");
      }
      style = chosen;
    };
    command.add_flag_callback(name, choose, text);
  };
  add("--table", RunStyle::table, "Show a table, one column a server (usual for a short scenario)");
  add("--highlights", RunStyle::highlights, "Show a table without the messages");
  add("--milestones", RunStyle::milestones, "Show a table of roles, votes, members and faults");
  add("--transcript", RunStyle::transcript, "Show sentences");
  add("-q,--quiet", RunStyle::quiet, "Show only the verdict (usual for several scenarios)");
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App& command = *app.add_subcommand("run", "Run scenarios, and watch");
  command.footer(run_examples);
  command
      .add_option("FILE", options->scenarios, "Scenarios, or folders of them; - is standard input")
      ->required();
  add_node_choice(command, options->node);
  command.add_option("--seed", options->seed, "Let chance begin elsewhere")
      ->check(whole_number())
      ->type_name("N");
  command
      .add_option("--seeds", options->seeds,
                  "Run each with so many seeds, from 1 or --seed on: does any fail?")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}))
      ->type_name("N");
  command
      .add_option("--trace", options->trace_file,
                  "Record the run: .html (player), .svg, .jsonl or .txt (transcript)")
      ->type_name("OUT");
  add_styles(command, options->style);
  choose(command, chosen, options, run_command);
}

}  // namespace raft
