#include "scenario/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/ensure.h"
#include "scenario/scenario_printer.h"

namespace raft {
namespace {

using Kind = StatementOutcome::Kind;

// Whether it asks a server or lets time pass before it can turn out that it fails. All others look
// first whether they can be performed.
bool may_move_before_it_fails(const Action& action) {
  return std::holds_alternative<action::RunUntil>(action) ||
         std::holds_alternative<action::Agree>(action) ||
         std::holds_alternative<action::ProposeCommand>(action) ||
         std::holds_alternative<action::Add>(action) ||
         std::holds_alternative<action::Remove>(action) ||
         std::holds_alternative<action::SetVoters>(action);
}

bool moved_nothing(const Performed& performed) {
  return performed.outcome.kind == Kind::failed &&
         !may_move_before_it_fails(performed.statement.action);
}

bool met_a_violation(const Performed& performed) {
  const auto* expect = std::get_if<action::Expect>(&performed.statement.action);
  return expect && performed.outcome.kind == Kind::met &&
         std::holds_alternative<condition::Broken>(expect->condition.of);
}

bool is_in_vain(const Performed& performed) {
  const Kind kind = performed.outcome.kind;
  return kind == Kind::unmet || (kind == Kind::failed && !performed.statement.tolerant);
}

// The lines that repeat a statement in a scenario that must not fail.
void add_lines(const Performed& performed, std::vector<std::string>& lines) {
  const Statement& statement = performed.statement;
  const bool in_vain = is_in_vain(performed);
  lines.push_back((in_vain ? "# not met: " : "") + statement.text);
  if (const auto* until = std::get_if<action::RunUntil>(&statement.action); until && in_vain) {
    lines.push_back(to_text(action::RunFor{until->within}));
  }
  if (performed.outcome.kind == Kind::refused && !statement.tolerant) {
    lines.push_back(to_text(action::Expect{{condition::WasRefused{}}, ""}));
  }
}

}  // namespace

Session::Session(const StageSetup& setup)
    : setup_(setup), stage_(setup), events_at_first_(stage_.trace().events.size()) {}

std::size_t Session::events_after(std::size_t statements) const {
  return statements == 0 ? events_at_first_ : performed_[statements - 1].events;
}

bool Session::begun() const {
  return std::ranges::any_of(performed_, [](const Performed& performed) {
    return !begins_stage(performed.statement.action);
  });
}

StatementOutcome Session::carry_out(const Statement& statement) {
  if (!begins_stage(statement.action) || begun()) return director_.perform(stage_, statement);
  StageSetup setup = stage_.setup();
  begin_with(statement.action, setup);
  stage_ = Stage(setup);
  return {};
}

const StatementOutcome& Session::perform(Statement statement) {
  director_before_ = director_;
  StatementOutcome outcome = carry_out(statement);
  performed_.push_back({std::move(statement), std::move(outcome), stage_.trace().events.size()});
  return performed_.back().outcome;
}

const StatementOutcome& Session::perform(const Action& action) {
  const std::string text = to_text(action);
  return perform(Statement{.column = 1, .text = text, .source = text, .action = action});
}

void Session::undo() {
  ensure(!performed_.empty(), "something to take back");
  if (!director_before_ || !moved_nothing(performed_.back())) return rewind(performed_.size() - 1);
  director_ = *std::exchange(director_before_, std::nullopt);
  performed_.pop_back();
}

void Session::go_back_to_moment(std::size_t statements) {
  while (!kept_.empty() && kept_.back().statements > statements) kept_.pop_back();
  if (kept_.empty()) {
    stage_ = Stage(setup_);
    director_ = {};
  } else {
    stage_ = kept_.back().stage;
    director_ = kept_.back().director;
  }
  director_before_.reset();
}

// Of three copies in a row the middle one goes, if the others are not too far apart: so that each
// is about twice as far from the end as the next.
void Session::thin_out() {
  const auto from_end = [this](std::size_t kept) {
    return performed_.size() - kept_[kept].statements;
  };
  for (std::size_t i = kept_.size(); i-- > 2;) {
    if (from_end(i - 2) > 2 * std::max<std::size_t>(from_end(i), 1)) continue;
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(i) - 1);
  }
}

// A copy is kept whenever half of the way from the last one is done.
void Session::rewind(std::size_t statements) {
  if (statements >= performed_.size()) return;
  go_back_to_moment(statements);
  std::size_t last_kept = kept_.empty() ? 0 : kept_.back().statements;
  std::vector<Performed> again = std::exchange(performed_, {});
  for (std::size_t i = 0; i < last_kept; ++i) performed_.push_back(std::move(again[i]));
  for (std::size_t i = last_kept; i < statements; ++i) {
    perform(std::move(again[i].statement));
    const std::size_t done = i + 1;
    if (done - last_kept < (statements - last_kept + 1) / 2) continue;
    kept_.push_back({done, stage_, director_});
    last_kept = done;
  }
  thin_out();
}

void Session::join_runs() {
  const auto time_of = [](const Performed& performed) {
    const auto* run = std::get_if<action::RunFor>(&performed.statement.action);
    ensure(run != nullptr, "a run of some time");
    return run->time;
  };
  ensure(performed_.size() > 1, "two statements");
  const Performed last = std::move(performed_.back());
  performed_.pop_back();
  std::erase_if(kept_, [&](const Moment& kept) { return kept.statements >= performed_.size(); });
  Performed& joined = performed_.back();
  const action::RunFor both{time_of(joined) + time_of(last)};
  joined.statement.action = both;
  joined.statement.text = joined.statement.source = to_text(both);
  joined.events = last.events;
}

std::size_t Session::in_vain() const {
  return static_cast<std::size_t>(std::ranges::count_if(performed_, is_in_vain));
}

std::size_t Session::undecided() const {
  return static_cast<std::size_t>(std::ranges::count_if(performed_, [](const Performed& performed) {
    return is_in_vain(performed) && performed.outcome.undecided;
  }));
}

bool Session::violation_expected() const {
  return std::ranges::any_of(performed_, met_a_violation);
}

std::vector<std::string> Session::beginning() const {
  std::vector<std::string> lines;
  for (const Action& action : beginning_of(stage_.setup())) lines.push_back(to_text(action));
  return lines;
}

std::vector<std::string> Session::lines() const {
  std::vector<std::string> lines;
  for (const Performed& performed : performed_) {
    if (!begins_stage(performed.statement.action)) add_lines(performed, lines);
  }
  if (stage_.violation() && !violation_expected()) {
    lines.push_back(
        to_text(action::Expect{{condition::Broken{stage_.violation()->invariant}}, ""}));
  }
  return lines;
}

}  // namespace raft
