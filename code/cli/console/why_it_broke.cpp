#include "cli/console/why_it_broke.h"

#include <fmt/format.h>

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "cli/console/as_typed.h"
#include "cli/console/node_choice.h"
#include "cli/console/shell_word.h"
#include "invariants/report.h"
#include "scenario/scenario_printer.h"
#include "scenario/shrink.h"

namespace raft {
namespace {

constexpr std::size_t most_trials = 400;
// Of all servers in all trials: some seconds.
constexpr std::uint64_t most_steps = 5'000'000;

// Whether the statement only talks.
bool only_tells(const Statement& statement) {
  return std::holds_alternative<action::Note>(statement.action) ||
         std::holds_alternative<action::Expect>(statement.action);
}

// The statements that moved the cluster, up to the one that broke the invariant.
std::vector<Statement> moves_of(const ScenarioRun& run) {
  std::vector<Statement> moves;
  const std::size_t last = run.failures().back().line;
  for (const Statement& statement : run.scenario().statements) {
    if (statement.line <= last && !only_tells(statement)) moves.push_back(statement);
  }
  return moves;
}

bool breaks(const ScenarioRun& original, std::vector<Statement> statements, std::uint64_t& steps) {
  Scenario scenario{.file = original.scenario().file, .setup = original.stage().setup()};
  scenario.setup.record = false;
  scenario.statements = std::move(statements);
  const ScenarioRun run = run_scenario(std::move(scenario), {.record = false, .go_on = true});
  steps += run.stage().counts().steps;
  return run.stage().violation() &&
         run.stage().violation()->invariant == original.stage().violation()->invariant;
}

std::vector<std::string> shortest_schedule(const ScenarioRun& run) {
  const std::vector<Statement> moves = moves_of(run);
  std::vector<std::size_t> places(moves.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::uint64_t steps = 0;
  const auto still_breaks = [&](const std::vector<std::size_t>& fewer) {
    if (steps > most_steps) return false;
    std::vector<Statement> statements;
    for (const std::size_t place : fewer) statements.push_back(moves[place]);
    return breaks(run, std::move(statements), steps);
  };
  if (still_breaks(places)) places = shrink(places, still_breaks, most_trials);
  std::vector<std::string> lines;
  for (const std::size_t place : places) lines.push_back(moves[place].text);
  return lines;
}

}  // namespace

std::string replay_command(const ScenarioRun& run, const Asked& asked) {
  const StageSetup& setup = run.stage().setup();
  std::string command = as_typed("raft run " + shell_word(asked.file));
  if (asked.other_node) command += node_as_options(*setup.node);
  if (asked.other_seed) command += fmt::format(" --seed {}", setup.seed);
  return command;
}

std::string why_it_broke(const ScenarioRun& run, const Asked& asked) {
  const StageSetup& setup = run.stage().setup();
  ReportContext context{
      .run = setup.title.empty() ? asked.file : setup.title,
      .node = *setup.node,
      .seed = setup.seed,
      .schedule = {fmt::format("servers {}", setup.servers), to_text(action::UseNode{setup.node}),
                   fmt::format("seed {}", setup.seed)},
      .replay = replay_command(run, asked),
      .trace = asked.trace_file};
  const auto moves = shortest_schedule(run);
  context.schedule.insert(context.schedule.end(), moves.begin(), moves.end());
  return violation_report(*run.stage().violation(), context);
}

}  // namespace raft
