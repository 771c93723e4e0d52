#include "scenario/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/ensure.h"
#include "scenario/blocks.h"
#include "scenario/scenario_line.h"
#include "scenario/scenario_parser.h"
#include "text/in_quotes.h"

namespace raft {
namespace {

constexpr std::size_t most_errors = 20;
constexpr std::size_t most_bytes = 1'000'000;

// Reads a whole scenario: which servers there are, what belongs to the beginning, and how much is
// too much.
class ScenarioReader {
 public:
  explicit ScenarioReader(std::string file) {
    context_.file = file;
    context_.noted.emplace();
    scenario_.file = std::move(file);
    scenario_.setup.node = find_node_type("raft").value_or(nullptr);
    context_.servers = ServerSet::first(scenario_.setup.servers);
  }

  std::expected<Scenario, std::vector<Diagnostic>> read(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (text.size() > most_bytes) {
      fail("this is too long for a scenario", "a scenario has at most one million bytes");
      return std::unexpected(errors_);
    }
    WrittenOut all = written_out(text, context_.file);
    errors_ = std::move(all.mistakes);
    for (const WrittenOutLine& line : all.lines) {
      if (errors_.size() >= most_errors) break;
      const bool repeated = line.line <= context_.line && context_.line > 0;
      context_.line = line.line;
      if (!repeated || !is_wrong(line.line)) read_line(line.text);
    }
    if (!errors_.empty()) return std::unexpected(errors_);
    return std::move(scenario_);
  }

 private:
  // What is wrong in one round need not be said of the next.
  bool is_wrong(std::size_t line) const {
    return std::ranges::find(errors_, line, &Diagnostic::line) != errors_.end();
  }
  void fail(std::string message, std::string hint) {
    errors_.push_back({.file = context_.file,
                       .line = context_.line,
                       .column = 1,
                       .message = std::move(message),
                       .hint = std::move(hint)});
  }
  void fail(const Statement& statement, std::string message, std::string hint) {
    errors_.push_back(mistake_in(statement, context_.file, std::move(message), std::move(hint)));
    errors_.back().width = verb_of(statement).size();
  }

  static std::string_view verb_of(const Statement& statement) {
    return std::string_view(statement.text).substr(0, statement.text.find_first_of(" \t\""));
  }

  void read_line(std::string_view line) {
    auto read = parse_statement(line, context_);
    if (!read) {
      // Without a readable number of servers every one may be meant.
      if (line.find("servers") != std::string_view::npos && scenario_.statements.empty()) {
        context_.servers = ServerSet::first(ServerId::highest);
      }
      errors_.push_back(std::move(read.error()));
      return;
    }
    if (!*read) return;
    Statement& statement = **read;
    if (begins_stage(statement.action)) {
      begin(statement);
    } else if (!scenario_.statements.empty() || !shape_world(statement.action)) {
      if (!statement.must_be_cast) bring_servers(statement.action);
      if (const auto* call = std::get_if<action::Call>(&statement.action)) {
        context_.called.push_back(call->name);
      }
      if (const auto* note = std::get_if<action::Note>(&statement.action)) {
        context_.noted->push_back(note->text);
      }
      scenario_.statements.push_back(std::move(statement));
    }
  }

  void begin(const Statement& statement) {
    const std::string_view verb = verb_of(statement);
    if (!scenario_.statements.empty()) {
      fail(statement, fmt::format("'{}' comes too late", verb),
           fmt::format("it must stand before the first action, which is in line {}",
                       scenario_.statements.front().line));
      return;
    }
    std::size_t& said = said_in_line_[statement.action.index()];
    if (said != 0) {
      fail(statement, fmt::format("'{}' was said before", verb),
           fmt::format("in line {}; once is enough", said));
      return;
    }
    said = statement.line;
    set_up(statement.action);
  }

  void set_up(const Action& action) {
    begin_with(action, scenario_.setup);
    context_.servers = ServerSet::first(scenario_.setup.servers);
  }

  // Before the first action the network and the disks are part of how the stage begins.
  bool shape_world(const Action& action) {
    if (const auto* network = std::get_if<action::ChangeNetwork>(&action)) {
      scenario_.setup.network.change(network->of, network->change);
      return true;
    }
    const auto* disk = std::get_if<action::ChangeDisk>(&action);
    if (!disk || disk->server) return false;
    disk->change(scenario_.setup.disk);
    return true;
  }

  void bring_servers(const Action& action) {
    if (const auto* join = std::get_if<action::Join>(&action)) context_.servers.add(join->server);
    if (const auto* add = std::get_if<action::Add>(&action)) context_.servers.add(add->server);
    if (const auto* set = std::get_if<action::SetVoters>(&action)) {
      context_.servers = context_.servers | set->voters;
    }
  }

  LineContext context_;
  Scenario scenario_;
  std::vector<Diagnostic> errors_;
  std::array<std::size_t, std::variant_size_v<Action>> said_in_line_{};
};

}  // namespace

Diagnostic mistake_in(const Statement& statement, std::string file, std::string message,
                      std::string hint) {
  return {.file = std::move(file),
          .line = statement.line,
          .column = statement.column,
          .width = statement.text.size(),
          .message = std::move(message),
          .hint = std::move(hint),
          .source = statement.source};
}

std::expected<std::optional<Statement>, Diagnostic> parse_statement(std::string_view line,
                                                                    const LineContext& context) {
  ScenarioLine pieces(line, context);
  if (pieces.failed()) return std::unexpected(pieces.error());
  if (pieces.at_end()) return std::optional<Statement>();
  const std::uint32_t chance = take_chance(pieces);
  const bool tolerant = take_try(pieces);
  const std::size_t verb = pieces.place();
  std::optional<Action> action = take_action(pieces);
  if (action && verb > 0 && !can_be_tried(*action)) {
    pieces.fail_at(pieces.token(verb),
                   fmt::format("'{}' cannot be {}", pieces.token(verb).value,
                               tolerant ? "tried" : "left to chance"),
                   tolerant ? "leave 'try' out: it is for what a cluster may refuse"
                            : "leave 'sometimes' out: it is for what happens to a cluster");
  }
  if (action && !pieces.at_end()) {
    const std::string extra = pieces.text(pieces.place(), pieces.place() + 1);
    pieces.fail(fmt::format("{} is too much here", in_quotes(extra)), pieces.form());
  }
  if (pieces.failed()) return std::unexpected(pieces.error());
  return Statement{.line = context.line,
                   .column = column_of(line, pieces.token(0).begin),
                   .text = pieces.text_from(0),
                   .source = std::string(line),
                   .action = std::move(*action),
                   .tolerant = tolerant,
                   .chance = chance,
                   .must_be_cast = pieces.must_be_cast()};
}

Statement statement_of(std::string_view line) {
  auto statement = parse_statement(line, {});
  ensure(statement && *statement, "a line of the scenario language");
  return **std::move(statement);
}

std::expected<Scenario, std::vector<Diagnostic>> parse_scenario(std::string_view text,
                                                                std::string file_name) {
  return ScenarioReader(std::move(file_name)).read(text);
}

}  // namespace raft
