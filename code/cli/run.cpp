#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "cli/run_table.h"
#include "cli/scenario_files.h"
#include "cli/trace_file.h"
#include "cli/why_it_broke.h"
#include "rendering/transcript.h"
#include "rendering/words.h"
#include "scenario/scenario_run.h"
#include "text/counted.h"

namespace raft {
namespace {

// The node that was asked for; null if none was, and the scenario's own is meant.
std::expected<const NodeType*, std::string> other_node(const Scenario& scenario,
                                                       const NodeChoice& choice) {
  if (!choice.made()) return nullptr;
  return chosen_node(choice, scenario.setup.node->name);
}

void show(const Trace& trace, RunStyle style, const Screen& screen) {
  switch (style) {
    case RunStyle::table:
      return fmt::print("{}\n", run_table(trace, screen, Detail::everything));
    case RunStyle::highlights:
      return fmt::print("{}\n", run_table(trace, screen, Detail::highlights));
    case RunStyle::milestones:
      return fmt::print("{}\n", run_table(trace, screen, Detail::milestones));
    case RunStyle::transcript:
      return fmt::print("{}\n", transcript(trace));
    case RunStyle::automatic:
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
  return text + fmt::format(", {} ms", milliseconds(run.stage().now()));
}

// One line, and under it what was wrong.
void tell_verdict(const ScenarioRun& run, const Asked& asked, const Screen& screen) {
  if (run.passed()) {
    return fmt::print("{}  {}  {}\n", green(screen, "ok    "), asked.file,
                      dim(screen, good_news(run)));
  }
  const std::size_t unmet = run.failures().size() - (broke(run) ? 1 : 0);
  std::string bad_news = unmet == 0 ? "" : counted(unmet, "failure");
  if (broke(run)) {
    bad_news += (bad_news.empty() ? "" : ", ") + run.stage().violation()->invariant + " is broken";
  }
  fmt::print("{}  {}  {}\n", red(screen, "FAILED"), asked.file, bad_news);
  for (std::size_t i = 0; i < unmet; ++i) fmt::print("\n{}\n", run.failures()[i].text());
  if (broke(run)) fmt::print("\n{}", why_it_broke(run, asked));
}

std::expected<std::vector<Scenario>, std::string> read_all(const std::vector<std::string>& files) {
  std::vector<Scenario> scenarios;
  std::string mistakes;
  for (const std::string& file : files) {
    auto scenario = read_scenario(file);
    if (scenario) {
      scenarios.push_back(*std::move(scenario));
    } else {
      mistakes += (mistakes.empty() ? "" : "\n") + scenario.error();
    }
  }
  if (!mistakes.empty()) return std::unexpected(mistakes);
  return scenarios;
}

void tell_summary(std::size_t failed, std::size_t all, const Screen& screen) {
  const std::string text =
      fmt::format("{}: {} ok, {} failed", counted(all, "scenario"), all - failed, failed);
  fmt::print("\n{}\n", failed == 0 ? green(screen, text) : red(screen, text));
}

}  // namespace

int run_command(const RunOptions& options) {
  const auto files = find_scenarios(options.scenarios);
  if (!files) return refuse(files.error());
  const bool several = files->size() > 1;
  if (!options.trace_file.empty()) {
    if (several) return refuse("--trace names one file: name one scenario, too");
    if (const auto checked = check_trace_file(options.trace_file); !checked) {
      return refuse(checked.error());
    }
  }
  const auto scenarios = read_all(*files);
  if (!scenarios) return refuse_with_place(scenarios.error());
  RunStyle style = options.style;
  if (style == RunStyle::automatic) style = several ? RunStyle::quiet : RunStyle::table;
  const bool record = style != RunStyle::quiet || !options.trace_file.empty();

  std::size_t failed = 0;
  for (std::size_t i = 0; i < files->size(); ++i) {
    const Scenario& scenario = (*scenarios)[i];
    const auto node = other_node(scenario, options.choices.node);
    if (!node) return refuse(scenario.file + ": " + node.error());
    const ScenarioRun run = run_scenario(
        scenario,
        {.node = *node, .seed = options.choices.seed, .record = record, .go_on = *node != nullptr});
    if (!options.trace_file.empty()) {
      const auto written = write_trace_file(options.trace_file, run.stage().trace());
      if (!written) return refuse(written.error());
      if (!written->empty()) fmt::print("{}{}\n", options.trace_file, *written);
    }
    show(run.stage().trace(), style, options.screen);
    tell_verdict(run,
                 {.file = (*files)[i],
                  .trace_file = options.trace_file,
                  .other_node = *node != nullptr,
                  .other_seed = options.choices.seed.has_value()},
                 options.screen);
    failed += run.passed() ? 0 : 1;
  }
  if (several) tell_summary(failed, files->size(), options.screen);
  return failed == 0 ? exit_good : exit_failed;
}

}  // namespace raft
