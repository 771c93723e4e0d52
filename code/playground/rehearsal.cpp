#include "playground/rehearsal.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <tuple>
#include <utility>

#include "core/ensure.h"
#include "scenario/blocks.h"
#include "text/lines.h"

namespace raft {
namespace {

using Kind = StatementOutcome::Kind;

constexpr const char* file_name = "scenario.raft";
constexpr VirtualTime shortest_run{1};  // the language knows no shorter one
constexpr VirtualTime longest_run = std::chrono::hours(1);

// Of the things that shape a stage, those that are part of its beginning if nothing moved before.
bool belongs_to_beginning(const Action& action) {
  if (begins_stage(action) || std::holds_alternative<action::ChangeNetwork>(action)) return true;
  const auto* disk = std::get_if<action::ChangeDisk>(&action);
  return disk && !disk->server;
}

bool is_run(const Action& action) { return std::holds_alternative<action::RunFor>(action); }

// What became of the statement that the run has just performed. Only the last one can have failed,
// so that the run ended there; if the run goes on, what failed is done as far as it could be.
Kind kind_of(const Statement& statement, bool has_failed, const Stage& stage, bool go_on) {
  if (std::holds_alternative<action::Expect>(statement.action)) {
    return has_failed ? Kind::unmet : Kind::met;
  }
  return has_failed && !stage.violation() && !go_on ? Kind::failed : Kind::done;
}

// All that a run has to say of what it could not do.
std::vector<ScenarioError> troubles_of(const ScenarioRun& run) {
  std::vector<ScenarioError> all = run.failures();
  all.insert(all.end(), run.passed_over().begin(), run.passed_over().end());
  return all;
}

}  // namespace

// ---- the text

std::expected<Rehearsal, Rehearsal::Mistakes> Rehearsal::open(std::string_view text,
                                                              const ScenarioOverrides& overrides) {
  auto scenario = parse_scenario(text, file_name);
  if (!scenario) return std::unexpected(std::move(scenario.error()));
  return Rehearsal(text, ScenarioRun(*std::move(scenario), overrides), overrides);
}

Rehearsal::Rehearsal(std::string_view text, ScenarioRun run, const ScenarioOverrides& overrides)
    : overrides_(overrides), stage_(run.stage().setup()) {
  for (const std::string_view line : lines_of(text)) lines_.emplace_back(line);
  while (const Statement* upcoming = run.upcoming()) {
    const Statement statement = *upcoming;
    const std::size_t failures = run.failures().size();
    run.next();
    const bool has_failed = run.failures().size() > failures;
    beats_.push_back({statement, kind_of(statement, has_failed, run.stage(), overrides.go_on),
                      run.stage().trace().events.size()});
  }
  failures_ = troubles_of(run);
  if (run.stage().violation() || (!beats_.empty() && beats_.back().kind == Kind::failed)) {
    write_out_blocks();
    lines_.resize(beats_.back().statement.line);
  }
  director_ = run.director();
  stage_ = std::move(run.stage());
}

std::string Rehearsal::text() const {
  std::string text;
  for (const std::string& line : lines_) text += line + "\n";
  return text;
}

std::expected<Statement, ScenarioError> Rehearsal::read(std::string_view line) const {
  const LineContext context{.file = file_name,
                            .line = lines_.size() + 1,
                            .servers = stage_.servers(),
                            .called = director_.called()};
  auto statement = parse_statement(line, context);
  if (!statement) return std::unexpected(std::move(statement.error()));
  if (*statement) return **std::move(statement);
  return std::unexpected(ScenarioError{.file = file_name,
                                       .line = context.line,
                                       .column = 1,
                                       .message = "there is nothing to do in this line",
                                       .hint = "for example: timeout S1",
                                       .source = std::string(line)});
}

ScenarioError Rehearsal::mistake(const Statement& statement,
                                 const StatementOutcome& outcome) const {
  return {.file = file_name,
          .line = statement.line,
          .column = statement.column,
          .width = statement.text.size(),
          .message = outcome.message,
          .hint = outcome.hint,
          .source = statement.source};
}

// ---- going on

std::expected<void, ScenarioError> Rehearsal::act(std::string_view line) {
  forget_failure();
  write_out_blocks();
  const auto statement = read(line);
  if (!statement) return std::unexpected(statement.error());
  if (!beats_.empty() || !belongs_to_beginning(statement->action)) return perform(*statement);
  auto again = open(text() + statement->source + "\n", overrides_);
  if (!again) return std::unexpected(again.error().front());
  *this = *std::move(again);
  return {};
}

// A block cannot be left in the middle: from here on its rounds stand there one by one.
void Rehearsal::write_out_blocks() {
  if (std::ranges::none_of(lines_, [](const std::string& line) { return block_step(line) != 0; })) {
    return;
  }
  const WrittenOut written = written_out(text(), file_name);
  if (!written.mistakes.empty()) return;
  std::size_t at = 0;
  for (Beat& beat : beats_) {
    while (written.lines[at].line != beat.statement.line) ++at;
    beat.statement.line = ++at;
  }
  lines_.clear();
  for (const WrittenOutLine& line : written.lines) lines_.push_back(line.text);
}

std::expected<void, ScenarioError> Rehearsal::perform(const Statement& statement) {
  if (stage_.violation()) {
    return std::unexpected(mistake(
        statement, {Kind::failed,
                    fmt::format("the run has ended: {} is broken", stage_.violation()->invariant),
                    "go back to a moment before that, and do something else"}));
  }
  // Time can always pass, so nothing need be kept to be undone.
  std::optional<std::pair<Stage, Director>> before;
  if (!is_run(statement.action)) before.emplace(stage_, director_);
  const StatementOutcome outcome = director_.perform(stage_, statement);
  if (outcome.kind == Kind::failed && !statement.tolerant) {
    const ScenarioError error = mistake(statement, outcome);
    std::tie(stage_, director_) = *std::move(before);
    return std::unexpected(error);
  }
  keep(statement, outcome.kind);
  conclude();
  return {};
}

// What the text must say behind its last line, so that it can be run by itself.
void Rehearsal::conclude() {
  if (beats_.empty()) return;
  if (beats_.back().kind == Kind::refused) add("expect refused");
  if (stage_.violation()) {
    add(fmt::format("expect violation \"{}\"", stage_.violation()->invariant));
  }
}

void Rehearsal::keep(const Statement& statement, Kind kind) {
  if (statement.tolerant) kind = Kind::done;
  lines_.push_back(statement.source);
  beats_.push_back({statement, kind, seen()});
  running_on_ = false;
}

// Adds a line that we know to be right.
void Rehearsal::add(const std::string& line) {
  const auto statement = read(line);
  ensure(statement.has_value(), "a line of the scenario language");
  keep(*statement, director_.perform(stage_, *statement).kind);
}

std::expected<void, ScenarioError> Rehearsal::advance(VirtualTime time) {
  if (!may_run_on(time)) {
    const auto acted = act("run " + time_text(time));
    running_on_ = acted.has_value() && !stage_.violation();
    return acted;
  }
  Beat& last = beats_.back();
  auto& run = std::get<action::RunFor>(last.statement.action);
  run.time += time;
  last.statement.text = last.statement.source = lines_.back() = "run " + time_text(run.time);
  stage_.run_for(time);
  last.events = seen();
  if (!stage_.violation()) return {};
  running_on_ = false;
  conclude();
  return {};
}

// A clock that a stuck disk has stopped counts from the beginning of each `run`; elsewhere two
// times are as good as their sum.
bool Rehearsal::may_run_on(VirtualTime time) const {
  if (!running_on_ || beats_.empty() || !is_run(beats_.back().statement.action)) return false;
  if (std::get<action::RunFor>(beats_.back().statement.action).time + time > longest_run) {
    return false;
  }
  return std::ranges::none_of(stage_.servers(), [this](ServerId server) {
    return stage_.running(server) && stage_.waits_for_disk(server);
  });
}

std::expected<bool, ScenarioError> Rehearsal::advance_to_event(VirtualTime limit) {
  forget_failure();
  Stage scout = stage_;
  const auto news = [this](const Stage& at) { return at.trace().events.size() > seen(); };
  if (!stage_.violation() && !scout.run_until(news, limit)) return false;
  const auto advanced = advance(std::max(scout.now() - stage_.now(), shortest_run));
  if (!advanced) return std::unexpected(advanced.error());
  return true;
}

// ---- going back

// A statement that could not be performed may have moved something before it failed.
void Rehearsal::forget_failure() {
  if (beats_.empty() || beats_.back().kind != Kind::failed) return;
  write_out_blocks();
  lines_.resize(beats_.back().statement.line - 1);
  const std::vector<Beat> before = begin_again();
  for (std::size_t i = 0; i + 1 < before.size(); ++i) perform_again(before[i]);
}

void Rehearsal::rewind(std::size_t events) {
  if (events >= seen()) return;
  write_out_blocks();
  const std::vector<Beat> before = begin_again();
  for (const Beat& beat : before) {
    if (seen() < events && beat.events <= events) {
      perform_again(beat);
      continue;
    }
    const bool partly = seen() < events;
    const bool first = beats_.empty();
    lines_.resize(partly || first ? beat.statement.line - 1 : beats_.back().statement.line);
    if (partly) perform_partly(beat.statement, events);
    break;
  }
  conclude();
}

// The stage as it was at first. Returns what was performed on it.
std::vector<Beat> Rehearsal::begin_again() {
  stage_ = Stage(StageSetup(stage_.setup()));
  director_ = {};
  failures_.clear();
  running_on_ = false;
  return std::exchange(beats_, {});
}

void Rehearsal::perform_again(const Beat& beat) {
  const StatementOutcome outcome = director_.perform(stage_, beat.statement);
  beats_.push_back({beat.statement, beat.statement.tolerant ? Kind::done : outcome.kind, seen()});
}

void Rehearsal::perform_partly(const Statement& statement, std::size_t events) {
  Director scout = director_;  // what is drawn here is drawn again if it is performed as a whole
  const auto meant = scout.cast(stage_, statement);
  const Action& action = meant ? meant->action : statement.action;
  if (const auto* run = std::get_if<action::RunFor>(&action)) return run_partly(run->time, events);
  if (const auto* run = std::get_if<action::RunUntil>(&action)) {
    return run_partly(run->within, events);
  }
  if (const auto* all = std::get_if<action::DeliverAll>(&action)) {
    return deliver_all_partly(all->among.value_or(stage_.servers()), events);
  }
  if (const auto* some = std::get_if<action::Deliver>(&action); some && !some->which) {
    std::vector<MessageId> ids;
    for (const Flight* flight : stage_.in_flight(some->filter, some->filter != MessageFilter{})) {
      ids.push_back(flight->id);
    }
    return deliver_partly(ids, events);
  }
  keep(statement, director_.perform(stage_, statement).kind);
}

void Rehearsal::run_partly(VirtualTime limit, std::size_t events) {
  Stage scout = stage_;
  scout.run_until([=](const Stage& at) { return at.trace().events.size() >= events; }, limit);
  add("run " + time_text(std::max(scout.now() - stage_.now(), shortest_run)));
  running_on_ = !stage_.violation();
}

void Rehearsal::deliver_partly(const std::vector<MessageId>& ids, std::size_t events) {
  for (const MessageId id : ids) {
    if (seen() >= events || stage_.violation()) return;
    for (const Flight* flight : stage_.in_flight()) {
      if (flight->id != id) continue;
      deliver(*flight);
      break;
    }
  }
}

void Rehearsal::deliver_all_partly(ServerSet among, std::size_t events) {
  while (seen() < events && !stage_.violation()) {
    const auto flights = stage_.in_flight({}, false);
    const auto next = std::ranges::find_if(flights, [&](const Flight* flight) {
      return among.contains(flight->message.from) && among.contains(flight->message.to);
    });
    if (next == flights.end()) return;
    deliver(**next);
  }
}

void Rehearsal::deliver(const Flight& flight) { add("deliver " + flight_text(stage_, flight)); }

}  // namespace raft
