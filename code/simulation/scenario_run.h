#pragma once
/// @file
/// Running a scenario: each statement is performed on a stage, in order, and the run keeps count of
/// what was expected, what was met, and what could not be done.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "simulation/scenario.h"
#include "simulation/stage.h"

namespace raft {

/// What became of one statement.
struct StatementOutcome {
  enum class Kind : std::uint8_t {
    done,     ///< it was performed
    met,      ///< an expectation that holds
    unmet,    ///< an expectation that does not hold
    refused,  ///< the server that was asked refused
    failed,   ///< it could not be performed, or what it waited for did not come
  };
  Kind kind = Kind::done;
  std::string message = {};  ///< unless done or met: what was wrong
  std::string hint = {};     ///< and what could be done about it; may be empty
};

/// Performs statements, one by one. It remembers the last answer of a server, because `expect
/// refused` asks for it; apart from that the stage is everything. A regular value.
class Director {
 public:
  /// Whatever a scenario says about a stage, this does not crash: a server that does not exist or a
  /// crash of a stopped server is an outcome.
  StatementOutcome perform(Stage& stage, const Statement& statement);

  /// Whether the condition holds now.
  bool holds(const Stage& stage, const Condition& condition) const;
  /// What there is instead, where it does not hold; a phrase for people.
  std::string found(const Stage& stage, const Condition& condition) const;

 private:
  std::optional<Answer> last_answer_;
};

/// What is different from what the scenario says.
struct ScenarioOverrides {
  const NodeType* node = nullptr;
  std::optional<std::uint64_t> seed = {};
  bool record = true;  ///< write the trace
  /// Go on after a statement that failed or was refused. Useful where the scenario was written for
  /// another node: then only a broken invariant counts.
  bool go_on = false;
};

/// One run of a scenario, statement by statement.
///
/// A run passes if every expectation was met, every statement could be performed, no server refused
/// what it was asked unless `expect refused` follows, and no invariant broke unless an `expect
/// violation` further down names it. An unmet expectation does not end the run; anything else that
/// goes wrong does.
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
  const Stage& stage() const { return stage_; }
  /// For a hand that intervenes, as in the playground.
  Stage& stage() { return stage_; }

  unsigned expectations_met() const { return met_; }
  const std::vector<ScenarioError>& failures() const { return failures_; }
  /// Whether nothing has gone wrong so far.
  bool passed() const { return failures_.empty(); }

 private:
  bool expects_violation(const Statement& statement) const;
  void skip_to_expected_violation();
  void settle(const Statement& statement, const StatementOutcome& outcome);
  bool refusal_is_expected() const;
  void fail(const Statement& statement, std::string message, std::string hint);

  Scenario scenario_;
  ScenarioOverrides overrides_;
  Stage stage_;
  Director director_;
  std::size_t at_ = 0;
  unsigned met_ = 0;
  std::vector<ScenarioError> failures_;
  bool ended_ = false;
};

/// Runs the whole scenario.
ScenarioRun run_scenario(Scenario scenario, const ScenarioOverrides& overrides = {});

}  // namespace raft
