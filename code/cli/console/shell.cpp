#include "cli/console/shell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/console/as_typed.h"
#include "cli/console/node_choice.h"
#include "cli/console/server_table.h"
#include "cli/console/shell_word.h"
#include "cli/files/trace_file.h"
#include "cli/files/whole_file.h"
#include "invariants/report.h"
#include "rendering/steps.h"
#include "rendering/words.h"
#include "scenario/blocks.h"
#include "scenario/completion.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_words.h"
#include "text/lines.h"
#include "text/readable.h"

namespace raft {
namespace {

using Kind = Reply::Kind;

struct OwnCommand {
  std::string_view name;
  std::string_view synopsis;
  std::string_view help;
};

constexpr auto own_commands = std::to_array<OwnCommand>({
    {"flights", "flights", "Which messages are on their way."},
    {"help", "help [WORD]", "What can be typed, or what a verb or condition means."},
    {"quit", "quit", "Ends the session."},
    {"save", "save FILE", "Writes the lines so far as a scenario for 'raft run'."},
    {"show", "show", "What each server knows."},
    {"trace", "trace FILE", "Writes the trace so far: .html, .svg, .jsonl or .txt."},
    {"undo", "undo", "Takes back the last line that did something."},
});

const OwnCommand* find_own(std::string_view name) {
  for (const OwnCommand& command : own_commands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

std::vector<std::string_view> own_verbs() {
  std::vector<std::string_view> names;
  for (const OwnCommand& command : own_commands) names.push_back(command.name);
  return names;
}

std::string own_help() {
  std::string text = "THE SHELL ITSELF\n";
  for (const OwnCommand& command : own_commands) {
    text += fmt::format("  {:<12} {}\n", command.synopsis, as_typed(command.help));
  }
  return text;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Where a line without visible effect would leave its author in doubt.
bool should_move(const Action& action) {
  return std::holds_alternative<action::Deliver>(action) ||
         std::holds_alternative<action::DeliverAll>(action) ||
         std::holds_alternative<action::Drop>(action) ||
         std::holds_alternative<action::Duplicate>(action) ||
         std::holds_alternative<action::TimeOut>(action) ||
         std::holds_alternative<action::Heartbeat>(action) ||
         std::holds_alternative<action::RunFor>(action);
}

// When, who, and what, the last under itself if it is long.
std::string news_line(const Screen& screen, const std::string& time, const TraceEvent& event,
                      const std::string& what) {
  const std::string who = event.server ? fmt::format("{:<4}", to_string(*event.server)) : "";
  const std::string front = dim(screen, fmt::format("{:>9}", time)) + "  " + bold(screen, who);
  return hanging(front, 11 + who.size(), what, screen.width);
}

}  // namespace

Shell::Shell(const StageSetup& setup, Screen screen, std::string name)
    : screen_(screen), name_(std::move(name)), session_(setup) {}

Reply Shell::enter(std::string_view line) {
  ++line_;
  const std::string_view text = trimmed(line);
  const std::string_view verb = text.substr(0, text.find(' '));
  bool is_own = false;
  Reply reply = own(verb, std::string(trimmed(text.substr(verb.size()))), is_own);
  if (is_own) return reply;
  if (block_.empty() ? block_step(line) > 0 : true) return enter_in_block(line);
  const LineContext context{.file = name_,
                            .line = line_,
                            .other_verbs = own_verbs(),
                            .word_list = "'help'",
                            .called = session_.director().called()};
  const auto statement = parse_statement(line, context);
  if (!statement) return {Kind::bad, statement.error().text() + "\n"};
  if (!*statement) return {};
  return begins_stage((*statement)->action) ? begin_again(**statement) : perform(**statement);
}

// ---- what is repeated

// The lines of a block are performed when its last `end` is typed.
Reply Shell::enter_in_block(std::string_view line) {
  block_.emplace_back(line);
  int depth = 0;
  for (const std::string& one : block_) depth += block_step(one);
  if (depth > 0) return {};
  const std::size_t last = line_;
  const std::size_t before = last - block_.size();
  std::string text;
  for (const std::string& one : std::exchange(block_, {})) text += one + "\n";
  WrittenOut written = written_out(text, name_);
  if (!written.mistakes.empty()) {
    Diagnostic& mistake = written.mistakes.front();
    mistake.line += before;
    return {Kind::bad, mistake.text() + "\n"};
  }
  Reply all;
  for (const WrittenOutLine& one : written.lines) {
    line_ = before + one.line - 1;  // entering counts it
    const Reply reply = enter(one.text);
    all.text += reply.text;
    if (reply.kind == Kind::good) continue;
    all.kind = reply.kind;
    break;
  }
  line_ = last;
  return all;
}

// ---- the shell's own commands

Reply Shell::own(std::string_view verb, const std::string& rest, bool& is_own) {
  const OwnCommand* command = find_own(verb);
  is_own = command != nullptr;
  if (!command) return {};
  const bool wants_file = verb == "save" || verb == "trace";
  if (wants_file == rest.empty() && verb != "help") {
    const std::string_view usage = command->synopsis;
    return {Kind::bad, fmt::format("{}:{}: say it like this: {}\n", name_, line_, usage)};
  }
  if (verb == "help") return help(rest);
  if (verb == "quit") return {Kind::ended, ""};
  if (verb == "show") return {Kind::good, server_table(stage(), screen_)};
  if (verb == "flights") return {Kind::good, flight_table(stage(), screen_)};
  if (verb == "undo") return undo();
  return verb == "save" ? save(rest) : write_trace(rest);
}

Reply Shell::help(const std::string& about) const {
  if (about.empty()) return {Kind::good, fitted(screen_, scenario_help() + "\n" + own_help(), 4)};
  if (const OwnCommand* command = find_own(about)) {
    return {Kind::good, fmt::format("  {}\n\n  {}\n", command->synopsis, as_typed(command->help))};
  }
  std::string text;
  if (const ScenarioWord* verb = find_scenario_verb(about)) text = scenario_help(*verb);
  for (const ScenarioWord& condition : scenario_expectations()) {
    if (condition.name != about) continue;
    text += (text.empty() ? "" : "\n") +
            ("A condition, for 'expect' and 'run until':\n" + scenario_help(condition));
  }
  if (!text.empty()) return {Kind::good, fitted(screen_, text)};
  return {Kind::bad, fmt::format("{}:{}: there is no verb and no condition '{}'; 'help' lists "
                                 "them all\n",
                                 name_, line_, readable(about))};
}

Reply Shell::undo() {
  if (session_.performed().empty())
    return {Kind::bad, fmt::format("{}:{}: nothing is left to undo\n", name_, line_)};
  const std::string undone = session_.performed().back().statement.text;
  session_.undo();
  return {Kind::good, fmt::format("  taken back: {}\n", undone)};
}

Reply Shell::save(const std::string& path) const {
  const auto written = write_file(path, scenario());
  if (!written) return {Kind::bad, fmt::format("{}:{}: {}\n", name_, line_, written.error())};
  return {Kind::good, as_typed(fmt::format("  saved: raft run {}\n", shell_word(path)))};
}

Reply Shell::write_trace(const std::string& path) const {
  const auto written = write_trace_file(path, stage().trace());
  if (!written) return {Kind::bad, fmt::format("{}:{}: {}\n", name_, line_, written.error())};
  return {Kind::good, fmt::format("  the trace so far: {}{}\n", path, *written)};
}

std::string Shell::scenario() const {
  return text_of(session_.beginning()) + "\n" + text_of(session_.lines());
}

// ---- the scenario's lines

Reply Shell::begin_again(const Statement& statement) {
  if (session_.begun()) {
    return bad(statement, "this belongs to the beginning, and the cluster has moved already",
               "take back what has happened with undo, or begin another session");
  }
  session_.perform(statement);
  const StageSetup& setup = stage().setup();
  return {Kind::good, fmt::format("  {} servers, node {}, seed {}\n", setup.servers,
                                  to_string(*setup.node), setup.seed)};
}

Reply Shell::perform(const Statement& statement) {
  const bool tells = std::holds_alternative<action::Expect>(statement.action) ||
                     std::holds_alternative<action::Note>(statement.action);
  const bool was_broken = stage().violation().has_value();
  if (was_broken && !tells) {
    return bad(statement,
               fmt::format("the run has ended: {} is broken", stage().violation()->invariant),
               "take back the last line with undo, or save it all with save FILE");
  }
  const std::size_t seen = stage().trace().events.size();
  const StatementOutcome outcome = session_.perform(statement);
  const bool waits = std::holds_alternative<action::RunUntil>(statement.action);
  if (outcome.kind == StatementOutcome::Kind::failed && !statement.tolerant && !waits) {
    session_.undo();
    return bad(statement, outcome.message, outcome.hint);
  }
  std::string text = told(session_.performed().back(), seen);
  if (stage().violation() && !was_broken) text += story_of_violation();
  return {Kind::good, text};
}

std::string Shell::told(const Performed& performed, std::size_t seen) const {
  const Statement& statement = performed.statement;
  const std::string text = news(seen);
  switch (performed.outcome.kind) {
    case StatementOutcome::Kind::done: {
      const bool doubtful = should_move(statement.action) || statement.chance < statement.always;
      return text.empty() && doubtful ? "  Nothing happened.\n" : text;
    }
    case StatementOutcome::Kind::met:
    case StatementOutcome::Kind::unmet:
      return text;
    case StatementOutcome::Kind::refused:
    case StatementOutcome::Kind::failed:
      break;
  }
  return text + fmt::format("  {}\n", performed.outcome.message);
}

Reply Shell::bad(const Statement& statement, const std::string& message,
                 const std::string& hint) const {
  return {Kind::bad, mistake_in(statement, name_, message, hint).text() + "\n"};
}

bool Shell::passed() const {
  return session_.in_vain() == 0 && (!stage().violation() || session_.violation_expected());
}

bool Shell::undecided() const {
  return session_.in_vain() > 0 && session_.undecided() == session_.in_vain() &&
         (!stage().violation() || session_.violation_expected());
}

// ---- what the reader sees

std::string Shell::news(std::size_t seen) const {
  const Trace& trace = stage().trace();
  if (seen == trace.events.size()) return "";
  const Steps steps(trace);
  std::string text;
  std::optional<VirtualTime> told;
  std::size_t heartbeats = 0;
  for (const TraceEvent& event : std::span(trace.events).subspan(seen)) {
    if (std::holds_alternative<trace::Saved>(event.what)) continue;
    if (steps.quiet(event)) {
      ++heartbeats;
      continue;
    }
    const std::string time = told == event.at ? "" : milliseconds(event.at);
    told = event.at;
    text += news_line(screen_, time, event, deed(event, steps.flights()));
  }
  if (heartbeats > 0) {
    text += dim(screen_, fmt::format("{:>9}  {} heartbeats and answers brought nothing new", "",
                                     heartbeats)) +
            "\n";
  }
  return text;
}

std::string Shell::story_of_violation() const {
  const StageSetup& setup = stage().setup();
  return "\n" + red(screen_, "An invariant is broken, and the run has ended.") + "\n" +
         violation_report(*stage().violation(), {.node = *setup.node, .seed = setup.seed}) + "\n";
}

std::vector<std::string> Shell::complete(const std::string& half_typed) const {
  const std::vector<std::string> called = session_.director().called();
  const std::size_t blank = half_typed.find_last_of(' ');
  if (blank == std::string::npos) {
    std::vector<std::string> words = complete_scenario_line(half_typed, stage().servers(), called);
    for (const OwnCommand& command : own_commands) {
      if (command.name.starts_with(half_typed)) words.emplace_back(command.name);
    }
    std::sort(words.begin(), words.end());
    return words;
  }
  if (half_typed.substr(0, blank + 1) != "help ") {
    return complete_scenario_line(half_typed, stage().servers(), called);
  }
  return complete(half_typed.substr(blank + 1));
}

}  // namespace raft
