#include "battery.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "campaign/campaign.h"
#include "campaign/shorten.h"
#include "invariants/report.h"
#include "message_counts.h"
#include "scenario/scenario_run.h"
#include "text/readable.h"

namespace raft {
namespace {

const NodeType& books_raft() { return **find_node_type("raft"); }

// ---- a scenario of the level

// The last thing that the scenario has told before it failed: what the story is about.
std::string last_note(const ScenarioRun& run) {
  std::string note;
  for (const Statement& statement : run.scenario().statements) {
    if (statement.line > run.failures().front().line) break;
    if (const auto* said = std::get_if<action::Note>(&statement.action)) note = said->text;
  }
  return note;
}

std::string indented(const std::string& paragraph) {
  constexpr unsigned width = 76;
  std::string text;
  for (const std::string& line : wrapped(paragraph, width)) text += "  " + line + "\n";
  return text;
}

std::string report_of(const ScenarioRun& run) {
  const std::string& title = run.stage().setup().title;
  if (run.stage().violation()) {
    return violation_report(*run.stage().violation(),
                            {.run = title, .seed = run.stage().setup().seed});
  }
  const Diagnostic& failure = run.failures().front();
  std::string text = title + "\n\n";
  if (const std::string note = last_note(run); !note.empty()) text += indented(note) + "\n";
  return text + indented(failure.message) +
         fmt::format("  ({}, line {})\n", failure.file, failure.line);
}

// A level asks for what must come of a story, and not for each message on the way: what could not
// be performed is passed over, and only what was demanded counts.
std::optional<LevelFailure> failure_of(const ScenarioRun& run) {
  if (run.failures().empty()) return std::nullopt;
  return LevelFailure{.report = report_of(run), .undecided = run.undecided()};
}

// ---- what it costs

std::optional<LevelFailure> too_talkative(const ScenarioRun& run, unsigned percent) {
  const auto books =
      counts_of(run_scenario(run.scenario(), {.node = &books_raft()}).stage().trace());
  const auto yours = counts_of(run.stage().trace());
  std::string report;
  const auto compare = [&](std::string_view what, std::uint64_t mine, std::uint64_t right) {
    const std::uint64_t most = right * percent / 100;
    if (mine <= most) return;
    report += fmt::format("  {} {}; the book's Raft sends {}, and {} are allowed.\n", mine, what,
                          right, most);
  };
  compare("messages", yours.messages, books.messages);
  compare("calls", yours.calls, books.calls);
  compare("bytes", yours.bytes, books.bytes);
  if (report.empty()) return std::nullopt;
  return LevelFailure{.report = fmt::format("{}\n\nYour servers say too much:\n\n{}",
                                            run.stage().setup().title, report)};
}

std::optional<LevelFailure> perform(const Level& level, const LevelScenario& from,
                                    std::uint64_t seed, const NodeType& node) {
  auto scenario = parse_scenario(from.text, from.file);
  if (!scenario) return LevelFailure{.report = scenario.error().front().text() + "\n"};
  const bool counted = level.percent_of_the_books > 0;
  const ScenarioRun run = run_scenario(
      *std::move(scenario), {.node = &node, .seed = seed, .record = counted, .go_on = true});
  auto failure = failure_of(run);
  if (!failure && counted) failure = too_talkative(run, level.percent_of_the_books);
  if (failure) failure->lines = with_seed(from.text, seed);
  return failure;
}

// ---- a drawn run

LevelFailure shortened_failure(const DrawnRun& run, const NodeType& node) {
  // What it takes is bounded by the steps of servers, to some seconds.
  ShortRun shortened = shorten(run, node, [] { return true; });
  LevelFailure failure;
  failure.run = fmt::format("run {} of a campaign", run.seed);
  if (shortened.violation) {
    failure.report =
        violation_report(*shortened.violation, {.run = fmt::format("drawn run {}", run.seed),
                                                .seed = run.seed,
                                                .schedule = shortened.lines});
  } else {
    failure.report = fmt::format("Drawn run {}\n\n  {}\n", run.seed, shortened.failure);
  }
  failure.lines = std::move(shortened.lines);
  return failure;
}

// Several at once: which runs are under way is known only to within the number of threads.
void draw_all(const Level& level, const NodeType& node, const BatteryWatch& watch,
              LevelVerdict& verdict) {
  const unsigned jobs = std::min(processor_cores(), 2u);
  const auto say = [&](std::uint64_t first) {
    watch({.name = fmt::format("run {} of a campaign, or of one soon after it", first),
           .lines = {},
           .drawn = first});
  };
  say(1);
  const CampaignResult result = run_campaign({.node = &node, .seeds = level.campaign, .jobs = jobs},
                                             [&](const CampaignResult& so_far) {
                                               ++verdict.runs;
                                               if (!so_far.failed && verdict.runs < level.campaign)
                                                 say(verdict.runs + 1);
                                               return true;
                                             });
  if (result.failed) verdict.failure = shortened_failure(*result.failed, node);
}

}  // namespace

NodeType own_node_type(MakeHost make) {
  NodeType node = books_raft();
  node.make = make;
  return node;
}

std::vector<std::string> with_seed(const std::string& text, std::uint64_t seed) {
  std::vector<std::string> lines;
  std::istringstream rest(text);
  for (std::string line; std::getline(rest, line);) {
    if (!line.starts_with("seed ")) lines.push_back(line);
  }
  lines.insert(lines.begin(), fmt::format("seed {}", seed));
  return lines;
}

LevelVerdict judge_level(const Level& level, const NodeType& node, const BatteryWatch& watch) {
  LevelVerdict verdict;
  const auto try_run = [&](const BatteryRun& run, const auto& perform_it) {
    watch(run);
    ++verdict.runs;
    auto failure = perform_it();
    if (!failure) return true;
    failure->run = run.name;
    const bool undecided = failure->undecided;
    if (!undecided || verdict.passed()) verdict.failure = std::move(failure);
    return undecided;
  };
  for (const LevelScenario& scenario : level.scenarios) {
    for (std::uint64_t seed = 1; seed <= level.seeds; ++seed) {
      const std::string name =
          level.seeds == 1 ? scenario.file : fmt::format("{} with seed {}", scenario.file, seed);
      const BatteryRun run{.name = name, .lines = with_seed(scenario.text, seed)};
      if (!try_run(run, [&] { return perform(level, scenario, seed, node); })) return verdict;
    }
  }
  if (level.campaign > 0) draw_all(level, node, watch, verdict);
  return verdict;
}

unsigned score_of(const NodeType& node, std::span<const Level> levels) {
  unsigned score = 0;
  for (const Level& level : levels) {
    if (judge_level(level, node, [](const BatteryRun&) {}).passed()) score += level.points;
  }
  return score;
}

}  // namespace raft
