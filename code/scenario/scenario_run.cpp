#include "scenario/scenario_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/counted.h"

namespace raft {
namespace {

StageSetup overridden(StageSetup setup, const ScenarioOverrides& overrides) {
  if (overrides.node) setup.node = overrides.node;
  if (overrides.seed) setup.seed = *overrides.seed;
  setup.record = setup.record && overrides.record;
  return setup;
}

// What it waits for is demanded, like what is expected.
bool waits_for_something(const Statement& statement) {
  return std::holds_alternative<action::RunUntil>(statement.action) ||
         std::holds_alternative<action::Agree>(statement.action);
}

bool expects_violation(const Statement& statement) {
  const auto* expect = std::get_if<action::Expect>(&statement.action);
  return expect && std::holds_alternative<condition::Broken>(expect->condition.of);
}

}  // namespace

ScenarioRun::ScenarioRun(Scenario scenario, const ScenarioOverrides& overrides)
    : scenario_(std::move(scenario)),
      overrides_(overrides),
      session_(overridden(scenario_.setup, overrides)),
      ended_(scenario_.statements.empty()) {}

const Statement* ScenarioRun::upcoming() const {
  return ended_ ? nullptr : &scenario_.statements[at_];
}

bool ScenarioRun::next() {
  if (ended_) return false;
  const Statement& statement = scenario_.statements[at_++];
  settle(statement, session_.perform(statement));
  if (stage().violation() && !ended_) face_violation(statement);
  ended_ |= at_ == scenario_.statements.size();
  return true;
}

void ScenarioRun::face_violation(const Statement& statement) {
  if (expects_violation(statement)) {
    ended_ = true;
    return;
  }
  const auto& all = scenario_.statements;
  while (at_ < all.size() && !expects_violation(all[at_])) ++at_;
  if (at_ < all.size()) return;
  const Violation& violation = *stage().violation();
  std::string message = violation.invariant + " is broken:";
  for (const std::string& fact : violation.facts) message += " " + fact;
  fail(statement, std::move(message),
       fmt::format("if this is the point, let 'expect violation \"{}\"' follow",
                   violation.invariant));
}

void ScenarioRun::settle(const Statement& statement, const StatementOutcome& outcome) {
  switch (outcome.kind) {
    case StatementOutcome::Kind::done:
      return;
    case StatementOutcome::Kind::met:
      ++met_;
      return;
    case StatementOutcome::Kind::unmet:
      undecided_ += outcome.undecided ? 1 : 0;
      return fail(statement, outcome.message, outcome.hint);
    case StatementOutcome::Kind::refused:
      if (refusal_is_expected()) return;
      break;
    case StatementOutcome::Kind::failed:
      break;
  }
  if (statement.tolerant) return;
  if (overrides_.go_on && !waits_for_something(statement)) {
    passed_over_.push_back(mistake_in(statement, scenario_.file, outcome.message, outcome.hint));
    return;
  }
  fail(statement, outcome.message, outcome.hint);
  ended_ = !overrides_.go_on;
}

bool ScenarioRun::refusal_is_expected() const {
  for (std::size_t i = at_; i < scenario_.statements.size(); ++i) {
    const Action& action = scenario_.statements[i].action;
    if (std::holds_alternative<action::Note>(action)) continue;
    const auto* expect = std::get_if<action::Expect>(&action);
    return expect && std::holds_alternative<condition::WasRefused>(expect->condition.of);
  }
  return false;
}

void ScenarioRun::fail(const Statement& statement, std::string message, std::string hint) {
  failures_.push_back(mistake_in(statement, scenario_.file, std::move(message), std::move(hint)));
}

std::string passed_over_text(const ScenarioRun& run) {
  constexpr std::size_t most = 10;
  const auto& all = run.passed_over();
  if (all.empty()) return "";
  std::string text = counted(all.size(), "statement") + " could not be performed:";
  for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
    const Diagnostic& error = all[i];
    text += fmt::format("\n  line {}: {}: {}", error.line,
                        error.source.substr(error.column - 1, error.width), error.message);
  }
  if (all.size() > most) text += fmt::format("\n  and {} more", all.size() - most);
  return text;
}

ScenarioRun run_scenario(Scenario scenario, const ScenarioOverrides& overrides) {
  ScenarioRun run(std::move(scenario), overrides);
  run.finish();
  return run;
}

}  // namespace raft
