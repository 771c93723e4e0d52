#include "playground/rehearsal.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "scenario/blocks.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_text.h"
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

// What became of it for who reads the text: what was only tried, or could not be performed where
// the run was told to go on, is done as far as it could be.
Kind kind_of(const Performed& performed, bool go_on) {
  const Kind kind = performed.outcome.kind;
  const bool passed_over = go_on && (kind == Kind::failed || kind == Kind::refused);
  return passed_over || performed.statement.tolerant ? Kind::done : kind;
}

// All that a run has to say of what it could not do.
std::vector<Diagnostic> troubles_of(const ScenarioRun& run) {
  std::vector<Diagnostic> all = run.failures();
  all.insert(all.end(), run.passed_over().begin(), run.passed_over().end());
  return all;
}

}  // namespace

// ---- the text

std::expected<Rehearsal, Rehearsal::Mistakes> Rehearsal::open(std::string_view text,
                                                              const ScenarioOverrides& overrides) {
  auto scenario = parse_scenario(text, file_name);
  if (!scenario) return std::unexpected(std::move(scenario.error()));
  ScenarioRun run = run_scenario(*std::move(scenario), overrides);
  Mistakes troubles = troubles_of(run);
  return Rehearsal(text, std::move(run).session(), std::move(troubles), overrides);
}

Rehearsal::Rehearsal(std::string_view text, Session session, Mistakes failures,
                     const ScenarioOverrides& overrides)
    : overrides_(overrides), session_(std::move(session)), failures_(std::move(failures)) {
  for (const std::string_view line : lines_of(text)) lines_.emplace_back(line);
  for (const Performed& performed : session_.performed()) {
    beats_.push_back(
        {performed.statement.line, kind_of(performed, overrides_.go_on), performed.events});
  }
  if (stage().violation() || has_failed()) {
    write_out_blocks();
    lines_.resize(beats_.back().line);
  }
}

std::string Rehearsal::text() const { return text_of(lines_); }

std::expected<Statement, Diagnostic> Rehearsal::read(std::string_view line) const {
  const LineContext context{.file = file_name,
                            .line = lines_.size() + 1,
                            .servers = stage().servers(),
                            .called = session_.director().called()};
  auto statement = parse_statement(line, context);
  if (!statement) return std::unexpected(std::move(statement.error()));
  if (*statement) return **std::move(statement);
  return std::unexpected(Diagnostic{.file = file_name,
                                    .line = context.line,
                                    .column = 1,
                                    .message = "there is nothing to do in this line",
                                    .hint = "for example: timeout S1",
                                    .source = std::string(line)});
}

// ---- going on

std::expected<void, Diagnostic> Rehearsal::act(std::string_view line) {
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
    while (written.lines[at].line != beat.line) ++at;
    beat.line = ++at;
  }
  lines_.clear();
  for (const WrittenOutLine& line : written.lines) lines_.push_back(line.text);
}

std::expected<void, Diagnostic> Rehearsal::perform(const Statement& statement) {
  if (stage().violation()) {
    return std::unexpected(
        mistake_in(statement, file_name,
                   fmt::format("the run has ended: {} is broken", stage().violation()->invariant),
                   "go back to a moment before that, and do something else"));
  }
  const StatementOutcome outcome = session_.perform(statement);
  if (outcome.kind == Kind::failed && !statement.tolerant) {
    session_.undo();
    return std::unexpected(mistake_in(statement, file_name, outcome.message, outcome.hint));
  }
  keep();
  conclude();
  return {};
}

// What the text must say behind its last line, so that it can be run by itself.
void Rehearsal::conclude() {
  if (beats_.empty()) return;
  if (beats_.back().kind == Kind::refused) add(action::Expect{{condition::WasRefused{}}, ""});
  if (const auto& violation = stage().violation()) {
    add(action::Expect{{condition::Broken{violation->invariant}}, ""});
  }
}

// What was performed last becomes the last line.
void Rehearsal::keep() {
  lines_.push_back(session_.performed().back().statement.source);
  note_last(lines_.size());
}

void Rehearsal::note_last(std::size_t line) {
  const Performed& last = session_.performed().back();
  beats_.push_back({line, kind_of(last, false), last.events});
  running_on_ = false;
}

// Adds a line that we know to be right.
void Rehearsal::add(const Action& action) {
  session_.perform(action);
  keep();
}

std::expected<void, Diagnostic> Rehearsal::advance(VirtualTime time) {
  if (!may_run_on(time)) {
    const auto acted = act(to_text(action::RunFor{time}));
    running_on_ = acted.has_value() && !stage().violation();
    return acted;
  }
  session_.perform(action::RunFor{time});
  session_.join_runs();
  lines_.back() = session_.performed().back().statement.source;
  beats_.back().events = seen();
  if (!stage().violation()) return {};
  running_on_ = false;
  conclude();
  return {};
}

