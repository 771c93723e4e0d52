#pragma once
/// @file
/// Running a scenario: the director performs each statement on a stage, in order, and the run keeps
/// count of what was expected, what was met, and what could not be done.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenario/scenario.h"
#include "scenario/session.h"
#include "simulation/stage.h"

namespace raft {

/// What is different from what the scenario says.
struct ScenarioOverrides {
  const NodeType* node = nullptr;
  std::optional<std::uint64_t> seed = {};
  bool record = true;  ///< write the trace
  /// Go on after a statement that failed or was refused. Useful where the scenario was written for
  /// another node, with which the story may take another course: the run then tells what was
  /// demanded and did not come as a failure, and what could not be done as passed over.
  bool go_on = false;
};

/// One run of a scenario, statement by statement.
///
/// A run passes if every expectation was met, every statement without `try` could be performed and
/// was not refused unless `expect refused` follows, and no invariant broke unless an `expect
/// violation` further down names it. An unmet expectation does not end the run; anything else that
/// goes wrong does, unless the run is told to go on.
class ScenarioRun {
 public:
  explicit ScenarioRun(Scenario scenario, const ScenarioOverrides& overrides = {});

  /// Performs the next statement. False if the run has ended and nothing was performed.
  bool next();
  /// Performs all that is left.
  void finish() {
    while (next()) {
    }
  }

  bool ended() const { return ended_; }
  /// The statement that next() will perform; null at the end.
  const Statement* upcoming() const;
  const Scenario& scenario() const { return scenario_; }
  const Stage& stage() const { return session_.stage(); }
  /// What was performed so far: for who wants to go on where the scenario ends.
  Session session() && { return std::move(session_); }

  unsigned expectations_met() const { return met_; }
  /// What was demanded and did not hold or come about, what broke, and what ended the run.
  const std::vector<Diagnostic>& failures() const { return failures_; }
  /// What could not be performed or was refused, where the run was told to go on.
  const std::vector<Diagnostic>& passed_over() const { return passed_over_; }
  /// Whether everything could be performed and nothing has gone wrong so far.
  bool passed() const { return failures_.empty() && passed_over_.empty(); }
  /// Whether all that has gone wrong is that a search was ended at its limit.
  bool undecided() const {
    return !failures_.empty() && undecided_ == failures_.size() && passed_over_.empty();
  }

 private:
  // An invariant is broken: end, or go on where that is expected.
  void face_violation(const Statement& statement);
  void settle(const Statement& statement, const StatementOutcome& outcome);
  bool refusal_is_expected() const;
  void fail(const Statement& statement, std::string message, std::string hint);

  Scenario scenario_;
  ScenarioOverrides overrides_;
  Session session_;
  std::size_t at_ = 0;
  unsigned met_ = 0;
  std::size_t undecided_ = 0;  // of the failures
  std::vector<Diagnostic> failures_;
  std::vector<Diagnostic> passed_over_;
  bool ended_ = false;
};

/// What was passed over, for people: how much, and each of the first few in a line. Several lines,
/// without a newline at the end; "" if nothing was.
std::string passed_over_text(const ScenarioRun& run);

/// Runs the whole scenario.
ScenarioRun run_scenario(Scenario scenario, const ScenarioOverrides& overrides = {});

}  // namespace raft