// A clock that a stuck disk has stopped counts from the beginning of each `run`; elsewhere two
// times are as good as their sum.
bool Rehearsal::may_run_on(VirtualTime time) const {
  if (!running_on_ || beats_.empty()) return false;
  const auto* run = std::get_if<action::RunFor>(&session_.performed().back().statement.action);
  if (!run || run->time + time > longest_run) return false;
  return std::ranges::none_of(stage().servers(), [this](ServerId server) {
    return stage().running(server) && stage().waits_for_disk(server);
  });
}

std::expected<bool, Diagnostic> Rehearsal::advance_to_event(VirtualTime limit) {
  forget_failure();
  Stage scout = stage();
  const auto news = [this](const Stage& at) { return at.trace().events.size() > seen(); };
  if (!stage().violation() && !scout.run_until(news, limit)) return false;
  const auto advanced = advance(std::max(scout.now() - stage().now(), shortest_run));
  if (!advanced) return std::unexpected(advanced.error());
  return true;
}

// ---- going back

// Only the last one can have failed, so that the run ended there.
bool Rehearsal::has_failed() const {
  return !beats_.empty() && beats_.back().kind == Kind::failed && !stage().violation();
}

void Rehearsal::forget_failure() {
  if (!has_failed()) return;
  write_out_blocks();
  lines_.resize(beats_.back().line - 1);
  go_back(beats_.size() - 1);
}

void Rehearsal::go_back(std::size_t statements) {
  session_.rewind(statements);
  beats_.resize(statements);
  failures_.clear();
  running_on_ = false;
}

void Rehearsal::rewind(std::size_t events) {
  if (events >= seen()) return;
  write_out_blocks();
  std::size_t whole = 0;
  const auto seen_after = [this](std::size_t statements) {
    return session_.events_after(statements);
  };
  while (seen_after(whole) < events && seen_after(whole + 1) <= events) ++whole;
  if (whole == session_.performed().size()) return;  // the beginning stays
  const bool partly = seen_after(whole) < events;
  const Statement next = session_.performed()[whole].statement;
  lines_.resize(partly || whole == 0 ? beats_[whole].line - 1 : beats_[whole - 1].line);
  go_back(whole);
  if (partly) perform_partly(next, events);
  conclude();
}

void Rehearsal::perform_partly(const Statement& statement, std::size_t events) {
  Director scout =
      session_.director();  // what is drawn here is drawn again if it is performed as a whole
  const auto meant = scout.cast(stage(), statement);
  const Action& action = meant ? meant->action : statement.action;
  if (const auto* run = std::get_if<action::RunFor>(&action)) return run_partly(run->time, events);
  if (const auto* run = std::get_if<action::RunUntil>(&action)) {
    return run_partly(run->within, events);
  }
  if (const auto* all = std::get_if<action::DeliverAll>(&action)) {
    return deliver_all_partly(all->among.value_or(stage().servers()), events);
  }
  if (const auto* some = std::get_if<action::Deliver>(&action); some && !some->which) {
    std::vector<MessageId> ids;
    for (const Flight* flight : stage().in_flight(some->filter, some->filter != MessageFilter{})) {
      ids.push_back(flight->id);
    }
    return deliver_partly(ids, events);
  }
  session_.perform(statement);
  keep();
}

void Rehearsal::run_partly(VirtualTime limit, std::size_t events) {
  Stage scout = stage();
  scout.run_until([=](const Stage& at) { return at.trace().events.size() >= events; }, limit);
  add(action::RunFor{std::max(scout.now() - stage().now(), shortest_run)});
  running_on_ = !stage().violation();
}

void Rehearsal::deliver_partly(const std::vector<MessageId>& ids, std::size_t events) {
  for (const MessageId id : ids) {
    if (seen() >= events || stage().violation()) return;
    for (const Flight* flight : stage().in_flight()) {
      if (flight->id != id) continue;
      deliver(*flight);
      break;
    }
  }
}

void Rehearsal::deliver_all_partly(ServerSet among, std::size_t events) {
  while (seen() < events && !stage().violation()) {
    const auto flights = stage().in_flight({}, false);
    const auto next = std::ranges::find_if(flights, [&](const Flight* flight) {
      return among.contains(flight->message.from) && among.contains(flight->message.to);
    });
    if (next == flights.end()) return;
    deliver(**next);
  }
}

void Rehearsal::deliver(const Flight& flight) {
  const NamedFlight name = name_of(stage(), flight);
  add(action::Deliver{name.filter, name.which});
}

}  // namespace raft
